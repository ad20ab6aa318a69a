// What the input was, to the byte.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "io/container.hpp"

namespace rsmf {

struct InputDigest {
  uint64_t bytes = 0;
  uint64_t files = 1;
  /// Of the file's bytes; of a folder: of its listing, one line "SHA-256  size  name" per file in bytewise order,
  /// each ended by a line feed (which `sha256sum` and `stat` can reproduce).
  /// A file that cannot be read has the word "unreadable" in place of its SHA-256, and the size its folder states.
  std::string sha256;
  struct Unreadable {
    std::string name, why;
  };
  std::vector<Unreadable> unreadable;
};

/// Reads the whole input once. Stops with ErrorKind::interrupted when `stop` is set.
Result<InputDigest> digest_input(FileSystem& files, const Container& container, const std::atomic<bool>* stop,
                                 const std::function<void(uint64_t bytes)>& progress);

}  // namespace rsmf
