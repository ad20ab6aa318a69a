// What a run keeps in its staging folder so that another may go on with it.
#pragma once

#include <string>
#include <vector>

#include "base/fingerprint.hpp"
#include "output/output_folder.hpp"
#include "output/run_fingerprint.hpp"
#include "output/slice_journal.hpp"

namespace rsmf {

/// Hidden entries: the fingerprint of the run, and for each input a folder with its slices, their journal, and tables
/// that are removed when the input is complete. Entries that are not hidden will be published.
class Staging {
 public:
  /// `folder`: OutputFolder::staging().
  Staging(FileSystem& files, std::string folder, const RunFingerprint& stamp);

  /// For a run that starts from the beginning.
  Result<void> begin(const RunFingerprint& stamp) const;
  /// For a run that goes on with an interrupted one. Returns why it cannot, or "".
  Result<std::string> go_on(const RunFingerprint& stamp) const;

  const std::string& folder() const { return folder_; }
  const Fingerprint& run() const { return run_; }
  std::string source_folder(size_t input) const;

  /// Moves slices of an input that the interrupted run had moved to their place back to the input's folder. `prefix`:
  /// see move_slices(). Returns what its journal contains.
  Result<SliceJournal::Content> take_back(size_t input, const std::string& prefix) const;
  /// Moves the slices of a complete input to where they are published: folder `prefix`, or beside the tables if "".
  Result<void> move_slices(size_t input, const std::string& prefix) const;
  /// Where volumes are written; move_volumes() moves them to where they are published.
  std::string pack_folder() const { return folder_ + "/.pack"; }
  Result<void> move_volumes() const;
  /// Keeps only the fingerprint, journals, slices and volumes. Returns how many slices are finished.
  Result<uint64_t> keep_finished(size_t inputs) const;

 private:
  Result<void> take_back_file(const std::string& name) const;
  std::string stamp_path() const { return folder_ + "/.run"; }
  std::string moved_folder() const { return folder_ + "/.moved"; }

  FileSystem& files_;
  const std::string folder_;
  const Fingerprint run_;
};

}  // namespace rsmf
