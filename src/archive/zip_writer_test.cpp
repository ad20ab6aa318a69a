#include "archive/zip_writer.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "archive/inflate.hpp"
#include "support/judge.hpp"

namespace rsmf {
namespace {

/// A zip with the bytes of its entries.
struct WholeZip {
  explicit WholeZip(ZipWriter::Style style = {}) : records(style) {}
  void add(std::string_view name, std::string_view content) {
    const ZipWriter::Entry entry = ZipWriter::stored(name, content.size(), crc32_of(content));
    records.append_local_header(entry, bytes);
    bytes += content;
    records.add(entry);
  }
  std::string finished() {
    std::string all = bytes;
    records.finish(all);
    return all;
  }
  ZipWriter records;
  std::string bytes;
};

WholeZip with_entries(size_t count, ZipWriter::Style style = {}) {
  WholeZip zip(style);
  for (size_t i = 0; i < count; ++i)
    zip.add("room " + std::to_string(i / 3) + (i % 5 == 0 ? " \xC3\xBC" : "") + "/" + std::to_string(i) + ".txt",
            std::string(i % 17, 'x'));
  return zip;
}

TEST(ZipWriter, SizesAreKnownBeforehand) {
  WholeZip zip = with_entries(20);
  const ZipWriter::Entry next = ZipWriter::stored("next \xC3\xBC", 5, crc32_of("bytes"));
  const uint64_t with_next = zip.records.finished_size_with(next);
  EXPECT_EQ(zip.records.size(), zip.bytes.size());
  EXPECT_EQ(zip.finished().size(), zip.records.finished_size());
  zip.add("next \xC3\xBC", "bytes");
  EXPECT_EQ(zip.records.entries(), 21u);
  EXPECT_EQ(zip.records.finished_size(), with_next);
  EXPECT_EQ(zip.finished().size(), with_next);
}

TEST(ZipWriter, PiecesGiveTheSameBytes) {
  WholeZip zip = with_entries(70'000);  // zip64
  std::string pieces = zip.bytes;
  size_t largest = 0;
  ASSERT_TRUE(zip.records.finish([&](std::string_view piece) -> Result<void> {
    pieces += piece;
    largest = std::max(largest, piece.size());
    return {};
  }));
  EXPECT_EQ(pieces, zip.finished());
  EXPECT_LT(largest, 200u);
  size_t calls = 0;
  auto stopped = zip.records.finish([&](std::string_view) -> Result<void> {
    return ++calls == 3 ? Result<void>(fail(ErrorKind::io, "full")) : Result<void>();
  });
  EXPECT_FALSE(stopped);
  EXPECT_EQ(calls, 3u);
}

TEST(ZipWriter, WhatIsRolledBackLeavesNoTrace) {
  WholeZip zip = with_entries(20);
  const std::string expected = zip.finished();
  const ZipWriter::Mark mark = zip.records.mark();
  EXPECT_TRUE(zip.records.mark().is_same_place(mark));
  const std::string before = zip.bytes;
  zip.add("room 6/another.txt", "bytes");
  EXPECT_FALSE(zip.records.mark().is_same_place(mark));
  zip.records.rollback(mark);
  zip.bytes = before;
  EXPECT_EQ(zip.finished(), expected);
  zip.records.clear();
  zip.bytes.clear();
  zip.add("a", "b");
  WholeZip fresh;
  fresh.add("a", "b");
  EXPECT_EQ(zip.finished(), fresh.finished());
}

TEST(ZipWriter, AHeaderIsRewrittenInPlace) {
  ZipWriter records;
  std::string bytes, expected;
  records.append_local_header(ZipWriter::stored("name", 100, 0), bytes);
  const ZipWriter::Entry known{"name", 100, 40, 0x12345678, true};
  records.rewrite_local_header(known, bytes.data());
  records.append_local_header(known, expected);
  EXPECT_EQ(bytes, expected);
  EXPECT_EQ(bytes.size(), ZipWriter::local_header_size(known));
}

TEST(ZipWriter, PythonReadsAllForms) {
  ZipWriter records({.date = (44 << 9) | (1 << 5) | 1, .unix_mode = 0100644, .always_utf8 = true});
  std::string bytes;
  const ZipWriter::Entry plain = ZipWriter::stored("plain", 3, crc32_of("abc"));
  records.append_local_header(plain, bytes);
  bytes += "abc";
  records.add(plain);
  const std::string deflate_of_abc("\x4b\x4c\x4a\x06\x00", 5);
  const ZipWriter::Entry described{"described", 3, deflate_of_abc.size(), crc32_of("abc"), true, true};
  records.append_local_header(described, bytes);
  bytes += deflate_of_abc;
  ZipWriter::append_descriptor(described, bytes);
  records.add(described);
  EXPECT_EQ(records.size(), bytes.size());
  records.finish(bytes);
  test::TemporaryFile file(bytes, ".zip");
  const test::Outcome checked =
      test::run("/usr/bin/python3 -c \"import zipfile; z = zipfile.ZipFile('" + file.path() +
                "'); i = z.infolist(); assert [e.filename for e in i] == ['plain', 'described']; "
                "assert z.read(i[0]) == z.read(i[1]) == b'abc'; assert i[0].date_time[0] == 2024; "
                "assert i[0].external_attr >> 16 == 0o100644; assert [e.flag_bits for e in i] == [0x800, 0x808]\"");
  EXPECT_EQ(checked.exit_code, 0) << checked.output;
}

}  // namespace
}  // namespace rsmf
