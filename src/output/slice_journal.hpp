// The slices of one input that are finished, noted while the run goes on.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/fingerprint.hpp"
#include "io/file_system.hpp"

namespace rsmf {

/// A file of records: record k describes slice k. A run that makes the same slices again reads the records in step with
/// them and holds one at a time. Each record has a length and a checksum over itself and its number; the journal ends
/// before the first record that is damaged, cut off, or in the wrong place.
///
/// Records are written every few slices. If the program is killed, the last few may be missing. If the machine crashes,
/// more may be missing, and so may files that records describe (nothing is forced to the disk): the user of a record
/// must check the file.
class SliceJournal {
 public:
  /// The content of a journal, in short.
  struct Content {
    std::string why_sorted;          ///< as given to open()
    uint64_t slices = 0, bytes = 0;  ///< records, and what their files come to
    uint64_t whole = 0;              ///< bytes of the journal up to the first one that is no part of it
    bool exists() const { return whole > 0; }
  };
  /// Empty if there is none, or none of that run. `run`: fingerprint of all that decides on the run's output.
  static Result<Content> look(FileSystem& files, const std::string& path, const Fingerprint& run);

  /// Opens a new journal. With `resume`, it begins with the whole records of the one at `path`, and appends to them.
  /// `why_sorted`: why this attempt at the input takes the sorted route though the source promised order, or "".
  static Result<SliceJournal> open(FileSystem& files, const std::string& path, const Fingerprint& run,
                                   std::string_view why_sorted, bool resume);
  SliceJournal(SliceJournal&&) noexcept;
  SliceJournal& operator=(SliceJournal&&) noexcept;
  ~SliceJournal();

  // One thread each, which may be two.
  /// What the earlier run noted of the next slice, or "".
  std::string next();
  /// Notes the next slice; one that the earlier run had noted is not noted again. `slice_bytes`: size of its file,
  /// which a record must contain directly after its fingerprint.
  Result<void> add(std::string_view record, uint64_t slice_bytes);

  /// Whether it has records of an earlier run.
  bool resumed() const { return resumed_; }
  Result<void> close();

 private:
  SliceJournal() = default;
  Result<void> flush();

  bool resumed_ = false;
  std::unique_ptr<RandomFile> earlier_;
  uint64_t at_ = 0, asked_ = 0;  // of the earlier run's records: bytes, number
  std::unique_ptr<OutputFile> file_;
  std::string pending_;
  uint64_t noted_ = 0, added_ = 0;  // records that were there already; slices that came
  uint64_t unsaved_ = 0;            // bytes of the slices in `pending_`
};

}  // namespace rsmf
