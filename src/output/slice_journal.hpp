// The slices of one input that are finished, noted while the run goes on.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/fingerprint.hpp"
#include "io/file_system.hpp"

namespace rsmf {

/// A file of records, the k-th of the k-th slice, in order of the slices: a run that comes to the same slices again
/// finds each record when its slice's turn has come, and holds one at a time. Each record has a length and a checksum
/// over itself and its number: what is damaged, cut off, or in another's place is not given out, nor what follows it.
///
/// Records are handed to the system every few slices. When the program is killed, the last few may be missing; when
/// the machine goes down, more (nothing is forced to the disk), or the files that they tell of: whoever uses a record
/// looks at the file.
class SliceJournal {
 public:
  /// What lies in a journal.
  struct Content {
    std::string why_sorted;          ///< as given to open()
    uint64_t slices = 0, bytes = 0;  ///< records, and what their files come to
    uint64_t whole = 0;              ///< bytes of the journal up to the first one that is no part of it
    bool exists() const { return whole > 0; }
  };
  /// Empty if there is none, or none of that run. `run`: fingerprint of all that decides on the run's output.
  static Result<Content> look(FileSystem& files, const std::string& path, const Fingerprint& run);

  /// A new one, or with `resume` one that has what is whole in the one that lies there, and goes on behind it.
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
  /// which a record must begin with behind its fingerprint.
  Result<void> add(std::string_view record, uint64_t slice_bytes);

  /// Whether an earlier run's slices may lie there.
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
