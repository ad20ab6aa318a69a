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

class RsmfSource final : public SourceOf<ManifestUnit> {
 public:
  explicit RsmfSource(const SourceArgs& args, TimeZone zone);

  Result<Survey> survey() override;
  Result<void> rewind() override;
  std::unique_ptr<Decoder> decoder() const override {
    return std::make_unique<ManifestDecoder>(tables_, inputs_, reading_);
  }
  const std::vector<SourceStream>& streams() const override { return streams_; }
  const AttachmentStore& attachments() const override { return inputs_; }

 private:
  Result<bool> cut(ManifestUnit& into) override;
  bool open_file(ManifestUnit& into);
  bool next_piece(ManifestUnit& into);
  void give_oversize(ManifestUnit& into);
  void finish_file(ManifestUnit& into);
  void tell(ManifestUnit& into, Trouble trouble, std::string message) const;

  const SourceArgs args_;
  InputFiles inputs_;
  Reading reading_;
  ManifestCutter::Limits limits_;
  Tables tables_;
  std::vector<SourceStream> streams_;

  uint32_t file_ = 0;
  uint64_t done_bytes_ = 0;
  std::unique_ptr<ByteSource> stream_;
  std::unique_ptr<ManifestCutter> cutter_;
  std::vector<OversizeRecord> oversize_;
  ManifestPart oversize_part_ = ManifestPart::events;
};

}  // namespace rsmf::rsmf_source
