#include "app/page_layout.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/time_zone.hpp"
#include "base/utf8.hpp"

namespace rsmf::app {
namespace {

size_t columns_of(std::string_view text) {
  // Every byte but the continuation bytes of UTF-8 begins a code point.
  return static_cast<size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

std::string grouped(uint64_t number) {
  std::string digits = std::to_string(number);
  for (size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string counted(uint64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(number), number == 1 ? one : many);
}

std::string human_bytes(uint64_t bytes) {
  if (bytes < 1000) return fmt::format("{} B", bytes);
  double value = static_cast<double>(bytes);
  for (std::string_view unit : {"kB", "MB", "GB", "TB"}) {
    value /= 1000;
    if (value < 9.95) return fmt::format("{:.1f} {}", value, unit);
    if (value < 999.5 || unit == "TB") return fmt::format("{:.0f} {}", value, unit);
  }
  return {};
}

std::string sentence(std::string_view text) {
  std::string result(text);
  if (!result.empty() && result[0] >= 'a' && result[0] <= 'z') result[0] = static_cast<char>(result[0] - 'a' + 'A');
  if (!result.empty() && result.back() != '.' && result.back() != '?') result += '.';
  return result;
}

std::string human_time(TimeNs t) {
  if (t == kNoTime) return "unknown";
  const CivilTime c = civil_from_utc(t);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", c.year, c.month, c.day, c.hour, c.minute, c.second);
}

std::string printable(std::string_view text, size_t columns) {
  std::string shown = excerpt(text, std::max<size_t>(text.size(), 1) * 4);
  if (columns_of(shown) <= columns) return shown;
  size_t bytes = 0;
  for (size_t taken = 0; taken + 1 < columns; ++taken) next_code_point(shown, bytes);
  return shown.substr(0, bytes) + "…";
}

std::string wrapped(std::string_view text, size_t indent, size_t width) {
  const std::string margin(indent, ' ');
  std::string result, line;
  auto end_line = [&] {
    if (!line.empty()) result += margin + line + "\n";
    line.clear();
  };
  while (!text.empty()) {
    const size_t end = std::min(text.find_first_of(" \n"), text.size());
    const std::string_view word = text.substr(0, end);
    if (!line.empty() && indent + columns_of(line) + 1 + columns_of(word) > width) end_line();
    if (!line.empty() && !word.empty()) line += ' ';
    line += word;
    if (end < text.size() && text[end] == '\n') {
      if (line.empty()) result += '\n';
      end_line();
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  end_line();
  return result;
}

void Columns::align_right(size_t column) {
  if (right_.size() <= column) right_.resize(column + 1);
  right_[column] = true;
}

std::string Columns::last_cell(std::string_view cell, size_t start) const {
  if (start + columns_of(cell) <= width_) return std::string(cell);
  constexpr size_t kNarrowest = 30;  // below that, wrapping makes it worse
  const std::string lines = wrapped(cell, start, std::max(width_, start + kNarrowest));
  return lines.substr(start, lines.size() - start - 1);
}

std::string Columns::text() const {
  std::vector<size_t> widths;
  for (const auto& row : rows_) {
    if (widths.size() < row.size()) widths.resize(row.size());
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], columns_of(row[i]));
  }
  std::string result;
  for (const auto& row : rows_) {
    std::string line(indent_, ' ');
    for (size_t i = 0; i < row.size(); ++i) {
      const std::string padding(widths[i] - columns_of(row[i]), ' ');
      const bool right = i < right_.size() && right_[i];
      if (i > 0) line += "  ";
      if (width_ > 0 && i + 1 == widths.size()) {
        line += last_cell(row[i], columns_of(line));
        continue;
      }
      line += right ? padding + row[i] : row[i] + padding;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    result += line + "\n";
  }
  return result;
}

}  // namespace rsmf::app
