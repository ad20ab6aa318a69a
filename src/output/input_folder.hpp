// The folder in which the output of one input is put together before it is published.
#pragma once

#include <string>

#include "io/csv_file.hpp"
#include "io/file_system.hpp"

namespace rsmf {

/// Its layout: slices (unless they go into volumes), a journal of finished slices, and the rows of the report in four
/// tables, which become part of the run's tables when the input is complete.
class InputFolder {
 public:
  /// `path` empty: a dry run, which writes nothing.
  explicit InputFolder(std::string path) : path_(std::move(path)) {}

  bool exists() const { return !path_.empty(); }
  const std::string& path() const { return path_; }
  std::string slices() const { return path_ + "/slices"; }
  std::string journal() const { return path_ + "/journal"; }

  enum class Table { findings_read, findings_written, outputs, attachments };
  std::string table(Table table) const;
  /// An empty table that discards its rows in a dry run.
  Result<CsvFile> create_table(FileSystem& files, Table table) const;
  /// Removes the tables, and events that EventsOutput had a part for here.
  Result<void> remove_tables(FileSystem& files) const;

 private:
  std::string path_;
};

}  // namespace rsmf
