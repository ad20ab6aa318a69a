// --dry-run: everything but writing.
#pragma once

#include "archive/attachment_store.hpp"
#include "output/output_backend.hpp"

namespace rsmf {

/// Computes the digest of each file and writes none.
class NoOutput final : public OutputBackend {
 public:
  explicit NoOutput(const AttachmentStore& attachments) : attachments_(attachments) {}

  Result<void> place(OutputSlice&) override { return {}; }
  void store(OutputSlice& slice, size_t worker, Done done) override;
  Result<void> add(OutputSlice&) override { return {}; }

 private:
  const AttachmentStore& attachments_;
};

}  // namespace rsmf
