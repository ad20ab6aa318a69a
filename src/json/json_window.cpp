#include "json/json_window.hpp"

#include <simdjson.h>

#include <algorithm>

#include "base/utf8.hpp"

namespace rsmf {
namespace {

/// How many bytes at the end of `text` may be the beginning of a character whose rest has not been read.
size_t open_bytes(std::string_view text) {
  for (size_t back = 1; back <= std::min<size_t>(3, text.size()); ++back) {
    auto c = static_cast<unsigned char>(text[text.size() - back]);
    if (c < 0x80) return 0;
    if (c >= 0xC0) {
      size_t length = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
      return length > back ? back : 0;
    }
  }
  return 0;
}

}  // namespace

void JsonWindow::start(ByteSource& source) {
  source_ = &source;
  bytes_.clear();
  invalid_.clear();
  error_.reset();
  base_ = 0;
  valid_ = taken_ = 0;
  at_end_ = false;
  next_invalid_ = UINT64_MAX;
}

bool JsonWindow::slide(size_t count) {
  size_t checked = std::min(count, valid_);
  drop(checked);
  // The rest is the beginning of a character: its other bytes must be seen before it can go.
  size_t rest = count - checked;
  bool any = false;
  do {
    if (at_end_) break;
    any |= read();
  } while (rest > valid_);
  drop(rest);
  return any;
}

void JsonWindow::drop(size_t count) {
  bytes_.drop_front(count);
  base_ += count;
  valid_ -= count;
}

bool JsonWindow::read() {
  size_t before = bytes_.size();
  bytes_.resize(before + read_bytes_);
  auto n = source_->read({bytes_.data() + before, read_bytes_});
  bytes_.resize(before + (n ? *n : 0));
  if (!n) error_ = n.error();
  at_end_ = !n || *n == 0;
  validate();
  return !at_end_;
}

void JsonWindow::validate() {
  std::string_view fresh = bytes_.view().substr(valid_);
  if (!at_end_) fresh.remove_suffix(open_bytes(fresh));
  if (!simdjson::validate_utf8(fresh.data(), fresh.size())) {
    for (size_t at = 0; at < fresh.size();) {
      size_t begin = at;
      if (next_code_point(fresh, at) == 0xFFFD && at == begin + 1) note(base_ + valid_ + begin);
    }
  }
  valid_ += fresh.size();
}

void JsonWindow::note(uint64_t offset) {
  if (taken_ == invalid_.size()) {
    invalid_.clear();
    taken_ = 0;
  }
  invalid_.push_back(offset);
  next_invalid_ = invalid_[taken_];
}

void JsonWindow::take_invalid() {
  ++taken_;
  next_invalid_ = taken_ < invalid_.size() ? invalid_[taken_] : UINT64_MAX;
}

}  // namespace rsmf
