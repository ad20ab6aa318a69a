// Which messages a conversation has and where they are, kept in a few bytes each.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "rsmf/event.hpp"
#include "sources/slack/ts.hpp"

namespace rsmf::slack {

/// Spares unpacking a file a second time. Files that do not fit, or hold a `ts` of unusual form, are forgotten as a
/// whole: they have to be read again.
class SeenMessages {
 public:
  /// So many of a conversation are kept: 8 MB.
  static constexpr size_t kMost = 512 * 1024;

  struct Kept {
    uint64_t micros = 0;  ///< the `ts` as a number; 0: it has an unusual form
    uint64_t offset = 0;  ///< of its record in the file
    TimeNs time() const { return TimeNs(micros) * 1000; }
    /// As it was written, in `buffer`.
    std::string_view ts(char (&buffer)[kTsLength]) const;
  };
  static Kept pack(std::string_view ts, uint64_t offset);

  /// The next messages of `file`; files come one after the other.
  void keep(uint32_t file, std::span<const Kept> messages);
  /// What is known of `file` is not all of it.
  void forget(uint32_t file);
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
