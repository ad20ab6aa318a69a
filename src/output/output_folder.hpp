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
/// last, so that its presence means "complete". Hidden entries of staging() are for the run alone and never moved up.
/// Without publish() the destructor removes what was written, unless it is to be kept for another run to go on with.
/// Whatever is there is locked, so that two runs cannot share a folder.
class OutputFolder {
 public:
  /// Refuses a folder that holds anything, unless `overwrite` is set and an earlier run of ours made what is there.
  /// An earlier run that a killed run had begun to replace is put back first.
  static Result<OutputFolder> open(FileSystem& files, const std::string& path, bool overwrite);
  /// As open(), but what an interrupted run left in staging() is there, and is kept until keep(false). Fails if there
  /// is nothing. What the run had begun to move up is in staging() again.
  static Result<OutputFolder> resume(FileSystem& files, const std::string& path, bool overwrite);
  OutputFolder(OutputFolder&& o) noexcept;
  ~OutputFolder();

  const std::string& staging() const { return staging_; }
  /// Whether the destructor leaves staging() as it is, for resume().
  void keep(bool wanted) { keep_ = wanted; }
  /// Moves everything to its place.
  Result<void> publish();

 private:
  OutputFolder(FileSystem& files, std::string path, bool existed);
  /// Renames and remembers it; what is remembered can be undone.
  Result<void> move(const std::string& from, const std::string& to);
  void undo_moves();
  static Result<OutputFolder> locked(FileSystem& files, const std::string& path);
  Result<void> recover();
  Result<void> take_back_first_run();
  Result<void> clear_half_of_a_run();
  Result<void> move_to_staging();
  Result<void> put_back(const std::string& from);
  Result<void> refuse_strangers(bool overwrite);
  Result<void> set_aside();
  Result<void> exchange();

  FileSystem* files_;
  std::string path_, staging_, replacing_, replaced_;
  bool existed_ = false, replace_ = false, keep_ = false;
  std::unique_ptr<FolderLock> lock_;
  std::vector<std::pair<std::string, std::string>> moves_;
};

}  // namespace rsmf
