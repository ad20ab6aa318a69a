#include "output/slice_renderer.hpp"

#include "archive/inflate.hpp"

namespace rsmf {
namespace {

Error wrong_length(const OutputSlice& slice) {
  return {ErrorKind::bug, slice.name() + ": the file is not as long as was announced"};
}

}  // namespace

Result<void> SliceRenderer::render(OutputSlice& slice) {
  SliceOutcome& into = slice.outcome;
  encoded_.clear();
  RSMF_TRY(encoder_.encode(slice.slice, encoded_));
  into.bytes = encoded_.bytes;
  into.participants = encoded_.participants;
  into.attachments = encoded_.attachments;
  into.outcomes.swap(encoded_.outcomes);
  into.used.swap(encoded_.used);
  into.findings.swap(encoded_.findings);
  if (!encoded_.can_render()) {
    into.held = SliceOutcome::Held::streamed;
    std::swap(into.encoded, encoded_);
    return {};
  }
  encoded_.render(into.file, hash_);
  into.held = SliceOutcome::Held::rendered;
  into.crc = into.file.crc32;
  into.sha256.assign(into.file.sha256.data(), into.file.sha256.size());
  if (into.file.bytes.size() != into.bytes) return std::unexpected(wrong_length(slice));
  return {};
}

Result<void> stream_slice(OutputSlice& slice, const AttachmentStore& attachments, const EncodedSlice::Write& write) {
  SliceOutcome& outcome = slice.outcome;
  Sha256 hash;
  uint64_t bytes = 0;
  RSMF_TRY(outcome.encoded.write_to(attachments, [&](std::string_view piece) -> Result<void> {
    hash.update(piece);
    outcome.crc = crc32_of(piece, outcome.crc);
    bytes += piece.size();
    return write(piece);
  }));
  outcome.sha256 = hash.finish();
  if (bytes != outcome.bytes) return std::unexpected(wrong_length(slice));
  outcome.held = SliceOutcome::Held::stored;
  return {};
}

}  // namespace rsmf
