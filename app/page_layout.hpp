// Text in columns and lines.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rsmf/event.hpp"

namespace rsmf::app {

constexpr size_t kPageWidth = 100;  ///< columns of what is written for people

/// "1,234,567".
std::string grouped(uint64_t number);
/// "1 file", "1,234 files".
std::string counted(uint64_t number, std::string_view one, std::string_view many);
/// "512 B", "1.2 kB", "34 MB": thousands, two or three digits.
std::string human_bytes(uint64_t bytes);
/// As a sentence: with a capital letter and a full stop.
std::string sentence(std::string_view text);
/// "2024-03-01 08:09:10"; "unknown" for kNoTime.
std::string human_time(TimeNs t);
/// For terminals: control characters made visible, at most `columns` code points.
std::string printable(std::string_view text, size_t columns);

/// Breaks `text` at spaces into lines of `width` columns, each after `indent` spaces; empty lines between paragraphs
/// stay.
std::string wrapped(std::string_view text, size_t indent, size_t width = 80);

/// Rows of cells, padded to columns (the last one is not), each after `indent` spaces.
class Columns {
 public:
  explicit Columns(size_t indent) : indent_(indent) {}
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  /// Numbers stand at the right of their column.
  void align_right(size_t column);
  /// Lines end at `width`: what does not fit into the last column goes on below, in that column.
  void wrap_last(size_t width) { width_ = width; }
  std::string text() const;

 private:
  std::string last_cell(std::string_view cell, size_t start) const;

  size_t indent_, width_ = 0;
  std::vector<std::vector<std::string>> rows_;
  std::vector<bool> right_;
};

}  // namespace rsmf::app
