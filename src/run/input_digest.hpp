// The SHA-256 of an input.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "archive/container.hpp"
#include "base/digest.hpp"

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

/// Reads the whole input once, piece by piece, in its stored order. Both arguments must outlive it.
class InputDigester {
 public:
  InputDigester(FileSystem& files, const Container& container) : files_(files), container_(container) {}

  /// Reads some megabytes; returns false when all is read.
  Result<bool> advance();
  uint64_t bytes() const { return digest_.bytes; }
  /// REQUIRES: advance() has returned false.
  InputDigest take() { return std::move(digest_); }

 private:
  Result<bool> advance_file();
  Result<bool> advance_folder();
  Result<bool> read_block();

  FileSystem& files_;
  const Container& container_;
  InputDigest digest_;
  std::vector<char> block_ = std::vector<char>(1024 * 1024);
  Sha256 hash_, listing_;
  std::unique_ptr<RandomFile> file_;
  std::unique_ptr<ByteSource> source_;  // of the file, or of the entry at hand
  size_t entry_ = 0;
  uint64_t entry_bytes_ = 0;
};

}  // namespace rsmf
