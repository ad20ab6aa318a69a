// Unpacked files that wait for their decoder.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/bytes.hpp"

namespace rsmf::slack {

/// The text of a file, and what was found out about it already.
struct KeptFile {
  Bytes text;
  std::vector<uint32_t> tokens;  ///< see JsonIndex::tokens(); empty: not known
  std::vector<uint32_t> skips;   ///< with the tokens: see RawMessage::read(), for all its records
  uint64_t cost = 0;             ///< of KeptFiles' budget
};

/// Memory for unpacked files, so much and no more, and used again when the one who had it lets go. Any thread.
class KeptFiles : public std::enable_shared_from_this<KeptFiles> {
 public:
  /// `budget`: bytes of all files, in use or not.
  explicit KeptFiles(uint64_t budget) : budget_(budget) {}

  struct GiveBack {
    std::shared_ptr<KeptFiles> to;
    void operator()(KeptFile* file) const { to->give_back(file); }
  };
  using Handle = std::unique_ptr<KeptFile, GiveBack>;

  /// Room for a text of `size` bytes, without tokens; null if there is none.
  Handle take(size_t size);
  /// Copies these into `file`, if there is room.
  void keep_tokens(KeptFile& file, std::span<const uint32_t> tokens, std::span<const uint32_t> skips);
  /// Bytes held now.
  uint64_t held() const;

 private:
  void give_back(KeptFile* file);
  bool make_room(uint64_t bytes);

  const uint64_t budget_;
  mutable std::mutex mutex_;
  uint64_t held_ = 0;
  // Idle ones, by the capacity of their text, of which there are few different ones.
  std::unordered_map<size_t, std::vector<std::unique_ptr<KeptFile>>> idle_;
};

}  // namespace rsmf::slack
