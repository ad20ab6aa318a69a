// What a run keeps in its staging folder so that another may go on with it.
#pragma once

#include <string>
#include <vector>

#include "base/fingerprint.hpp"
#include "output/output_folder.hpp"
#include "output/run_fingerprint.hpp"
#include "output/slice_journal.hpp"

namespace rsmf {

/// Hidden there: a stamp of what the run is about, and a folder for each input with its slices, their journal, and
/// tables that are gone when the input is complete. What is not hidden is to be published.
class Staging {
 public:
  /// `folder`: where the output folder has it.
  Staging(FileSystem& files, std::string folder, const RunFingerprint& stamp);

  /// A run that starts.
  Result<void> begin(const RunFingerprint& stamp) const;
  /// A run that goes on with what lies there: the reason why it cannot, or "".
  Result<std::string> go_on(const RunFingerprint& stamp) const;

  const std::string& folder() const { return folder_; }
  const Fingerprint& run() const { return run_; }
  std::string source_folder(size_t input) const;

  /// Going on: slices of that input which the interrupted run had moved to their place are in its folder again.
  /// `prefix`: see move_slices(). Gives what of them is finished.
  Result<SliceJournal::Content> take_back(size_t input, const std::string& prefix) const;
  /// Slices of a complete input are put where they are published: in folder `prefix`, or beside the tables if it is "".
  Result<void> move_slices(size_t input, const std::string& prefix) const;
  /// Where the volumes of a pack are written, and their way to where they are published.
  std::string pack_folder() const { return folder_ + "/.pack"; }
  Result<void> move_volumes() const;
  /// Nothing is left but the stamp, journals, slices and volumes. Gives how many slices are finished.
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
