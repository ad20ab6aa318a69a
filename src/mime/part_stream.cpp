#include "mime/part_stream.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "io/file_range.hpp"
#include "io/owning_stream.hpp"
#include "mime/base64_view.hpp"
#include "mime/line_scanner.hpp"
#include "mime/quoted_printable_decoder.hpp"
#include "mime/utf8_check.hpp"

namespace rsmf {
namespace {

class QuotedPrintableStream final : public ByteSource {
 public:
  QuotedPrintableStream(const RandomFile& file, uint64_t begin, uint64_t end)
      : range_(file, begin, end - begin), lines_(range_, LineScanner::kBlock) {}

  Result<size_t> read(std::span<char> into) override {
    while (at_ == out_.size() && !at_end_) {
      out_.clear();
      at_ = 0;
      LinePiece piece;
      auto more = lines_.next(piece);
      if (!more) return std::unexpected(std::move(more.error()));
      if (*more) {
        decoder_.add(piece, out_, faults_);
      } else {
        decoder_.finish(out_, faults_);
        at_end_ = true;
      }
    }
    size_t count = std::min(into.size(), out_.size() - at_);
    if (count) std::memcpy(into.data(), out_.data() + at_, count);
    at_ += count;
    return count;
  }

 private:
  FileRange range_;
  LineScanner lines_;
  QuotedPrintableDecoder decoder_;
  EncodingFaults faults_;  // were reported when the mail was taken apart
  std::string out_;
  size_t at_ = 0;
  bool at_end_ = false;
};

}  // namespace

std::unique_ptr<ByteSource> open_part(const RandomFile& file, const MailPart& part) {
  switch (part.encoding) {
    case PartEncoding::base64:
      return owning_stream(std::make_unique<Base64View>(file, part.layout));
    case PartEncoding::quoted_printable:
      return std::make_unique<QuotedPrintableStream>(file, part.begin, part.end);
    default:
      return stream_of(file, part.begin, part.end - part.begin);
  }
}

Result<void> look_at_base64_text(const RandomFile& file, MailPart& part) {
  auto stream = open_part(file, part);
  Utf8Check check;
  std::array<char, 16 * 1024> block;
  for (;;) {
    auto n = stream->read(block);
    if (!n) return std::unexpected(std::move(n.error()));
    if (*n == 0) break;
    part.add_decoded({block.data(), *n});
    if (part.invalid_utf8 == 0 && !check.add({block.data(), *n})) part.invalid_utf8 = part.begin;
  }
  if (part.invalid_utf8 == 0 && !check.finish()) part.invalid_utf8 = part.begin;
  return {};
}

Result<Base64Layout> find_base64_layout(const RandomFile& part) {
  LineScanner lines(part, LineScanner::kBlock);
  Base64Scan scan(part.size());
  LinePiece piece;
  for (;;) {
    auto more = lines.next(piece);
    if (!more) return std::unexpected(std::move(more.error()));
    if (!*more) break;
    scan.add(piece);
  }
  scan.finish();
  return std::move(scan.layout());
}

}  // namespace rsmf
