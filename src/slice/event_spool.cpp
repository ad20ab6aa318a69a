#include "slice/event_spool.hpp"

#include <algorithm>
#include <cstring>

namespace rsmf {
namespace {
constexpr size_t kBlock = 256 * 1024;
}

EventSpool::~EventSpool() {
  in_.reset();
  out_.reset();
  if (size_ > 0) (void)files_.remove_all(path_);
}

Result<uint64_t> EventSpool::add(std::string_view row) {
  if (!out_) {
    auto file = files_.create(path_);
    if (!file) return std::unexpected(file.error());
    out_ = std::move(*file);
  }
  uint64_t place = size_, length = row.size();
  pending_.append(reinterpret_cast<const char*>(&length), sizeof length);
  pending_.append(row);
  size_ += sizeof length + row.size();
  if (pending_.size() >= kBlock) {
    RSMF_TRY(out_->write(pending_));
    pending_.clear();
  }
  return place;
}

Result<void> EventSpool::finish() {
  if (!out_) return {};
  RSMF_TRY(out_->write(pending_));
  pending_ = {};
  RSMF_TRY(out_->close());
  auto file = files_.open(path_);
  if (!file) return std::unexpected(file.error());
  in_ = std::move(*file);
  return {};
}

void EventSpool::rewind() {
  window_.clear();
  at_ = 0;
  offset_ = 0;
}

Result<bool> EventSpool::next(std::string_view& row) {
  auto need = [&](size_t bytes) -> Result<bool> {
    if (window_.size() - at_ >= bytes) return true;
    window_.drop_front(at_);
    at_ = 0;
    size_t before = window_.size();
    window_.resize(before + std::max(bytes, kBlock));
    auto n = in_->read_at(offset_, {window_.data() + before, window_.size() - before});
    if (!n) return std::unexpected(n.error());
    offset_ += *n;
    window_.resize(before + *n);
    return window_.size() >= bytes;
  };
  if (!in_) return false;
  if (window_.capacity() == 0) window_.reserve(kBlock);
  uint64_t length = 0;
  auto header = need(sizeof length);
  if (!header || !*header) return header;
  std::memcpy(&length, window_.data() + at_, sizeof length);
  at_ += sizeof length;
  auto body = need(length);
  if (!body) return body;
  if (!*body) return fail(ErrorKind::io, path_ + " is cut off");
  row = {window_.data() + at_, length};
  at_ += length;
  return true;
}

Result<void> EventSpool::read_at(uint64_t place, std::string& row) const {
  uint64_t length = 0;
  auto n = in_->read_at(place, {reinterpret_cast<char*>(&length), sizeof length});
  if (!n) return std::unexpected(n.error());
  if (*n != sizeof length || length > size_) return fail(ErrorKind::io, path_ + " is cut off");
  row.resize(length);
  n = in_->read_at(place + sizeof length, {row.data(), row.size()});
  if (!n) return std::unexpected(n.error());
  if (*n != length) return fail(ErrorKind::io, path_ + " is cut off");
  return {};
}

}  // namespace rsmf
