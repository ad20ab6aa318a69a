#include "io/csv_file.hpp"

#include <utility>

#include "base/copy_until.hpp"
#include "base/utf8.hpp"

namespace rsmf {
namespace {
constexpr size_t kBuffer = 256 * 1024;

bool is_plain_number(std::string_view text) {
  if (!text.empty() && text[0] == '-') text.remove_prefix(1);
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// A leading apostrophe counts too, so that removing one apostrophe restores the original text.
bool needs_guard(std::string_view cell) {
  const size_t first = cell.find_first_not_of('\'');
  if (first == std::string_view::npos) return false;
  const std::string_view rest = cell.substr(first);
  return std::string_view("=+-@\t\r").find(rest[0]) != std::string_view::npos && !is_plain_number(rest);
}

/// Characters for which a cell is put in quotes.
struct NeedsQuotes {
  static bool is(unsigned char c) { return c == '"' || c == ',' || c == '\r' || c == '\n'; }
  static uint32_t mask(ByteBlock block) {
    return ((block == '"') | (block == ',') | (block == '\r') | (block == '\n')).bits();
  }
};

/// Characters that are not copied as they are, and some that are.
struct NeedsCare {
  static bool is(unsigned char c) { return c < 0x20 || c > 0x7e || c == '"'; }
  static uint32_t mask(ByteBlock block) {
    return (block.below_or_not_ascii(0x20) | (block == 0x7f) | (block == '"')).bits();
  }
};

/// All but printable ASCII, and what a cell must be quoted for.
struct NotPlain {
  static bool is(unsigned char c) { return c < 0x20 || c > 0x7e || c == '"' || c == ','; }
  static uint32_t mask(ByteBlock block) {
    return (block.below_or_not_ascii(0x20) | (block == 0x7f) | (block == '"') | (block == ',')).bits();
  }
};

/// Whether a cell needs no change, as most.
bool is_plain(std::string_view cell) {
  if (cell.empty()) return true;
  switch (cell[0]) {
    case '=':
    case '+':
    case '-':
    case '@':
    case '\'':
      return false;
    default:
      return is_free_of<NotPlain>(cell);
  }
}

/// Writes one character that needs care; returns the end.
char* put_with_care(char c, char* out) {
  constexpr std::string_view kHex = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  if ((byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7f) {
    *out++ = '\\';
    *out++ = 'x';
    *out++ = kHex[byte >> 4];
    *out++ = kHex[byte & 15];
    return out;
  }
  if (c == '"') *out++ = '"';
  *out++ = c;
  return out;
}

/// Appends a cell that needs quotes or escapes.
void append_odd_cell(std::string_view cell, std::string& to) {
  constexpr size_t kAround = 3 + 16;  // quotes, apostrophe, and what copy_until() may write beyond
  const size_t before = to.size();
  to.resize_and_overwrite(before + 4 * cell.size() + kAround, [&](char* begin, size_t) {
    char* out = begin + before;
    const bool quoted = !is_free_of<NeedsQuotes>(cell);
    if (quoted) *out++ = '"';
    if (needs_guard(cell)) *out++ = '\'';
    const char* end = cell.data() + cell.size();
    for (const char* from = copy_until<NeedsCare>(cell.data(), end, out); from < end;) {
      out = put_with_care(*from++, out);
      from = copy_until<NeedsCare>(from, end, out);
    }
    if (quoted) *out++ = '"';
    return static_cast<size_t>(out - begin);
  });
}
}  // namespace

void append_csv_cell(std::string_view cell, std::string& to) {
  if (is_plain(cell)) {
    to += cell;
  } else {
    append_odd_cell(cell, to);
  }
}

Result<CsvFile> CsvFile::create(FileSystem& files, const std::string& path) {
  auto file = files.create(path);
  if (!file) return std::unexpected(file.error());
  CsvFile csv;
  csv.file_ = std::move(*file);
  return csv;
}

Result<void> CsvFile::row(std::initializer_list<std::string_view> cells) {
  bool first = true;
  for (auto cell : cells) {
    if (!first) buffer_ += ',';
    first = false;
    if (is_plain(cell)) {
      buffer_ += cell;
    } else if (valid_utf8_prefix(cell) == cell.size()) {
      append_odd_cell(cell, buffer_);
    } else {
      std::string repaired;  // names of files need not be UTF-8
      append_repaired_utf8(cell, repaired);
      append_odd_cell(repaired, buffer_);
    }
  }
  buffer_ += "\r\n";
  return buffer_.size() < kBuffer ? Result<void>{} : flush();
}

Result<void> CsvFile::raw(std::string_view rows) {
  buffer_ += rows;
  return buffer_.size() < kBuffer ? Result<void>{} : flush();
}

Result<void> CsvFile::flush() {
  Result<void> done;
  if (file_) done = file_->write(buffer_);
  buffer_.clear();
  return done;
}

Result<void> CsvFile::close() {
  RSMF_TRY(flush());
  return file_ ? file_->close() : Result<void>{};
}

}  // namespace rsmf
