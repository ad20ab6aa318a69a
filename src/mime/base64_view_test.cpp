#include "mime/base64_view.hpp"

#include <gtest/gtest.h>

#include <string>

#include "mime/base64_encode.hpp"
#include "support/memory_file.hpp"

namespace rsmf {
namespace {

struct ScannedPart {
  Base64Layout layout;
  EncodingFaults faults;
};

/// As the parser does it: line by line, with as many regular lines at a time as are buffered.
ScannedPart scan(const RandomFile& file) {
  LineScanner lines(file, 100);
  Base64Scan scan(file.size());
  LinePiece piece;
  for (;;) {
    if (piece.ends) {
      uint64_t count = 0;
      size_t bytes = scan.take_lines(lines.buffered(), lines.offset(), count);
      lines.skip(bytes, count);
    }
    auto more = lines.next(piece);
    if (!more || !*more) break;
    scan.add(piece);
  }
  scan.finish();
  return {std::move(scan.layout()), scan.faults()};
}

std::string some_bytes(size_t size) {
  std::string out;
  for (uint32_t x = 1; out.size() < size; x = x * 1664525 + 1013904223) out += char(x >> 24);
  return out;
}

std::string in_lines(const std::string& text, size_t columns, std::string_view end) {
  std::string out;
  for (size_t i = 0; i < text.size(); i += columns) out.append(text.substr(i, columns)).append(end);
  return out;
}

void expect_reads_as(const std::string& encoded, const std::string& decoded) {
  MemoryFile file(encoded);
  ScannedPart part = scan(file);
  Base64View view(file, part.layout);
  ASSERT_EQ(view.size(), decoded.size());
  for (size_t step : {1000000, 65536, 1000, 57, 7}) {
    std::string read, piece;
    for (size_t at = 0; at < decoded.size(); at += step) {
      if (step < 1000 && at > 300 && at + 300 < decoded.size()) at = decoded.size() - 300;  // ends are enough
      piece.assign(std::min(step, decoded.size() - at), '\0');
      auto n = view.read_at(at, piece);
      ASSERT_TRUE(n) << n.error().message;
      ASSERT_EQ(*n, piece.size());
      ASSERT_EQ(piece, decoded.substr(at, piece.size())) << step << " at " << at;
    }
  }
  char one;
  EXPECT_EQ(view.read_at(decoded.size(), {&one, 1}).value(), 0u);
}

TEST(Base64Part, ReadsAnyLayoutAtAnyOffset) {
  for (size_t size : {0, 1, 2, 3, 56, 57, 58, 5000, 70'000}) {
    std::string bytes = some_bytes(size), text = base64(bytes);
    for (size_t columns : {4, 19, 60, 76, 78, 1000, 100'000})
      for (std::string_view end : {"\r\n", "\n", " \r\n", "\r\n\r\n"}) {
        SCOPED_TRACE(std::to_string(size) + " in lines of " + std::to_string(columns));
        expect_reads_as(in_lines(text, columns, end), bytes);
      }
  }
}

TEST(Base64Part, LinesThatChangeTheirLength) {
  std::string bytes = some_bytes(300'000), text = base64(bytes), encoded;
  size_t columns = 4, at = 0;
  for (; at < text.size(); columns = columns % 80 + 4) {
    for (int lines = 0; lines < 30 && at < text.size(); ++lines, at += columns)
      encoded.append(text.substr(at, columns)).append(at % 7 ? "\r\n" : "\r\n\r\n");
  }
  MemoryFile file(encoded);
  EXPECT_LT(scan(file).layout.runs.size(), 200u);
  expect_reads_as(encoded, bytes);
}

TEST(Base64Part, FaultsHaveTheirPlaces) {
  MemoryFile file("QUJD\r\nQ*JDA\r\n" + std::string(80, 'Q') + "\r\nQQ==\r\nQUJD\r\n");
  ScannedPart part = scan(file);
  const auto& bad = part.faults.at(EncodingFault::bad_character);
  EXPECT_EQ(bad.line, 2u);
  EXPECT_EQ(bad.column, 2u);
  EXPECT_EQ(bad.offset, 7u);
  EXPECT_EQ(bad.value, uint64_t('*'));
  const auto& length = part.faults.at(EncodingFault::long_line);
  EXPECT_EQ(length.line, 3u);
  EXPECT_EQ(length.value, 80u);
  EXPECT_EQ(part.faults.at(EncodingFault::behind_padding).count, 4u);
  EXPECT_EQ(part.faults.at(EncodingFault::missing_padding).count, 0u);
}

}  // namespace
}  // namespace rsmf
