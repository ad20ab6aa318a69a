#include "slice/event_spool.hpp"

#include "base/varint.hpp"

namespace rsmf {
namespace {

// A row begins before this place in its block, so that 16 bits say where. Small: one row costs a block.
constexpr size_t kBlock = 32 * 1024;
constexpr unsigned kPlaceBits = 16;
constexpr size_t kWindow = 512 * 1024;

}  // namespace

EventSpool::~EventSpool() {
  in_.reset();
  out_.reset();
  if (created_) (void)files_.remove_all(path_);
}

Result<uint64_t> EventSpool::add(std::string_view row) {
  if (!out_) {
    auto file = SpillWriter::create(files_, path_, kWindow);
    if (!file) return std::unexpected(file.error());
    created_ = true;
    out_ = std::move(*file);
    block_.reserve(2 * kBlock);
  }
  // A large row has a block of its own.
  if (!block_.empty() && block_.size() + row.size() > 2 * kBlock) RSMF_TRY(write_block());
  const uint64_t place = out_->bytes() << kPlaceBits | block_.size();
  char size[kMaxVarint];
  block_.append({size, size_t(put_varint(row.size(), size) - size)});
  block_.append(row);
  if (block_.size() >= kBlock) RSMF_TRY(write_block());
  return place;
}

Result<void> EventSpool::write_block() {
  RSMF_TRY(out_->add(block_.view()));
  bytes_ = out_->bytes();
  block_.clear();
  return {};
}

Result<void> EventSpool::finish() {
  if (!out_) return {};
  if (!block_.empty()) RSMF_TRY(write_block());
  auto file = out_->close();
  if (!file) return std::unexpected(file.error());
  auto in = SpillReader::open(files_, std::move(*file), kWindow);
  if (!in) return std::unexpected(in.error());
  in_ = std::move(*in);
  return {};
}

void EventSpool::rewind() {
  block_.clear();
  at_ = 0;
  if (in_) in_->rewind();
}

Result<size_t> EventSpool::row_at(std::string_view block, size_t at, std::string_view& row) const {
  uint64_t size = 0;
  const char* end = block.data() + block.size();
  const char* begin = at < block.size() ? get_varint(block.data() + at, end, size) : nullptr;
  if (begin == nullptr || size > size_t(end - begin)) return fail(ErrorKind::io, path_ + " is damaged");
  row = {begin, size_t(size)};
  return size_t(begin - block.data()) + row.size();
}

Result<bool> EventSpool::next(std::string_view& row) {
  if (!in_) return false;
  if (at_ == block_.size()) {
    at_ = 0;
    block_.clear();
    auto more = in_->next(block_);
    if (!more || !*more) return more;
  }
  auto behind = row_at(block_.view(), at_, row);
  if (!behind) return std::unexpected(behind.error());
  at_ = *behind;
  return true;
}

Result<void> EventSpool::read_at(uint64_t place, std::string_view& row) {
  const uint64_t block = place >> kPlaceBits;
  if (block != found_at_) {
    found_at_ = UINT64_MAX;
    RSMF_TRY(in_->read_at(block, packed_, found_));
    found_at_ = block;
  }
  auto behind = row_at(found_.view(), place & ((1U << kPlaceBits) - 1), row);
  return behind ? Result<void>{} : std::unexpected(behind.error());
}

}  // namespace rsmf
