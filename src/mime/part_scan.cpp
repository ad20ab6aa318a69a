#include "mime/part_scan.hpp"

#include <utility>

#include "base/ascii.hpp"

namespace rsmf {
namespace {

constexpr size_t kStart = 64, kBatch = 8 * 1024;

/// Index of the first byte over 127; npos if there is none.
size_t first_eight_bit(std::string_view text) {
  size_t at = ascii_prefix(text);
  return at == text.size() ? text.npos : at;
}

bool is_blank_text(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == text.npos;
}

}  // namespace

void MailPart::add_decoded(std::string_view text) {
  if (is_blank) is_blank = is_blank_text(text);
  if (!has_eight_bit) has_eight_bit = first_eight_bit(text) != text.npos;
}

PartScan::PartScan(MailPart part, uint64_t file_size) : part_(std::move(part)) {
  if (part_.encoding == PartEncoding::base64) base64_.emplace(file_size);
  is_text_ = part_.is_text();
  says_seven_bit_ = part_.encoding_text.empty() || equals_ignoring_case(part_.encoding_text, "7bit");
}

void PartScan::check_text(std::string_view decoded, uint64_t offset) {
  part_.add_decoded(decoded);
  if (is_text_ && part_.invalid_utf8 == 0 && !utf8_.add(decoded)) part_.invalid_utf8 = offset;
}

void PartScan::add(const LinePiece& piece) {
  if (part_.start.size() < kStart) part_.start.append(piece.text.substr(0, kStart - part_.start.size()));
  switch (part_.encoding) {
    case PartEncoding::base64:
      base64_->add(piece);
      break;
    case PartEncoding::quoted_printable:
      quoted_.add(piece, decoded_, part_.faults);
      if (decoded_.size() < kBatch) break;  // in larger pieces it is checked faster
      check_text(decoded_, piece.offset);
      decoded_.clear();
      break;
    case PartEncoding::identity:
    case PartEncoding::unknown: {
      size_t at = says_seven_bit_ ? first_eight_bit(piece.text) : piece.text.npos;
      if (at != piece.text.npos)
        part_.faults.add(EncodingFault::eight_bit, piece.line, piece.column + at + 1, piece.offset + at,
                         static_cast<unsigned char>(piece.text[at]));
      check_text(piece.text, piece.offset);
      break;
    }
  }
}

MailPart PartScan::finish(uint64_t end) {
  part_.end = std::max(end, part_.begin);
  if (base64_) {
    base64_->finish();
    part_.faults = base64_->faults();
    part_.layout = std::move(base64_->layout());
  } else {
    quoted_.finish(decoded_, part_.faults);
    check_text(decoded_, part_.end);
    if (is_text_ && part_.invalid_utf8 == 0 && !utf8_.finish()) part_.invalid_utf8 = part_.end;
  }
  return std::move(part_);
}

}  // namespace rsmf
