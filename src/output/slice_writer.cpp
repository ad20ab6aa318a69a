#include "output/slice_writer.hpp"

#include <algorithm>

#include "io/stream_digest.hpp"
#include "output/slice_record.hpp"
#include "rsmf/rule.hpp"

namespace rsmf {
namespace {

/// A file whose bytes are at hand.
class TextFile final : public RandomFile {
 public:
  explicit TextFile(std::string_view bytes) : bytes_(bytes) {}
  uint64_t size() const override { return bytes_.size(); }
  Result<size_t> read_at(uint64_t offset, std::span<char> into) const override {
    if (offset >= bytes_.size()) return size_t{0};
    return bytes_.copy(into.data(), into.size(), offset);
  }

 private:
  std::string_view bytes_;
};

// Larger files go to disk at once, so that few of them are in memory.
constexpr uint64_t kPutBytes = 1024 * 1024;

}  // namespace

SliceWriter::SliceWriter(const Settings& settings)
    : settings_(settings), encoder_(settings_.encode, *settings_.attachments) {
  if (!settings_.rejected.empty()) validator_ = std::make_unique<Validator>(ValidateOptions{.leave_out_info = true});
}

Result<void> SliceWriter::write(const Slice& slice, const Place& place, SliceOutcome& into) {
  encoded_.clear();
  RSMF_TRY(encoder_.encode(slice, encoded_));
  const uint64_t announced = encoded_.bytes;
  into.participants = encoded_.participants;
  into.attachments = encoded_.attachments;
  into.outcomes.swap(encoded_.outcomes);
  into.used.swap(encoded_.used);
  into.findings.swap(encoded_.findings);
  if (encoded_.can_render()) {
    RSMF_TRY(render(place, into));
  } else if (place.to_pack) {
    into.bytes = announced;
    into.pending = SliceOutcome::Pending::streamed;
    std::swap(into.encoded, encoded_);
  } else {
    RSMF_TRY(stream(place.path, into));
  }
  if (into.bytes != announced)
    return fail(ErrorKind::bug, place.name + ": written length differs from the announced one");
  return validator_ ? check(place, into) : Result<void>{};
}

/// What is put into a pack later is checked where it lies in memory, unless its attachments are still to come.
Result<void> SliceWriter::check(const Place& place, SliceOutcome& into) {
  std::unique_ptr<RandomFile> file;
  if (into.pending == SliceOutcome::Pending::file) {
    file = std::make_unique<TextFile>(into.file.bytes);
  } else {
    if (place.path.empty()) return {};
    auto opened = settings_.files->open(place.path);
    if (!opened) return std::unexpected(opened.error());
    file = std::move(*opened);
  }
  auto verified = verify(std::move(file), place);
  if (!verified) return std::unexpected(verified.error());
  into.verified = *verified;
  return {};
}

Result<void> SliceWriter::render(const Place& place, SliceOutcome& into) {
  encoded_.render(into.file, hash_);
  into.bytes = into.file.bytes.size();
  into.crc = into.file.crc32;
  into.sha256.assign(into.file.sha256.data(), into.file.sha256.size());
  if (place.to_pack) into.pending = SliceOutcome::Pending::file;
  if (place.path.empty()) return {};
  if (into.bytes <= kPutBytes && !validator_) {
    into.pending = SliceOutcome::Pending::put;
    return {};
  }
  auto file = settings_.files->create(place.path);
  if (!file) return std::unexpected(file.error());
  RSMF_TRY((*file)->write(into.file.bytes));
  return (*file)->close();
}

Result<void> SliceWriter::stream(const std::string& path, SliceOutcome& into) {
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

Result<bool> SliceWriter::take_over(const Slice& slice, const Fingerprint& print, std::string_view record,
                                    const Place& place, SliceOutcome& into) {
  auto written = take_record(record, print, slice);
  if (written && uses_the_same(*written) && (place.to_pack || is_intact(place.path, *written))) {
    into = std::move(*written);
    if (place.to_pack) into.pending = SliceOutcome::Pending::adopted;
    return true;
  }
  if (!place.to_pack) RSMF_TRY(settings_.files->remove_all(place.path));
  return false;
}

/// What cannot be read is not.
bool SliceWriter::is_intact(const std::string& path, const SliceOutcome& written) {
  auto file = settings_.files->open(path);
  return file && (*file)->size() == written.bytes && has_digest(*stream_of(**file), written.sha256);
}

/// Attachments may lie beside the input, and be others by now.
bool SliceWriter::uses_the_same(const SliceOutcome& written) {
  return std::ranges::all_of(written.used, [&](const UsedFile& used) {
    if (used.sha256.empty()) return false;  // it may be readable by now
    auto source = settings_.attachments->open(used.key);
    return source && has_digest(**source, used.sha256);
  });
}

bool SliceWriter::has_digest(ByteSource& source, const std::string& sha256) {
  auto digest = digest_of(source, hash_, block_);
  return digest && *digest == sha256;
}

Result<bool> SliceWriter::verify(std::unique_ptr<RandomFile> file, const Place& place) {
  auto result = validator_->check(std::move(file), place.name);
  if (!result) return std::unexpected(result.error());
  if (result->verdict == Verdict::passed) return true;
  std::string why = result->error;
  if (why.empty() && !result->findings.empty()) {
    const Breach& first = result->findings.front();
    why = std::string(rule(first.rule).code) + " " + std::string(rule(first.rule).title);
    if (!first.message.empty()) why += ": " + first.message;
  }
  std::string kept = place.name;
  if (!place.path.empty()) {
    kept = settings_.rejected + "/" + place.name;
    RSMF_TRY(settings_.files->make_directories(settings_.rejected));
    RSMF_TRY(settings_.files->remove_all(kept));
    RSMF_TRY(settings_.files->rename(place.path, kept));
    kept = "it is kept as " + kept;
  }
  return fail(ErrorKind::bug,
              "a file that was written does not pass its own check (" + why + "); " + kept + ", nothing was published");
}

}  // namespace rsmf
