// Tables for people: RFC 4180 with a header row, UTF-8, CRLF.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "io/file_system.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// Appends one cell, quoted where needed. A cell that a spreadsheet would read as a formula (it begins with = + - @, a
/// tab or CR, and is no plain number) gets an apostrophe in front; control characters become \xNN.
void append_csv_cell(std::string_view cell, std::string& to);

/// A CSV file being written. A default-constructed one discards its rows (dry run).
class CsvFile {
 public:
  CsvFile() = default;
  static Result<CsvFile> create(FileSystem& files, const std::string& path);

  Result<void> row(std::initializer_list<std::string_view> cells);
  /// Appends rows that another CsvFile wrote.
  Result<void> raw(std::string_view rows);
  Result<void> close();

 private:
  Result<void> flush();
  std::unique_ptr<OutputFile> file_;
  std::string buffer_;
};

}  // namespace rsmf
