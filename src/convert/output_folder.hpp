// The folder a run writes to: either whole, or as it was.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "io/file_system.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// Everything is written below staging(), a folder inside the output folder, and moved up by publish(); report.json
/// last, so that its presence means "complete". Without publish() the destructor removes what was written.
class OutputFolder {
 public:
  /// Refuses a folder that holds anything, unless `overwrite` is set and an earlier run of ours made what is there.
  static Result<OutputFolder> open(FileSystem& files, const std::string& path, bool overwrite);
  OutputFolder(OutputFolder&& o) noexcept;
  ~OutputFolder();

  const std::string& staging() const { return staging_; }
  /// Moves everything to its place.
  Result<void> publish();

 private:
  OutputFolder(FileSystem& files, std::string path, bool existed);
  /// Renames and remembers it; what is remembered can be undone.
  Result<void> move(const std::string& from, const std::string& to);
  void undo_moves();
  Result<void> exchange();

  FileSystem* files_;
  std::string path_, staging_;
  bool existed_ = false, replace_ = false;
  std::vector<std::pair<std::string, std::string>> moves_;
};

}  // namespace rsmf
