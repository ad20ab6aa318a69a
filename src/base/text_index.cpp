#include "base/text_index.hpp"

#include <cstring>
#include <utility>

#define XXH_INLINE_ALL  // most texts are short
#include <xxhash.h>

namespace rsmf {
namespace {

constexpr size_t kFewest = 64;

uint32_t hash_of(std::string_view text) {
  return uint32_t(XXH3_64bits(text.data(), text.size()));
}

}  // namespace

size_t TextIndex::place(std::string_view text, uint32_t hash) const {
  const size_t mask = slots_.size() - 1;
  for (size_t at = hash & mask;; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.round != round_) return at;
    if (slot.hash == hash && std::string_view(slot.text, slot.length) == text) return at;
  }
}

uint32_t TextIndex::find(std::string_view text) const {
  if (size_ == 0) return kAbsent;
  const Slot& slot = slots_[place(text, hash_of(text))];
  return slot.round == round_ ? slot.number : kAbsent;
}

uint32_t TextIndex::insert(std::string_view text, uint32_t number) {
  if (2 * (size_ + 1) > slots_.size()) grow();
  const uint32_t hash = hash_of(text);
  Slot& slot = slots_[place(text, hash)];
  if (slot.round == round_) return slot.number;
  slot = {text.data(), uint32_t(text.size()), hash, number, round_};
  ++size_;
  return number;
}

void TextIndex::clear() {
  size_ = 0;
  if (++round_ != 0) return;
  round_ = 1;
  for (Slot& slot : slots_) slot.round = 0;
}

void TextIndex::grow() {
  std::vector<Slot> old(slots_.empty() ? kFewest : 2 * slots_.size());
  old.swap(slots_);
  for (const Slot& slot : old)
    if (slot.round == round_) slots_[place({slot.text, slot.length}, slot.hash)] = slot;
}

}  // namespace rsmf
