#include "convert/slice_writer.hpp"

#include "rsmf/rule.hpp"

namespace rsmf {

SliceWriter::SliceWriter(const Settings& settings)
    : settings_(settings), encoder_(settings_.encode, *settings_.attachments) {
  if (!settings_.rejected.empty()) validator_ = std::make_unique<Validator>(ValidateOptions{.leave_out_info = true});
}

Result<void> SliceWriter::write(const Slice& slice, const Place& place, WrittenSlice& into) {
  encoded_.clear();
  RSMF_TRY(encoder_.encode(slice, encoded_));
  const uint64_t announced = encoded_.bytes;
  into.participants = encoded_.participants;
  into.attachments = encoded_.attachments;
  into.outcomes.swap(encoded_.outcomes);
  into.findings.swap(encoded_.findings);
  if (encoded_.can_render()) {
    RSMF_TRY(render(place, into));
  } else if (place.to_pack) {
    into.bytes = announced;
    into.pending = WrittenSlice::Pending::streamed;
    std::swap(into.encoded, encoded_);
  } else {
    RSMF_TRY(stream(place.path, into));
  }
  if (into.bytes != announced)
    return fail(ErrorKind::bug, place.name + ": written length differs from the announced one");
  if (validator_ && !place.path.empty()) {
    auto verified = verify(place.path, place.name);
    if (!verified) return std::unexpected(verified.error());
    into.verified = *verified;
  }
  return {};
}

Result<void> SliceWriter::render(const Place& place, WrittenSlice& into) {
  encoded_.render(into.file, hash_);
  into.bytes = into.file.bytes.size();
  into.crc = into.file.crc32;
  into.sha256.assign(into.file.sha256.data(), into.file.sha256.size());
  if (place.to_pack) into.pending = WrittenSlice::Pending::file;
  if (place.path.empty()) return {};
  auto file = settings_.files->create(place.path);
  if (!file) return std::unexpected(file.error());
  RSMF_TRY((*file)->write(into.file.bytes));
  return (*file)->close();
}

Result<void> SliceWriter::stream(const std::string& path, WrittenSlice& into) {
  std::unique_ptr<OutputFile> file;
  if (!path.empty()) {
    auto created = settings_.files->create(path);
    if (!created) return std::unexpected(created.error());
    file = std::move(*created);
  }
  RSMF_TRY(encoded_.write_to(*settings_.attachments, [&](std::string_view piece) -> Result<void> {
    hash_.update(piece);
    into.bytes += piece.size();
    return file ? file->write(piece) : Result<void>{};
  }));
  into.sha256 = hash_.finish();
  return file ? file->close() : Result<void>{};
}

Result<bool> SliceWriter::verify(const std::string& path, const std::string& name) {
  auto result = validator_->check(path);
  if (!result) return std::unexpected(result.error());
  if (result->verdict == Verdict::passed) return true;
  std::string kept = settings_.rejected + "/" + name;
  RSMF_TRY(settings_.files->make_directories(settings_.rejected));
  RSMF_TRY(settings_.files->remove_all(kept));
  RSMF_TRY(settings_.files->rename(path, kept));
  std::string why = result->error;
  if (why.empty() && !result->findings.empty()) {
    const Breach& first = result->findings.front();
    why = std::string(rule(first.rule).code) + " " + std::string(rule(first.rule).title);
    if (!first.message.empty()) why += ": " + first.message;
  }
  return fail(ErrorKind::bug, "a file that was written does not pass its own check (" + why + "); it is kept as " +
                                  kept + ", nothing was published");
}

}  // namespace rsmf
