// A quick no to the question whether a message was amended.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace rsmf::slack {

/// Most messages of a conversation were neither edited nor deleted: one bit tells that of nearly all of them.
class TsFilter {
 public:
  /// Empties it, and makes it large enough for `count` entries.
  void reset(size_t count) {
    bits_.assign(std::bit_ceil(count * kBitsPerEntry / 64 + 1), 0);
    mask_ = bits_.size() * 64 - 1;
  }
  void add(std::string_view ts) {
    uint64_t at = place_of(ts);
    bits_[at / 64] |= uint64_t{1} << at % 64;
  }
  /// The same for keys that are numbers: a filter has one kind.
  void add(uint64_t number) {
    uint64_t at = place_of(number);
    bits_[at / 64] |= uint64_t{1} << at % 64;
  }
  bool may_hold(uint64_t number) const {
    if (bits_.empty()) return false;
    uint64_t at = place_of(number);
    return (bits_[at / 64] >> at % 64 & 1) != 0;
  }
  /// False: it was not added. True: it may have been.
  bool may_hold(std::string_view ts) const {
    if (bits_.empty()) return false;
    uint64_t at = place_of(ts);
    return (bits_[at / 64] >> at % 64 & 1) != 0;
  }

 private:
  static constexpr size_t kBitsPerEntry = 32;

  // Of its last 16 bytes; a `ts` has 17, and the first is the same for decades.
  uint64_t place_of(std::string_view ts) const {
    uint64_t words[2] = {};
    if (ts.size() >= sizeof words) {
      std::memcpy(words, ts.data() + ts.size() - sizeof words, sizeof words);
    } else if (!ts.empty()) {
      std::memcpy(words, ts.data(), ts.size());
    }
    return place_of(words[0] ^ std::rotl(words[1] * 0x9E3779B97F4A7C15, 32));
  }
  uint64_t place_of(uint64_t number) const {
    uint64_t mixed = number * 0xD6E8FEB86659FD93;
    return (mixed ^ mixed >> 32) & mask_;
  }

  std::vector<uint64_t> bits_;
  uint64_t mask_ = 0;
};

}  // namespace rsmf::slack
