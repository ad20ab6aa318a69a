#include "convert/slice_writer.hpp"

#include "rsmf/rule.hpp"

namespace rsmf {
namespace {

// Larger files go to disk in pieces.
constexpr uint64_t kWhole = 1024 * 1024;

}  // namespace

SliceWriter::SliceWriter(const Settings& settings)
    : settings_(settings), encoder_(settings_.encode, *settings_.attachments) {
  if (!settings_.rejected.empty()) validator_ = std::make_unique<Validator>(ValidateOptions{.leave_out_info = true});
}

Result<void> SliceWriter::write(const Slice& slice, const std::string& path, const std::string& name,
                                WrittenSlice& into, std::string& whole) {
  encoded_.clear();
  whole.clear();
  RSMF_TRY(encoder_.encode(slice, encoded_));
  const bool small = !path.empty() && !validator_ && encoded_.bytes <= kWhole;
  RSMF_TRY(small ? render(into, whole) : stream(path, into));
  if (into.bytes != encoded_.bytes)
    return fail(ErrorKind::bug, name + ": written length differs from the announced one");
  if (validator_ && !path.empty()) {
    auto verified = verify(path, name);
    if (!verified) return std::unexpected(verified.error());
    into.verified = *verified;
  }
  into.participants = encoded_.participants;
  into.attachments = encoded_.attachments;
  into.outcomes.swap(encoded_.outcomes);
  into.findings.swap(encoded_.findings);
  return {};
}

Result<void> SliceWriter::render(WrittenSlice& into, std::string& whole) {
  whole.reserve(encoded_.bytes);
  RSMF_TRY(encoded_.write_to(*settings_.attachments, [&](std::string_view piece) -> Result<void> {
    whole += piece;
    return {};
  }));
  hash_.update(whole);
  into.bytes = whole.size();
  into.sha256 = hash_.finish();
  return {};
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
