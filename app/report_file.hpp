// A report that appears when it is complete, and replaces nothing that it reports on.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/new_file.hpp"

namespace rsmf::app {

class ReportFile {
 public:
  /// Refuses a path where something is, unless `overwrite`; never replaces one of `inputs`.
  static Result<ReportFile> create(const std::string& path, bool overwrite, const std::vector<std::string>& inputs);

  Result<void> write(std::string_view text);
  Result<void> finish();

 private:
  explicit ReportFile(NewFile file) : file_(std::move(file)) {}

  NewFile file_;
  std::string buffer_;
};

}  // namespace rsmf::app
