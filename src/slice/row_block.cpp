#include "slice/row_block.hpp"

#include <cstring>

#include "base/varint.hpp"

namespace rsmf {
namespace {

// What of a key is written at all. In most rows only the time and the offset differ from the row before.
enum Differs : uint8_t { kConversation = 1, kSlice = 2, kTime = 4, kFile = 8, kSub = 16 };
constexpr size_t kMaxHead = 1 + 7 * kMaxVarint;

uint64_t step(uint64_t to, uint64_t from) {
  return zigzag(int64_t(to - from));
}

}  // namespace

void RowBlockWriter::add(const SortKey& key, std::string_view row) {
  const size_t before = block_->size();
  if (block_->capacity() < before + kMaxHead + row.size()) block_->reserve(before + kMaxHead + row.size());
  char* const start = block_->data() + before;
  char* to = start + 1;
  uint8_t differs = 0;
  auto put = [&](uint8_t what, uint64_t now, uint64_t last) {
    if (now == last) return;
    differs |= what;
    to = put_varint(step(now, last), to);
  };
  put(kConversation, key.conversation, last_.conversation);
  put(kSlice, uint64_t(key.slice_time), uint64_t(last_.slice_time));
  put(kTime, uint64_t(key.time), uint64_t(last_.time));
  put(kFile, key.file, last_.file);
  put(kSub, key.sub, last_.sub);
  to = put_varint(step(key.offset, last_.offset), to);
  to = put_varint(row.size(), to);
  *start = char(differs);
  if (!row.empty()) std::memcpy(to, row.data(), row.size());
  block_->resize(size_t(to - block_->data()) + row.size());
  last_ = key;
}

bool RowBlockReader::next() {
  if (at_ == end_) return false;
  sound_ = false;
  const auto differs = uint8_t(*at_++);
  uint64_t value = 0;
  auto take = [&](auto& field) {
    at_ = get_varint(at_, end_, value);
    if (at_ == nullptr) return false;
    using Field = std::remove_reference_t<decltype(field)>;
    field = Field(uint64_t(field) + uint64_t(unzigzag(value)));
    return true;
  };
  const bool whole = ((differs & kConversation) == 0 || take(key_.conversation)) &&
                     ((differs & kSlice) == 0 || take(key_.slice_time)) &&
                     ((differs & kTime) == 0 || take(key_.time)) && ((differs & kFile) == 0 || take(key_.file)) &&
                     ((differs & kSub) == 0 || take(key_.sub)) && take(key_.offset);
  if (whole) at_ = get_varint(at_, end_, value);
  if (!whole || at_ == nullptr || value > size_t(end_ - at_)) {
    at_ = end_ = nullptr;
    return false;
  }
  row_ = {at_, size_t(value)};
  at_ += value;
  sound_ = true;
  return true;
}

}  // namespace rsmf
