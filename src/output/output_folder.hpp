// The folder a run writes to: either whole, or as it was.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "io/file_system.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// A run writes below staging(), a folder inside the output folder. publish() moves the result up, report.json last, so
/// that its presence means "complete". Hidden entries of staging() are for the run alone and are never moved up.
/// Without publish() the destructor removes what was written, unless keep() asked to keep it for --resume.
/// The folder is locked: two runs cannot share it.
class OutputFolder {
 public:
  /// Fails (ErrorKind::usage) if the folder is not empty, unless `overwrite` is set and rsmf wrote all of its content.
  /// First restores an earlier run that a killed run had begun to replace.
  static Result<OutputFolder> open(FileSystem& files, const std::string& path, bool overwrite);
  /// As open(), but keeps what an interrupted run left in staging(), until keep(false). Fails if there is nothing. What
  /// that run had moved up is moved back to staging().
  static Result<OutputFolder> resume(FileSystem& files, const std::string& path, bool overwrite);
  OutputFolder(OutputFolder&& o) noexcept;
  ~OutputFolder();

  const std::string& staging() const { return staging_; }
  /// Sets whether the destructor leaves staging() as it is, for resume().
  void keep(bool wanted) { keep_ = wanted; }
  /// Moves the result from staging() into the folder. On failure the folder is as it was.
  Result<void> publish();

 private:
  OutputFolder(FileSystem& files, std::string path, bool existed);
  /// Renames, and remembers the move so that it can be undone.
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
