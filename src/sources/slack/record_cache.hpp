// What was found in files, and waits for their decoder.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "base/bytes.hpp"
#include "sources/slack/compact_record.hpp"

namespace rsmf::slack {

/// A file of which all records could be read.
struct KeptFile {
  Bytes block;  ///< words, then text
  size_t words = 0;
  uint64_t size = 0;       ///< of the file
  bool open_list = false;  ///< it ends before its list is closed

  CompactRecord condensed() const {
    return {{reinterpret_cast<const uint32_t*>(block.data()), words}, block.data() + words * sizeof(uint32_t)};
  }
};

/// Memory for them, so much and no more, and used again when the one who had it lets go. Any thread.
class RecordCache : public std::enable_shared_from_this<RecordCache> {
 public:
  /// `budget`: bytes of all files, in use or not.
  explicit RecordCache(uint64_t budget) : budget_(budget) {}

  struct GiveBack {
    std::shared_ptr<RecordCache> to;
    void operator()(KeptFile* file) const { to->give_back(file); }
  };
  using Handle = std::unique_ptr<KeptFile, GiveBack>;

  /// A copy of what `from` has made; null if there is no room.
  Handle keep(const Condenser& from);
  /// Bytes held now.
  uint64_t held() const;

 private:
  std::unique_ptr<KeptFile> take(size_t capacity);
  void give_back(KeptFile* file);
  bool make_room(uint64_t bytes);

  const uint64_t budget_;
  mutable std::mutex mutex_;
  uint64_t held_ = 0;
  // Idle ones, by their capacity, of which there are few different ones.
  std::unordered_map<size_t, std::vector<std::unique_ptr<KeptFile>>> idle_;
};

}  // namespace rsmf::slack
