#include "rsmf/read/rsmf_file.hpp"

#include <gtest/gtest.h>

#include <string>

#include "mime/base64_encode.hpp"
#include "support/memory_file.hpp"
#include "support/zip_text.hpp"

namespace rsmf {
namespace {

const std::string kManifest = R"({"version":"2.0.0","participants":[],"conversations":[],"events":[]})";

ZipText good_zip() {
  ZipText zip;
  zip.add_deflated("rsmf_manifest.json", kManifest);
  zip.add("A1.txt", "attached");
  return zip;
}
MailText good_mail() {
  MailText mail;
  mail.zip = good_zip().bytes();
  return mail;
}

struct Opened {
  std::unique_ptr<RsmfFile> file;
  BreachLog log;
  std::string codes() const {
    std::string out;
    for (const Rule& r : all_rules())
      if (log.count(r.id)) out += (out.empty() ? "" : " ") + std::string(r.code);
    return out;
  }
};

Opened open(std::string bytes, const std::string& name = "test.rsmf", RsmfReadOptions options = {}) {
  Opened opened;
  auto file = RsmfFile::open(std::make_unique<MemoryFile>(std::move(bytes)), name, options, opened.log);
  EXPECT_TRUE(file) << file.error().message;
  if (file) opened.file = std::move(*file);
  return opened;
}

std::string all_of(Result<std::unique_ptr<ByteSource>> source) {
  if (!source) return "error: " + source.error().message;
  Bytes bytes;
  auto done = read_all(**source, bytes, 1 << 30);
  return done ? std::string(bytes.view()) : "error: " + done.error().message;
}

TEST(RsmfFile, OpensAGoodMail) {
  Opened o = open(good_mail().bytes());
  EXPECT_EQ(o.codes(), "");
  EXPECT_EQ(o.file->kind(), RsmfKind::mail);
  EXPECT_EQ(all_of(o.file->open_manifest()), kManifest);
  EXPECT_EQ(all_of(o.file->open_text()), "Hello");
  EXPECT_EQ(all_of(o.file->open_zip()), good_zip().bytes());
  ASSERT_EQ(o.file->entries().size(), 2u);
  EXPECT_EQ(o.file->find("A1.txt"), 1);
  EXPECT_EQ(all_of(o.file->open_entry(1)), "attached");
  EXPECT_TRUE(o.file->check_entries(o.log));
  EXPECT_EQ(o.codes(), "");
  ASSERT_NE(o.file->header("x-rsmf-VERSION"), nullptr);
  EXPECT_EQ(o.file->header("x-rsmf-VERSION")->value, "2.0.0");
}

TEST(RsmfFile, OpensAGoodZipAndAGoodManifest) {
  Opened zip = open(good_zip().bytes(), "rsmf.zip");
  EXPECT_EQ(zip.codes(), "");
  EXPECT_EQ(zip.file->kind(), RsmfKind::zip);
  EXPECT_EQ(all_of(zip.file->open_manifest()), kManifest);
  Opened manifest = open(kManifest, "rsmf_manifest.json");
  EXPECT_EQ(manifest.codes(), "");
  EXPECT_EQ(manifest.file->kind(), RsmfKind::manifest);
  EXPECT_EQ(all_of(manifest.file->open_manifest()), kManifest);
}

void expect_mail(const MailText& mail, const std::string& codes, const std::string& manifest = kManifest) {
  Opened o = open(mail.bytes());
  EXPECT_EQ(o.codes(), codes);
  EXPECT_EQ(o.file->has_manifest() ? all_of(o.file->open_manifest()) : "none", manifest);
}
std::string replaced(std::string text, std::string_view from, std::string_view to) {
  size_t at = text.find(from);
  EXPECT_NE(at, text.npos) << from;
  return text.replace(at, from.size(), to);
}
std::string encoded(const std::string& zip) {
  std::string out;
  Base64Lines lines;
  lines.add(zip, out);
  lines.finish(out);
  return out;
}

TEST(MailRules, HeadersOfTheMail) {
  MailText good = good_mail();
  auto with_headers = [&](std::string_view from, std::string_view to, const std::string& codes) {
    MailText mail = good;
    mail.headers = replaced(good.headers, from, to);
    SCOPED_TRACE(to);
    expect_mail(mail, codes);
  };
  with_headers("X-RSMF-Version: 2.0.0\r\n", "", "R002");
  with_headers("2.0.0", "2.0", "R003");
  with_headers("2.0.0", "\r\n 2.0.0", "R120");
  with_headers("2.0.0\r\n", "2.0.0\r\nX-RSMF-Version: 2.0.0\r\n", "R021");
  with_headers("MIME", "X-RSMF-Custodian:\r\nMIME", "R021");
  with_headers("MIME", "X-RSMF-Custodian: \xFF\r\nMIME", "R021 R026");
  with_headers("MIME", "X-RSMF-Custodian: =?utf-8?B?w6Q=?=\r\nMIME", "");
  with_headers("MIME", "X-RSMF-Custodian: =?utf-8?B?w6!=?=\r\nMIME", "R021");
  with_headers("MIME", "X-RSMF-" + std::string(247, 'a') + ": 1\r\nMIME", "");
  with_headers("MIME", "X-RSMF-" + std::string(248, 'a') + ": 1\r\nMIME", "R022");
  with_headers("Subject: s\r\n", "", "R024");
  with_headers("Subject: s", "Subject: \xC3\xA4", "R026");
  with_headers("MIME", "X-RSMF-Participants: \xC3\xA4\r\nMIME", "");
  with_headers("Subject: s", "Subject : s", "R125");
  with_headers("X-RSMF-Version: 2.0.0\r\nFrom: a@example.com\r\n", "From: a@example.com\r\nX-RSMF-Version: 2.0.0\r\n",
               "R127");
  with_headers("Subject: s", "nonsense\r\nSubject: s", "R001");
  with_headers("X-RSMF-V", "\xEF\xBB\xBFX-RSMF-V", "R001");
  with_headers("X-RSMF-V", "\r\nX-RSMF-V", "R001");
  with_headers("Subject: s", "Subject: " + std::string(988, 's'), "");
  with_headers("Subject: s", "Subject: " + std::string(990, 's'), "R026");
}

TEST(MailRules, ThePartOfTheZip) {
  MailText good = good_mail();
  auto with_zip_headers = [&](std::string_view from, std::string_view to, const std::string& codes) {
    MailText mail = good;
    mail.zip_headers = replaced(good.zip_headers, from, to);
    SCOPED_TRACE(to);
    expect_mail(mail, codes);
  };
  with_zip_headers("attachment;", "inline;", "R008");
  with_zip_headers(": base64", ": Base64", "R121");
  with_zip_headers(": base64", ": 7bit", "R007");
  with_zip_headers("; filename=\"rsmf.zip\"", "", "R123");
  with_zip_headers("filename=\"rsmf.zip\"", "filename*=utf-8''rsmf.zip", "R123");
  with_zip_headers("filename=\"rsmf.zip\"", "filename*0=rsmf; filename*1=\".zip\"", "R123");
  with_zip_headers("filename=\"rsmf.zip\"", "filename=rsmf.zip", "");
  with_zip_headers("Content-Disposition: attachment; filename=\"rsmf.zip\"\r\n", "", "R123");
  with_zip_headers("filename=\"rsmf.zip\"", "filename=\"RSMF.ZIP\"", "R005");
  with_zip_headers("filename=\"rsmf.zip\"", "filename=\"chat.zip\"", "R005");
  with_zip_headers("Content-D", "Content-D", "");
  with_zip_headers("Content-Disposition:", "content-disposition:\r\n", "");
}

TEST(MailRules, Base64OfTheZip) {
  MailText mail = good_mail();
  std::string text = encoded(mail.zip);
  auto with = [&](const std::string& spoiled, const std::string& codes, const std::string& manifest = kManifest) {
    mail.encoded = spoiled;
    SCOPED_TRACE(spoiled.substr(0, 100));
    expect_mail(mail, codes, manifest);
  };
  with(text, "");
  with(replaced(text, "\r\n", "\n"), "R026");
  with(replaced(text, "\r\n", ""), "R007");
  with(replaced(text, "\r\n", "\r\n\r\n"), "");
  with(replaced(text, "\r\n", "\r\n!!!!\r\n"), "R007");
  with(replaced(text, "\r\n", " \r\n"), "R007");
  std::string one_line;
  for (char c : text)
    if (c != '\r' && c != '\n') one_line += c;
  with(one_line + "\r\n", "R007");
  if (text.find('=') != text.npos) {
    with(replaced(text, "=", ""), "R007");
  }
  with(text + "QUJD\r\n", text.find('=') == text.npos ? "R134" : "R007");
  mail.encoded = mail.zip + "\r\n";
  Opened plain = open(mail.bytes());
  EXPECT_EQ(plain.log.count(RuleId::zip_part_encoding), 1u);
  EXPECT_EQ(all_of(plain.file->open_manifest()), kManifest);
}

TEST(MailRules, OtherParts) {
  MailText good = good_mail();
  auto with = [&](const std::string& parts, const std::string& codes) {
    MailText mail = good;
    mail.more_parts = parts;
    SCOPED_TRACE(parts);
    expect_mail(mail, codes);
  };
  with("--bnd\r\nContent-Type: text/html\r\n\r\n<p>\r\n", "R027");
  with("--bnd\r\nContent-Type: image/png; name=a.png\r\n\r\nx\r\n", "R006");
  with("--bnd\r\nContent-Disposition: inline; filename=a.png\r\n\r\nx\r\n", "R006");
  with("--bnd\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n" + std::string(80, 'Q') + "\r\n",
       "R027 R126");
  with("--bnd x\r\n", "R001");
  with("--bn\r\n", "");
  MailText mail = good;
  mail.preamble = "for old readers\r\n";
  expect_mail(mail, "R128");
  mail = good;
  mail.end = "--bnd--\r\nsent from a telephone\r\n";
  expect_mail(mail, "R128");
  mail.end = "";
  expect_mail(mail, "R124");
  mail = good;
  mail.boundary = "other";
  expect_mail(mail, "R001 R005 R009", "none");
}

TEST(MailRules, TheText) {
  MailText good = good_mail();
  auto with = [&](const std::string& headers, const std::string& text, const std::string& codes) {
    MailText mail = good;
    mail.text_headers = headers;
    mail.text = text;
    SCOPED_TRACE(headers + text);
    expect_mail(mail, codes);
  };
  const std::string plain = "Content-Type: text/plain; charset=utf-8\r\n";
  const std::string eight = plain + "Content-Transfer-Encoding: 8bit\r\n";
  const std::string quoted = plain + "Content-Transfer-Encoding: quoted-printable\r\n";
  const std::string based = plain + "Content-Transfer-Encoding: base64\r\n";
  with(plain, " \r\n", "R009");
  with("Content-Type: text/html\r\n", "x\r\n", "R009 R027");
  with("", "x\r\n", "");
  with("", "\xC3\xA4\r\n", "R026 R129");
  with(plain, "\xC3\xA4\r\n", "R026");
  with(eight, "\xC3\xA4\r\n", "");
  with(eight, "\xC3\r\n", "R129");
  with("Content-Type: text/plain; charset=iso-8859-1\r\n", "x\r\n", "R129");
  with(quoted, "=C3=A4 and so=\r\n on\r\n", "");
  with(quoted, "=C3=\r\n=A4\r\n", "");
  with(quoted, "=C3\r\n", "R129");
  with(quoted, "=4\r\n", "R126");
  with(quoted, "\xC3\xA4\r\n", "R126");
  with(quoted, std::string(77, 'x') + "\r\n", "R026");
  with(based, "w6Q=\r\n", "");
  with(based, "w6Q\r\n", "R126");
  with(based, "w6==\r\n", "R129");
  with(based, "ICAg\r\n", "R009");
  with(plain, "a\nb\r\n", "R026");
  with(plain, "a\rb\r\n", "R026");
}

TEST(MailRules, NestedAndSinglePart) {
  MailText good = good_mail();
  std::string mail = good.headers +
                     "Content-Type: multipart/mixed; boundary=out\r\n\r\n--out\r\nContent-Type: multipart/mixed; "
                     "boundary=\"out-in\"\r\n\r\n--out-in\r\n\r\ntext\r\n--out-in\r\n" +
                     good.zip_headers + "\r\n" + encoded(good.zip) + "--out-in--\r\n--out--\r\n";
  EXPECT_EQ(open(mail).codes(), "R122");
  EXPECT_EQ(all_of(open(mail).file->open_text()), "text");
  EXPECT_EQ(open(replaced(mail, "--out-in--\r\n", "")).codes(), "R122 R124");
  std::string single = good.headers + good.zip_headers + "\r\n" + encoded(good.zip);
  EXPECT_EQ(open(single).codes(), "R001 R009");
  EXPECT_EQ(open(good.headers + "\r\ntext\r\n").codes(), "R005");
  EXPECT_EQ(open(good.headers).codes(), "R005 R009");
  EXPECT_EQ(open(good_mail().bytes(), "chat.eml").codes(), "R025");
  EXPECT_EQ(open("neither this\nnor that").codes(), "R000");
  EXPECT_EQ(open("").codes(), "R000");
}

TEST(ZipRules, Names) {
  auto with = [](const std::string& name, const std::string& codes) {
    ZipText zip = good_zip();
    zip.add(name, "x");
    SCOPED_TRACE(name);
    EXPECT_EQ(open(zip.bytes(), "a.zip").codes(), codes);
  };
  with("b.txt", "");
  with("folder/b.txt", "R038");
  with("folder/", "R038");
  with("folder\\b.txt", "R038");
  with("../b.txt", "R131");
  with("/b.txt", "R131");
  with("a1.TXT", "R039");
  with("A1.txt", "R039");
  with("\xC3\xA4", "R136");
  with("\x84", "R136");
  with("rsmf_manifest.json", "R032");
  with("RSMF_manifest.json", "R039");
  ZipText zip;
  zip.add("b.txt", "x");
  EXPECT_EQ(open(zip.bytes(), "a.zip").codes(), "R031");
  zip.add("data/Rsmf_Manifest.json", kManifest);
  Opened o = open(zip.bytes(), "a.zip");
  EXPECT_EQ(o.codes(), "R031 R038");
  EXPECT_EQ(all_of(o.file->open_manifest()), kManifest);
  EXPECT_EQ(o.file->find("b.txt"), 0);
  zip.add("x/y.png", "z");
  EXPECT_EQ(open(zip.bytes(), "a.zip").file->find("y.png"), 2);
}

TEST(ZipRules, RecordsThatDiffer) {
  auto with = [](auto change, const std::string& codes) {
    ZipText zip = good_zip();
    change(zip);
    Opened o = open(zip.bytes(), "a.zip");
    EXPECT_TRUE(o.file->check_entries(o.log));
    EXPECT_EQ(o.codes(), codes);
    EXPECT_EQ(all_of(o.file->open_manifest()), kManifest);
  };
  with([](ZipText& z) { z.entries[1].flags = 1; }, "R137");
  with([](ZipText& z) { z.entries[1].method = 12; }, "R137");
  with([](ZipText& z) { z.entries[1].crc ^= 1; }, "R033");
  with([](ZipText& z) { z.entries[1].size += 1; }, "R033");
  with([](ZipText& z) { z.entries[1].descriptor = true; }, "R133");
  with([](ZipText& z) { z.entries[1].local_name = "other"; }, "R135");
  with([](ZipText& z) { z.entries[1].local_offset = 3; }, "R033");
  with([](ZipText& z) { z.entries[1].local_offset = 0; }, "R132 R135");
  with([](ZipText& z) { z.comment = "made by hand"; }, "");
  with([](ZipText& z) { z.without_directory = true; }, "R030");
  with([](ZipText& z) { z.without_directory = true, z.entries[1].descriptor = z.entries[0].descriptor = true; },
       "R030");
  ZipText bomb = good_zip();
  bomb.entries[1].size = 3ULL << 20;
  bomb.entries[1].packed = "x";
  EXPECT_EQ(open(bomb.bytes(), "a.zip").codes(), "R132");
  EXPECT_FALSE(open(bomb.bytes(), "a.zip").file->entries()[1].readable);
}

TEST(ZipRules, SurroundingsAndDamage) {
  std::string zip = good_zip().bytes();
  MailText mail = good_mail();
  auto with = [&](std::string bytes, const std::string& codes, const std::string& manifest = kManifest) {
    mail.zip = std::move(bytes);
    expect_mail(mail, codes, manifest);
  };
  with("junk" + zip, "R134");
  with(zip + "junk", "R134");
  with(zip + std::string(70'000, 'j'), "R134");
  with("no zip at all", "R030", "none");
  with(zip.substr(0, zip.size() - 10), "R030");
  with(zip.substr(0, zip.size() - 60), "R030");
  Opened cut = open(zip.substr(0, 60), "a.zip");
  EXPECT_EQ(cut.codes(), "R030");
  EXPECT_TRUE(cut.file->has_manifest());
}

std::string in_small_pieces(Result<std::unique_ptr<ByteSource>> source) {
  std::string out;
  char piece[3];
  for (;;) {
    auto n = (*source)->read(piece);
    if (!n || *n == 0) return out;
    out.append(piece, *n);
  }
}

TEST(Manifest, MarksAndOtherEncodings) {
  auto with = [](const std::string& bytes, const std::string& codes, const std::string& text) {
    Opened o = open(bytes, "rsmf_manifest.json");
    EXPECT_EQ(o.codes(), codes);
    EXPECT_EQ(all_of(o.file->open_manifest()), text);
    ZipText zip;
    zip.add("rsmf_manifest.json", bytes);
    Opened zipped = open(zip.bytes(), "a.zip");
    EXPECT_EQ(zipped.codes(), codes);
    EXPECT_EQ(all_of(zipped.file->open_manifest()), text);
    EXPECT_EQ(in_small_pieces(o.file->open_manifest()), text);
    EXPECT_EQ(in_small_pieces(zipped.file->open_manifest()), text);
  };
  using namespace std::string_literals;
  with("{}", "", "{}");
  with("\xEF\xBB\xBF{}", "R057", "{}");
  with("\xFF\xFE{\0}\0"s, "R058", "{}");
  with("{\0}\0"s, "R058", "{}");
  with("\0{\0}"s, "R058", "{}");
  with("\xFE\xFF\0[\xD8\x3D\xDE\x00\0]"s, "R058", "[\xF0\x9F\x98\x80]");
  with("\xFE\xFF\0[\xD8\x3D\0]"s, "R058", "[\xFF]");
  with("{\0\0\0}\0\0\0"s, "R058", "{}");
  with("\xFE\xFF\0[\0"s, "R058", "[\xFF");
}

TEST(RsmfFile, HeadersOnly) {
  RsmfReadOptions options;
  options.depth = RsmfReadOptions::Depth::headers;
  Opened o = open(good_mail().bytes(), "a.rsmf", options);
  EXPECT_EQ(o.codes(), "");
  EXPECT_EQ(o.file->header("Subject")->value, "s");
  EXPECT_FALSE(o.file->has_manifest());
  EXPECT_TRUE(o.file->entries().empty());
}

}  // namespace
}  // namespace rsmf
