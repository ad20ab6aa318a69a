#include "rsmf/encode/slice_zip.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <random>

#include "archive/inflate.hpp"
#include "support/judge.hpp"

namespace rsmf {
namespace {

std::string chatter(size_t size) {
  std::string text;
  std::mt19937 random(1);
  while (text.size() < size) text += "message " + std::to_string(random() % 1000) + " ";
  text.resize(size);
  return text;
}

struct Archive {
  std::string bytes;
  std::vector<EncodedSlice::Streamed> streamed;
  SliceZip zip;
  Archive() { zip.begin(bytes, streamed); }
};

uint64_t number(std::string_view bytes, size_t at, size_t width) {
  uint64_t value = 0;
  std::memcpy(&value, bytes.data() + at, width);
  return value;
}

TEST(SliceZip, UnzipAgrees) {
  if (test::run("unzip -v").exit_code != 0) GTEST_SKIP() << "no unzip here";
  Archive a;
  Deflater deflater(Compression::fast);
  std::string text = chatter(100000);
  a.zip.add({"rsmf_manifest.json", text.size(), crc32_of(text)}, text, deflater);
  a.zip.add({"short", 1, crc32_of("x")}, "x", deflater);
  a.zip.add_stored({"z\u00fcrich.txt", 3, crc32_of("abc")}, "abc");
  uint64_t size = a.zip.finish();
  EXPECT_EQ(size, a.bytes.size());
  test::TemporaryFile file(a.bytes, ".zip");
  test::Outcome checked = test::run("unzip -t " + file.path());
  EXPECT_EQ(checked.exit_code, 0) << checked.output;
  EXPECT_EQ(test::run("unzip -p " + file.path() + " rsmf_manifest.json").output, text);
}

TEST(SliceZip, LocalHeadersHoldTrueSizes) {
  Archive a;
  Deflater deflater(Compression::fast);
  std::string text = chatter(1000);
  a.zip.add({"m", text.size(), crc32_of(text)}, text, deflater);
  EXPECT_EQ(number(a.bytes, 4, 2), 20u);
  EXPECT_EQ(number(a.bytes, 6, 2), 0u);
  EXPECT_EQ(number(a.bytes, 8, 2), 8u);
  EXPECT_EQ(number(a.bytes, 10, 4), 0x00210000u);
  EXPECT_EQ(number(a.bytes, 14, 4), crc32_of(text));
  EXPECT_EQ(number(a.bytes, 18, 4), a.bytes.size() - 31);
  EXPECT_EQ(number(a.bytes, 22, 4), 1000u);
  EXPECT_EQ(number(a.bytes, 28, 2), 0u);  // no zip64 field
}

TEST(SliceZip, Zip64OnlyWhereANumberNeedsIt) {
  constexpr uint64_t kHuge = 5'000'000'000;
  Archive a;
  a.zip.add_streamed({"a", 0xfffffffe, 1}, "key a");
  a.zip.add_streamed({"b", kHuge, 2}, "key b");
  a.zip.add_streamed({"c", 10, 3}, "key c");
  uint64_t total = a.zip.finish();
  EXPECT_EQ(total, a.bytes.size() + 0xfffffffe + kHuge + 10);
  ASSERT_EQ(a.streamed.size(), 3u);
  EXPECT_EQ(a.streamed[0].at, 31u);
  EXPECT_EQ(number(a.bytes, 4, 2), 20u);
  EXPECT_EQ(number(a.bytes, 22, 4), 0xfffffffeu);
  size_t b = a.streamed[0].at;  // its bytes are not in here, so the next header follows at once
  EXPECT_EQ(number(a.bytes, b + 4, 2), 45u);
  EXPECT_EQ(number(a.bytes, b + 22, 4), 0xffffffffu);
  EXPECT_EQ(number(a.bytes, b + 31 + 4, 8), kHuge);
  size_t c = a.streamed[1].at;
  EXPECT_EQ(number(a.bytes, c + 4, 2), 45u);  // small, but beyond 4 GiB
  EXPECT_EQ(number(a.bytes, c + 28, 2), 0u);
  EXPECT_NE(a.bytes.find("PK\x06\x06"), std::string::npos);
}

/// The same with all bytes, for a reader that is not ours.
TEST(SliceZip, PythonReadsSeventyThousandEntries) {
  Archive a;
  std::vector<std::string> names;
  for (int i = 0; i < 70000; ++i) names.push_back(std::to_string(1000000 + i));
  for (const std::string& name : names) a.zip.add_stored({name, 3, crc32_of("abc")}, "abc");
  a.zip.finish();
  test::TemporaryFile file(a.bytes, ".zip");
  test::Outcome checked = test::run("/usr/bin/python3 -c \"import zipfile; z = zipfile.ZipFile('" + file.path() +
                                    "'); assert len(z.namelist()) == 70000; assert z.read('1069999') == b'abc'\"");
  EXPECT_EQ(checked.exit_code, 0) << checked.output;
}

}  // namespace
}  // namespace rsmf
