#include "output/volumes_backend.hpp"

#include "base/guarded.hpp"

namespace rsmf {

void VolumesBackend::store(OutputSlice& slice, size_t worker, Done done) {
  const bool check_now = check_ != nullptr && slice.outcome.held == SliceOutcome::Held::rendered;
  done(check_now ? guarded([&] { return check_->check_rendered(slice, worker); }) : Result<void>{});
}

Result<bool> VolumesBackend::adopt(OutputSlice& slice) {
  auto place = volumes_.adopt(slice.listed, slice.outcome);
  if (!place) return std::unexpected(place.error());
  slice.packed = std::move(*place);
  return slice.packed.has_value();
}

Result<void> VolumesBackend::add(OutputSlice& slice) {
  if (slice.packed) return {};  // adopted
  const bool streamed = slice.outcome.held == SliceOutcome::Held::streamed;
  auto place = volumes_.put(slice, attachments_);
  if (!place) return std::unexpected(place.error());
  slice.packed = std::move(*place);
  if (!streamed || check_ == nullptr) return {};
  auto file = volumes_.open(*slice.packed);
  if (!file) return std::unexpected(file.error());
  return check_->check(slice, std::move(*file), 0);
}

}  // namespace rsmf
