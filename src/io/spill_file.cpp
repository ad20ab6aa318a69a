#include "io/spill_file.hpp"

#include <fmt/format.h>
#include <lz4.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <utility>

#include "base/fingerprint.hpp"

namespace rsmf {
namespace {

/// Before each block. `packed` = `size`: the block is stored as it is.
struct Head {
  uint64_t check = 0;  // of all that follows and of the position, so that a misplaced block is found too
  uint32_t packed = 0, size = 0;
};
constexpr size_t kChecked = offsetof(Head, packed);

uint64_t check_of(std::string_view bytes, uint64_t place) {
  return Fingerprint::of(bytes).low ^ (place * 0x9E3779B97F4A7C15ULL);
}

}  // namespace

Result<SpillWriter> SpillWriter::create(FileSystem& files, std::string path, size_t buffer) {
  auto out = files.create(path);
  if (!out) return std::unexpected(out.error());
  SpillWriter writer;
  writer.out_ = std::move(*out);
  writer.file_.path = std::move(path);
  writer.buffer_ = buffer;
  return writer;
}

Result<void> SpillWriter::add(std::string_view block) {
  if (block.size() > kMaxBlock) return fail(ErrorKind::limit, "a single event has more than 2 GB");
  const size_t before = pending_.size();
  const auto size = int(block.size());
  pending_.resize(before + sizeof(Head) + size_t(LZ4_compressBound(size)));
  char* const at = pending_.data() + before;
  int packed =
      LZ4_compress_default(block.data(), at + sizeof(Head), size, int(pending_.size() - before - sizeof(Head)));
  if (packed <= 0 || packed >= size) {
    std::memcpy(at + sizeof(Head), block.data(), block.size());
    packed = size;
  }
  Head head{0, uint32_t(packed), uint32_t(size)};
  const size_t whole = sizeof(Head) + head.packed;
  std::memcpy(at, &head, sizeof head);
  head.check = check_of({at + kChecked, whole - kChecked}, file_.bytes);
  std::memcpy(at, &head, sizeof head);
  pending_.resize(before + whole);
  file_.bytes += whole;
  file_.largest_block = std::max(file_.largest_block, block.size());
  file_.largest_packed = std::max(file_.largest_packed, whole);
  if (pending_.size() < buffer_) return {};
  RSMF_TRY(out_->write(pending_.view()));
  pending_.clear();
  return {};
}

Result<SpillFile> SpillWriter::close() {
  if (!pending_.empty()) RSMF_TRY(out_->write(pending_.view()));
  pending_ = {};
  RSMF_TRY(out_->close());
  out_.reset();
  return file_;
}

Result<SpillReader> SpillReader::open(FileSystem& files, SpillFile file, size_t window) {
  auto in = files.open(file.path);
  if (!in) return std::unexpected(in.error());
  SpillReader reader;
  reader.in_ = std::move(*in);
  reader.file_ = std::move(file);
  reader.step_ = window;
  if (reader.in_->size() != reader.file_.bytes)
    return fail(ErrorKind::io, fmt::format("{} has {} bytes, but {} were written", reader.file_.path,
                                           reader.in_->size(), reader.file_.bytes));
  return reader;
}

std::unexpected<Error> SpillReader::damaged(uint64_t place, std::string_view how) const {
  return fail(ErrorKind::io, fmt::format("{} is damaged at offset {}: {}", file_.path, place, how));
}

// Makes `bytes` bytes available in the window; false if there are fewer.
Result<bool> SpillReader::need(size_t bytes) {
  if (window_.size() - at_ >= bytes) return true;
  window_.drop_front(std::exchange(at_, 0));
  const size_t before = window_.size();
  const uint64_t left = file_.bytes - std::min(offset_, file_.bytes);
  window_.resize(std::max<size_t>(before + size_t(std::min<uint64_t>(left, std::max(bytes, step_) - before)), before));
  auto n = in_->read_at(offset_, {window_.data() + before, window_.size() - before});
  window_.resize(before + n.value_or(0));
  if (!n) return std::unexpected(n.error());
  offset_ += *n;
  return window_.size() >= bytes;
}

void SpillReader::rewind() {
  window_.clear();
  at_ = 0;
  offset_ = 0;
}

Result<bool> SpillReader::next(Bytes& block) {
  const uint64_t place = offset_ - (window_.size() - at_);
  if (place == file_.bytes) return false;
  auto there = need(sizeof(Head));
  if (!there) return there;
  if (!*there) return damaged(place, "cut off");
  Head head;
  std::memcpy(&head, window_.data() + at_, sizeof head);
  if (head.packed > file_.largest_packed) return damaged(place, "a block of impossible size");
  there = need(sizeof(Head) + head.packed);
  if (!there) return there;
  if (!*there) return damaged(place, "cut off");
  auto whole = unpack({window_.data() + at_, window_.size() - at_}, place, block);
  if (!whole) return std::unexpected(whole.error());
  at_ += *whole;
  return true;
}

// Decodes the block at the front of `bytes`; returns its size in the file.
Result<size_t> SpillReader::unpack(std::string_view bytes, uint64_t place, Bytes& block) const {
  Head head;
  if (bytes.size() < sizeof head) return damaged(place, "cut off");
  std::memcpy(&head, bytes.data(), sizeof head);
  const size_t whole = sizeof head + head.packed;
  if (whole > bytes.size()) return damaged(place, "cut off");
  if (check_of(bytes.substr(kChecked, whole - kChecked), place) != head.check)
    return damaged(place, "the checksum is another");
  if (head.size > file_.largest_block || head.packed > head.size) return damaged(place, "a block of impossible size");
  block.resize(head.size);
  if (head.packed == head.size) {
    std::memcpy(block.data(), bytes.data() + sizeof head, head.size);
    return whole;
  }
  if (LZ4_decompress_safe(bytes.data() + sizeof head, block.data(), int(head.packed), int(head.size)) != int(head.size))
    return damaged(place, "it cannot be unpacked");
  return whole;
}

Result<void> SpillReader::read_at(uint64_t place, Bytes& packed, Bytes& block) const {
  packed.resize(file_.largest_packed);
  auto n = in_->read_at(place, {packed.data(), packed.size()});
  if (!n) return std::unexpected(n.error());
  auto whole = unpack(packed.view().substr(0, *n), place, block);
  return whole ? Result<void>{} : std::unexpected(whole.error());
}

}  // namespace rsmf
