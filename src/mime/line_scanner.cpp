#include "mime/line_scanner.hpp"

#include <algorithm>
#include <cstring>

namespace rsmf {

LineScanner::LineScanner(const RandomFile& file, size_t first_read)
    : file_(file),
      capacity_(size_t(std::min<uint64_t>(kBlock, file.size() + 1))),
      first_read_(std::min(first_read, capacity_)) {
  buffer_ = std::make_unique_for_overwrite<char[]>(capacity_);
}

Result<void> LineScanner::fill() {
  if (at_ > 0) {
    std::memmove(buffer_.get(), buffer_.get() + at_, end_ - at_);
    base_ += at_;
    end_ -= at_;
    at_ = 0;
  }
  size_t room = first_read_ ? std::min(first_read_, capacity_ - end_) : capacity_ - end_;
  first_read_ = 0;
  auto n = file_.read_at(base_ + end_, {buffer_.get() + end_, room});
  if (!n) return std::unexpected(std::move(n.error()));
  end_ += *n;
  at_end_ = *n < room || base_ + end_ >= file_.size();
  return {};
}

Result<bool> LineScanner::next(LinePiece& piece) {
  size_t searched = 0;
  for (;;) {
    const char* from = buffer_.get() + at_;
    size_t have = end_ - at_;
    const void* lf = have > searched ? std::memchr(from + searched, '\n', have - searched) : nullptr;
    bool whole = lf != nullptr, full = have == capacity_;
    if (!whole && !at_end_ && !full) {
      searched = have;
      RSMF_TRY(fill());
      continue;
    }
    if (!whole && have == 0) return false;
    size_t size = whole ? size_t(static_cast<const char*>(lf) - from) : have;
    size_t taken = whole ? size + 1 : size;
    piece.end = whole ? LineEnd::lf : LineEnd::none;
    if (whole && size > 0 && from[size - 1] == '\r') {
      piece.end = LineEnd::crlf;
      --size;
    } else if (!whole && !at_end_ && from[size - 1] == '\r') {
      taken = --size;  // its LF may be the next byte
    }
    piece.text = {from, size};
    piece.offset = base_ + at_;
    piece.line = line_;
    piece.column = column_;
    piece.begins = column_ == 0;
    piece.ends = whole || at_end_;
    column_ = piece.ends ? 0 : column_ + size;
    line_ += piece.ends;
    at_ += taken;
    return true;
  }
}

}  // namespace rsmf
