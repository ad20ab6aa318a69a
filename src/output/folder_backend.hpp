// Loose .rsmf files, in a folder for each conversation.
#pragma once

#include <string>

#include "archive/attachment_store.hpp"
#include "io/file_system.hpp"
#include "output/output_backend.hpp"
#include "output/output_check.hpp"

namespace rsmf {

/// Writes each slice to a file of its own below a folder.
class FolderBackend final : public OutputBackend {
 public:
  /// `folder`: must exist. `check`: null: files are not verified. All must outlive it.
  FolderBackend(FileSystem& files, std::string folder, const AttachmentStore& attachments, OutputCheck* check)
      : files_(files), folder_(std::move(folder)), attachments_(attachments), check_(check) {}

  Result<void> place(OutputSlice& slice) override;
  Result<bool> holds(const OutputSlice& slice) override;
  void store(OutputSlice& slice, size_t worker, Done done) override;
  Result<void> add(OutputSlice& slice) override;
  void discard(OutputSlice& slice) override;

 private:
  Result<void> write(OutputSlice& slice, size_t worker);

  FileSystem& files_;
  const std::string folder_;
  const AttachmentStore& attachments_;
  OutputCheck* const check_;
  std::string made_folder_;  // the last one that place() made
};

}  // namespace rsmf
