// Output that an interrupted run can go on with.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "output/output_backend.hpp"
#include "output/slice_journal.hpp"
#include "output/slice_record.hpp"
#include "output/slice_renderer.hpp"

namespace rsmf {

/// Adds a journal to another backend: each slice that was added is noted; a slice that an earlier run noted, and whose
/// file and attachments still have the same bytes, is taken over instead of being encoded and stored again.
class ResumeBackend final : public OutputBackend {
 public:
  struct Options {
    const EncodeOptions* encode = nullptr;
    const AttachmentStore* attachments = nullptr;
    size_t workers = 1;
  };
  /// What `options` points to, and the worker numbers it counts, must outlive it.
  ResumeBackend(std::unique_ptr<OutputBackend> inner, SliceJournal journal, const Options& options)
      : inner_(std::move(inner)), journal_(std::move(journal)), options_(options), fingerprints_(options.workers) {}

  Result<void> place(OutputSlice& slice) override;
  Result<bool> take_over(OutputSlice& slice, size_t worker) override;
  void store(OutputSlice& slice, size_t worker, Done done) override { inner_->store(slice, worker, std::move(done)); }
  Result<void> add(OutputSlice& slice) override;
  bool is_ready() const override { return inner_->is_ready(); }
  void discard(OutputSlice& slice) override { inner_->discard(slice); }
  Result<void> close() override;
  uint64_t taken_over() const override { return taken_over_; }

 private:
  bool has_same_attachments(const SliceOutcome& outcome) const;
  Result<void> store_again(OutputSlice& slice);

  const std::unique_ptr<OutputBackend> inner_;
  SliceJournal journal_;
  const Options options_;
  std::vector<SliceFingerprint> fingerprints_;  // by worker
  std::unique_ptr<SliceRenderer> renderer_;     // of add()
  std::string record_;                          // of add()
  uint64_t taken_over_ = 0;
};

}  // namespace rsmf
