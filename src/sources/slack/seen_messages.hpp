// Which messages a conversation has and where they are, kept in a few bytes each.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "rsmf/event.hpp"

namespace rsmf::slack {

/// A message that was met: its `ts` as it is written, and where its record begins in the file.
struct SeenMessage {
  std::string_view ts;
  uint64_t offset = 0;
};

/// Spares unpacking a file a second time. Files that do not fit, or hold a `ts` of unusual form, are forgotten as a
/// whole: they have to be read again.
class SeenMessages {
 public:
  static constexpr size_t kTsLength = 17;

  /// The next messages of `file`; files come one after the other.
  void keep(uint32_t file, std::span<const SeenMessage> messages);
  /// What is known of `file` is not all of it.
  void forget(uint32_t file);

  struct Kept {
    uint64_t micros = 0;  ///< the `ts` as a number
    uint64_t offset = 0;
    TimeNs time() const { return TimeNs(micros) * 1000; }
    /// As it was written, in `buffer`.
    std::string_view ts(char (&buffer)[kTsLength]) const;
  };
  /// True if all messages of `file` are kept; `into` are these, in order.
  bool recall(uint32_t file, std::span<const Kept>& into) const;

 private:
  struct File {
    uint32_t number = kNone;
    size_t begin = 0, end = 0;
    bool forgotten = false;
  };
  File& current(uint32_t file);

  std::vector<Kept> kept_;
  std::vector<File> files_;
};

}  // namespace rsmf::slack
