// The files of an earlier run in a folder, as opposed to files of other programs.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include "io/file_system.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// The files of one complete run, by its own list.
class PreviousOutput {
 public:
  static constexpr std::string_view kReport = "report.json";

  /// Reads the list (outputs.csv) at `path`.
  static Result<PreviousOutput> read(FileSystem& files, const std::string& path);
  /// Whether `folder` holds the four tables, a report that rsmf wrote, and otherwise only files on its list.
  /// `stranger` becomes the path of the first file that is not on the list, if there is one.
  static Result<bool> is_at(FileSystem& files, const std::string& folder, std::string& stranger);

  /// The first file below `folder` that is not on the list, or "". Skips the hidden folders that rsmf makes at the top.
  Result<std::string> stranger(FileSystem& files, const std::string& folder) const;

 private:
  Result<std::string> stranger(FileSystem& files, const std::string& folder, const std::string& prefix,
                               int depth) const;
  std::unordered_set<std::string> listed_;
};

/// Names of the folders a run makes inside the output folder while it is not complete.
constexpr std::string_view kStagingFolder = ".rsmf-unfinished";
constexpr std::string_view kReplacingFolder = ".rsmf-replacing";  ///< the earlier run is on its way here
constexpr std::string_view kReplacedFolder = ".rsmf-replaced";    ///< all of the earlier run is here
bool is_own_folder(std::string_view name);

}  // namespace rsmf
