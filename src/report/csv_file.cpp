#include "report/csv_file.hpp"

#include <utility>

#include "base/utf8.hpp"

namespace rsmf {
namespace {
constexpr size_t kBuffer = 256 * 1024;
}

void append_csv_cell(std::string_view cell, std::string& to) {
  if (cell.find_first_of("\",\r\n") == std::string_view::npos) {
    to += cell;
    return;
  }
  to += '"';
  for (char c : cell) {
    if (c == '"') to += '"';
    to += c;
  }
  to += '"';
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
    if (is_valid_utf8(cell)) {
      append_csv_cell(cell, buffer_);
      continue;
    }
    std::string repaired;  // names of files need not be UTF-8
    append_repaired_utf8(cell, repaired);
    append_csv_cell(repaired, buffer_);
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
