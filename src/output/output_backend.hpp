// Where finished slices go.
#pragma once

#include <functional>
#include <memory>

#include "output/output_slice.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// A destination for the slices of one input: a folder of files (FolderBackend), zip volumes (VolumesBackend), or
/// nothing (NoOutput). ResumeBackend adds to any of them that work of an interrupted run is taken over.
///
/// Each slice goes through place(), then holds() or encoding and store(), then add(). place() and add() are called by
/// one thread at a time, in the order of the slices; holds() and store() by any thread, several slices at once.
/// Errors end the input or the run.
class OutputBackend {
 public:
  using Done = std::function<void(Result<void>)>;
  virtual ~OutputBackend() = default;

  /// Prepares the place of a slice, whose names are set.
  virtual Result<void> place(OutputSlice& slice) = 0;
  /// True: an earlier run has finished this very slice, and its outcome is filled in; it need not be encoded.
  virtual Result<bool> take_over(OutputSlice& slice, size_t worker);
  /// Whether the file that `slice.outcome` describes is there, with those bytes.
  virtual Result<bool> holds(const OutputSlice& slice);
  /// Stores the encoded slice, or leaves that to add(). Calls `done` once, from any thread, perhaps later.
  virtual void store(OutputSlice& slice, size_t worker, Done done) = 0;
  /// Makes an earlier run's file part of this run's output. False: it must be encoded and stored after all.
  virtual Result<bool> adopt(OutputSlice& slice);
  /// Makes the slice part of the output. All slices before it are.
  virtual Result<void> add(OutputSlice& slice) = 0;
  /// Whether add() may be called now. It may change from false to true, never back. Any thread.
  virtual bool is_ready() const { return true; }
  /// A slice that was placed will not be added: removes what store() wrote of it.
  virtual void discard(OutputSlice& slice);
  /// All slices were added.
  virtual Result<void> close() { return {}; }
  /// Of the slices that were added, how many an earlier run had finished.
  virtual uint64_t taken_over() const { return 0; }
};

}  // namespace rsmf
