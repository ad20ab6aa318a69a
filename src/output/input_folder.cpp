#include "output/input_folder.hpp"

namespace rsmf {
namespace {

constexpr const char* kInputTables[] = {"findings-read.csv", "findings-written.csv", "outputs.csv", "attachments.csv"};
constexpr const char* kInputEvents = "events.ndjson";

}  // namespace

std::string InputFolder::table(Table table) const {
  return path_ + "/" + kInputTables[size_t(table)];
}

Result<CsvFile> InputFolder::create_table(FileSystem& files, Table which) const {
  if (!exists()) return CsvFile();
  return CsvFile::create(files, table(which));
}

Result<void> InputFolder::remove_tables(FileSystem& files) const {
  RSMF_TRY(files.remove_all(path_ + "/" + kInputEvents));
  for (const char* name : kInputTables) RSMF_TRY(files.remove_all(path_ + "/" + name));
  return {};
}

}  // namespace rsmf
