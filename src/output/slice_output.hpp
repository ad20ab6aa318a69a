// From the slicer to the output: slices are encoded, stored, and listed.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "exec/pipeline.hpp"
#include "model/event_batch.hpp"
#include "output/output_backend.hpp"
#include "output/output_names.hpp"
#include "output/slice_renderer.hpp"
#include "output/slice_rows.hpp"
#include "slice/slicer.hpp"

namespace rsmf {

/// The sink of a slicer, and what the stages behind it do. A slice that is committed gets its names and its place and
/// goes into the ring of slices; any thread encodes and stores it; its rows are made in order.
class SliceOutput final : public SliceSink {
 public:
  struct Options {
    EncodeOptions encode;
    const AttachmentStore* attachments = nullptr;
    std::string listed_prefix;  ///< before the paths in the report: "" or "input-name/"
    size_t workers = 1;
    const std::atomic<bool>* stop = nullptr;
  };
  /// Counts of folded records go into `tallies`, by Origin::stream. All arguments must outlive it.
  SliceOutput(Options options, OutputBackend& backend, OrderedRing<OutputSlice>& slices,
              std::vector<FileTally>& tallies, SliceRows& rows, FindingLog& log);

  // --- the slicer's side: one thread at a time ----------------------------------------------------------------------
  /// The worker that calls the slicer now.
  void set_worker(size_t worker) { worker_ = worker; }
  Result<void> commit(Slice& slice) override;
  void fold(const Origin& origin, Finding finding) override;
  void report(Finding finding) override;

  // --- the stages ---------------------------------------------------------------------------------------------------
  /// Takes the slice over from an earlier run, or encodes it. Any thread.
  Result<void> encode(OutputSlice& slice, size_t worker);
  /// Hands it to the backend. Any thread.
  void store(OutputSlice& slice, size_t worker, OutputBackend::Done done);
  /// Makes it part of the output and of the report. In order.
  Result<void> add(OutputSlice& slice);

  /// Slices that were added so far. Any thread.
  uint64_t added() const { return added_; }
  /// After the pipeline has ended without an error: logs what the slicer reported after the last slice.
  Result<void> close();
  /// After the pipeline has ended with an error: removes the files of slices that were not added. REQUIRES: the
  /// pipeline is quiet.
  void discard_left();

 private:
  const Options options_;
  OutputBackend& backend_;
  OrderedRing<OutputSlice>& slices_;
  std::vector<FileTally>& tallies_;
  SliceRows& rows_;
  FindingLog& log_;
  std::vector<std::unique_ptr<SliceRenderer>> renderers_;  // by worker

  size_t worker_ = 0;
  OutputNames names_;
  std::vector<Finding> reported_;
  std::atomic<uint64_t> added_ = 0;
};

}  // namespace rsmf
