// A report that appears when it is complete.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "io/file_system.hpp"

namespace rsmf::app {

/// Written beside its place and moved there by finish(). Without finish(), nothing is left of it.
class ReportFile {
 public:
  /// Refuses a path where something is, unless `overwrite`; never replaces one of `inputs`.
  static Result<ReportFile> create(const std::string& path, bool overwrite, const std::vector<std::string>& inputs);
  ReportFile(ReportFile&&) noexcept = default;
  ~ReportFile();

  Result<void> write(std::string_view text);
  Result<void> finish();

 private:
  ReportFile(std::string path, std::unique_ptr<OutputFile> file) : path_(std::move(path)), file_(std::move(file)) {}

  std::string path_;
  std::unique_ptr<OutputFile> file_;  // null: finished, or moved from
  std::string buffer_;
};

}  // namespace rsmf::app
