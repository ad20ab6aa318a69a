#include "output/volume_slot.hpp"

#include "io/file_range.hpp"
#include "io/stream_digest.hpp"
#include "output/slice_renderer.hpp"

namespace rsmf {
namespace {

/// A range that owns its file.
class OwningRange final : public RandomFile {
 public:
  OwningRange(std::unique_ptr<RandomFile> file, const PackedPlace& place)
      : file_(std::move(file)), range_(*file_, place.offset, place.length) {}
  uint64_t size() const override { return range_.size(); }
  Result<size_t> read_at(uint64_t offset, std::span<char> into) const override { return range_.read_at(offset, into); }

 private:
  std::unique_ptr<RandomFile> file_;
  FileRange range_;
};

}  // namespace

Result<void> VolumeSet::stop_adopting() {
  if (!adopting) return {};
  adopting = false;
  return volumes.continue_here();
}

Result<void> VolumeSet::close() {
  RSMF_TRY(stop_adopting());
  return volumes.close();
}

Result<PackedPlace> VolumeSlot::put(OutputSlice& slice, const AttachmentStore& attachments) {
  RSMF_TRY(pack_.stop_adopting());
  VolumeWriter& volumes = pack_.volumes;
  if (!start_) start_ = volumes.mark();
  SliceOutcome& outcome = slice.outcome;
  const bool rendered = outcome.held == SliceOutcome::Held::rendered;
  auto place = volumes.begin(slice.listed, outcome.bytes, rendered ? std::optional(outcome.crc) : std::nullopt);
  if (!place) return place;
  if (rendered)
    RSMF_TRY(volumes.write(outcome.file.bytes));
  else
    RSMF_TRY(stream_slice(slice, attachments, [&](std::string_view piece) { return volumes.write(piece); }));
  RSMF_TRY(volumes.end(outcome.crc));
  outcome.held = SliceOutcome::Held::stored;
  return place;
}

Result<std::optional<PackedPlace>> VolumeSlot::adopt(const std::string& name, const SliceOutcome& slice) {
  if (!pack_.adopting) return std::nullopt;
  auto before = pack_.volumes.mark();
  auto place = pack_.volumes.adopt(name, slice.bytes, slice.crc);
  if (!place && place.error().kind == ErrorKind::format) return std::nullopt;
  if (!place) return std::unexpected(place.error());
  auto intact = is_intact(*place, slice.sha256);
  if (!intact) return std::unexpected(intact.error());
  if (!*intact) {
    pack_.adopting = false;
    RSMF_TRY(pack_.volumes.rollback(before));
    return std::nullopt;
  }
  if (!start_) start_ = std::move(before);
  return *place;
}

Result<bool> VolumeSlot::is_intact(const PackedPlace& place, const std::string& sha256) {
  if (open_name_ != place.volume) {
    auto file = pack_.files.open(pack_.folder + "/" + place.volume);
    if (!file) return std::unexpected(file.error());
    open_ = std::move(*file);
    open_name_ = place.volume;
  }
  auto digest = digest_of(*stream_of(*open_, place.offset, place.length), hash_, block_);
  if (!digest) return std::unexpected(digest.error());
  return *digest == sha256;
}

Result<std::unique_ptr<RandomFile>> VolumeSlot::open(const PackedPlace& place) {
  RSMF_TRY(pack_.volumes.flush());
  auto file = pack_.files.open(pack_.folder + "/" + place.volume);
  if (!file) return std::unexpected(file.error());
  return std::make_unique<OwningRange>(std::move(*file), place);
}

Result<void> VolumeSlot::take_back() {
  open_name_.clear();
  open_.reset();
  if (!start_) return {};
  pack_.adopting = false;
  auto done = pack_.volumes.rollback(*start_);
  start_.reset();
  return done;
}

}  // namespace rsmf
