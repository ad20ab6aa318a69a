// RSMF files, opened as a source.
#pragma once

#include <memory>
#include <vector>

#include "sources/rsmf/file_facts.hpp"
#include "sources/rsmf/input_files.hpp"
#include "sources/rsmf/manifest_cutter.hpp"
#include "sources/rsmf/manifest_decoder.hpp"
#include "sources/source.hpp"

namespace rsmf::rsmf_source {

class RsmfSource final : public Source {
 public:
  explicit RsmfSource(const SourceArgs& args, TimeZone zone);

  Result<Survey> survey() override;
  Result<bool> next(Frame& into) override;
  Result<void> rewind() override;
  std::unique_ptr<Decoder> decoder() const override {
    return std::make_unique<ManifestDecoder>(tables_, inputs_, reading_);
  }
  const std::vector<SourceFile>& files() const override { return files_; }
  const AttachmentStore& attachments() const override { return inputs_; }

 private:
  bool open_file(Frame& into);
  bool next_piece(Frame& into);
  void give_oversize(Frame& into);
  void finish_file(Frame& into);
  void tell(Frame& into, Trouble trouble, std::string message) const;

  const SourceArgs args_;
  InputFiles inputs_;
  Reading reading_;
  ManifestCutter::Limits limits_;
  Tables tables_;
  std::vector<SourceFile> files_;
  std::shared_ptr<const ManifestPlace> places_[4];  // by part

  uint32_t file_ = 0;
  uint64_t done_bytes_ = 0;
  std::unique_ptr<ByteSource> stream_;
  std::unique_ptr<ManifestCutter> cutter_;
  std::vector<OversizeRecord> oversize_;
  ManifestPart oversize_part_ = ManifestPart::events;
};

}  // namespace rsmf::rsmf_source
