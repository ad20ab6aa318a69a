// What has to be done with an input, in pieces that do not depend on one another.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "floor/stages.hpp"

namespace floor_bench {

struct Piece {
  uint64_t offset = 0, bytes = 0;  ///< in the file
  uint64_t size = 0;               ///< unpacked; 0: it is not packed
  uint32_t crc = 0;
};

/// A file and how it is divided: members of a zip, or ranges of lines.
class InputWork {
 public:
  explicit InputWork(const std::string& path);
  ~InputWork();
  InputWork(const InputWork&) = delete;

  size_t pieces() const { return pieces_.size(); }
  /// SHA-256 of the whole file, in blocks.
  void hash(Stages& stages) const;
  /// Reads, inflates and parses one piece; returns how many records it met.
  uint64_t read(size_t piece, Stages& stages) const;

 private:
  enum class Kind : uint8_t { zip, json_lines, text };
  void list_members();
  void cut_ranges();
  std::string_view lines_of(const Piece& piece, std::string& into) const;

  int file_;
  uint64_t size_ = 0;
  Kind kind_;
  std::vector<Piece> pieces_;
};

}  // namespace floor_bench
