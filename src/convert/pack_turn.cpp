#include "convert/pack_turn.hpp"

#include "io/inflate.hpp"

namespace rsmf {

Result<PackedPlace> PackTurn::put(const std::string& name, const AttachmentStore& attachments, WrittenSlice& slice) {
  if (!start_) start_ = volumes_.mark();
  const bool whole = slice.pending == WrittenSlice::Pending::file;
  auto place = volumes_.begin(name, slice.bytes, whole ? std::optional(slice.crc) : std::nullopt);
  if (!place) return place;
  if (whole) {
    RSMF_TRY(volumes_.write(slice.file.bytes));
  } else {
    RSMF_TRY(slice.encoded.write_to(attachments, [&](std::string_view piece) -> Result<void> {
      hash_.update(piece);
      slice.crc = crc32_of(piece, slice.crc);
      return volumes_.write(piece);
    }));
    slice.sha256 = hash_.finish();
  }
  RSMF_TRY(volumes_.end(slice.crc));
  slice.pending = WrittenSlice::Pending::nothing;
  return place;
}

Result<void> PackTurn::take_back() {
  if (!start_) return {};
  auto done = volumes_.rollback(*start_);
  start_.reset();
  return done;
}

}  // namespace rsmf
