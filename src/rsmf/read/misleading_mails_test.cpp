// Mails that two readers would understand differently, and files that only look like something.
#include <gtest/gtest.h>

#include "mime/quoted_printable_decoder.hpp"
#include "rsmf/read/rsmf_file.hpp"
#include "support/memory_file.hpp"
#include "support/zip_text.hpp"

namespace rsmf {
namespace {

MailText sound_mail() {
  ZipText zip;
  zip.add("rsmf_manifest.json", "{}");
  MailText mail;
  mail.zip = zip.bytes();
  return mail;
}

/// "R001: message" of all breaches.
std::string said_of(std::string bytes) {
  BreachLog log;
  auto file = RsmfFile::open(std::make_unique<MemoryFile>(std::move(bytes)), "a.rsmf", {}, log);
  EXPECT_TRUE(file);
  std::string said;
  for (const Breach& b : log.kept()) said += std::string(rule(b.rule).code) + ": " + b.message + "\n";
  return said;
}

std::string with_zip_headers(const std::string& more) {
  MailText mail = sound_mail();
  mail.zip_headers += more;
  return said_of(mail.bytes());
}

TEST(MisleadingMails, ASoundOneIsSound) {
  EXPECT_EQ(said_of(sound_mail().bytes()), "");
}

TEST(MisleadingMails, SecondHeadersOfAPart) {
  EXPECT_EQ(with_zip_headers("Content-Transfer-Encoding: base64\r\n"), "");
  EXPECT_EQ(with_zip_headers("Content-Transfer-Encoding: 7bit\r\n"),
            "R001: a second Content-Transfer-Encoding says otherwise than the one in line 15\n");
  EXPECT_TRUE(with_zip_headers("content-type: text/plain\r\n").starts_with("R001: a second Content-Type says"));
  EXPECT_TRUE(with_zip_headers("Content-Disposition: inline\r\n").starts_with("R001: a second Content-Disposition"));
}

TEST(MisleadingMails, TwoNamesOfTheZip) {
  MailText mail = sound_mail();
  mail.zip_headers.insert(mail.zip_headers.size() - 2, "; filename*=utf-8''evil.exe");
  EXPECT_TRUE(said_of(mail.bytes()).starts_with("R123: filename*= stands beside filename="));
}

TEST(MisleadingMails, PartsBehindTheClosingBoundary) {
  MailText mail = sound_mail();
  mail.end += "--bnd\r\nContent-Type: application/x\r\n\r\nabc\r\n--bnd--\r\n";
  const std::string said = said_of(mail.bytes());
  EXPECT_TRUE(said.starts_with("R001: \"--bnd\" stands behind the closing boundary: what follows was left out"));
}

TEST(MisleadingMails, ZerosDoNotMakeAManifest) {
  EXPECT_EQ(said_of(std::string("M\0Z\0", 4) + std::string(500, '\x7f')), "R000: \n");
  EXPECT_EQ(said_of(std::string(5000, '\0')), "R000: \n");
}

TEST(MisleadingMails, ColumnOfABadEscapeBeforeTrailingBlanks) {
  LinePiece piece;
  piece.text = "ab=zz cd    ";
  piece.line = 1;
  std::string out;
  EncodingFaults faults;
  QuotedPrintableDecoder().add(piece, out, faults);
  EXPECT_EQ(faults.at(EncodingFault::bad_escape).column, 3u);
  EXPECT_EQ(faults.at(EncodingFault::bad_escape).offset, 2u);
}

}  // namespace
}  // namespace rsmf
