#include "convert/slice_writer.hpp"

#include <algorithm>

#include "base/time_zone.hpp"

namespace rsmf {
namespace {

std::string timestamp(TimeNs t) {
  char buffer[32];
  return t == kNoTime ? std::string() : std::string(format_timestamp(t, buffer));
}

std::string_view name_of(AttachmentOutcome::State state) {
  switch (state) {
    case AttachmentOutcome::State::found:
      return "found";
    case AttachmentOutcome::State::missing:
      return "missing";
    case AttachmentOutcome::State::damaged:
      return "damaged";
    case AttachmentOutcome::State::placeholder:
      return "placeholder";
  }
  return "";
}

/// First and last time of the slice's own dated events.
std::pair<TimeNs, TimeNs> span_of(const Slice& slice) {
  std::pair<TimeNs, TimeNs> span{kNoTime, kNoTime};
  for (const auto& e : slice.events) {
    if (e.context || e.time == kNoTime) continue;
    if (span.first == kNoTime) span.first = e.time;
    span.second = e.time;
  }
  return span;
}

}  // namespace

SliceWriter::SliceWriter(Settings settings, std::vector<FileTally>& tallies, FindingLog& log, CsvFile outputs,
                         CsvFile attachments)
    : settings_(std::move(settings)),
      tallies_(tallies),
      log_(log),
      outputs_(std::move(outputs)),
      attachments_(std::move(attachments)),
      encoder_(settings_.encode, *settings_.attachments) {
  if (!settings_.rejected.empty()) validator_ = std::make_unique<Validator>(ValidateOptions{.leave_out_info = true});
}

Result<void> SliceWriter::write_outputs_header(CsvFile& file) {
  return file.row({"path", "conversation", "conversation_id", "day", "part", "first", "last", "events",
                   "context_copies", "participants", "attachments", "bytes", "sha256"});
}

Result<void> SliceWriter::write_attachments_header(CsvFile& file) {
  return file.row({"path", "conversation_id", "event_id", "event_time", "name", "state", "entry", "size", "stated_size",
                   "sha256", "reason", "copy"});
}

Result<void> SliceWriter::commit(Slice& slice) {
  RSMF_TRY(trouble_);
  if (settings_.stop && *settings_.stop) return fail(ErrorKind::interrupted, "interrupted");
  encoded_.clear();
  RSMF_TRY(encoder_.encode(slice, encoded_));
  const std::string& folder = names_.folder(*slice.channel);
  std::string name = OutputNames::file(slice);
  auto sha256 = write_file(folder, name);
  if (!sha256) return std::unexpected(sha256.error());
  for (const auto& finding : encoded_.findings) RSMF_TRY(log_.add(finding));
  RSMF_TRY(write_rows(slice, settings_.listed_prefix + folder + "/" + name, *sha256));
  count(slice);
  return trouble_;
}

Result<std::string> SliceWriter::write_file(const std::string& folder, const std::string& name) {
  std::unique_ptr<OutputFile> file;
  if (!settings_.folder.empty()) {
    std::string path = settings_.folder + "/" + folder;
    if (path != made_folder_) RSMF_TRY(settings_.files->make_directories(path));
    made_folder_ = path;
    auto created = settings_.files->create(path + "/" + name);
    if (!created) return std::unexpected(created.error());
    file = std::move(*created);
  }
  uint64_t bytes = 0;
  RSMF_TRY(encoded_.write_to(*settings_.attachments, [&](std::string_view piece) -> Result<void> {
    hash_.update(piece);
    bytes += piece.size();
    return file ? file->write(piece) : Result<void>{};
  }));
  if (file) RSMF_TRY(file->close());
  if (file && validator_) RSMF_TRY(verify(settings_.folder + "/" + folder + "/" + name, folder + "-" + name));
  if (bytes != encoded_.bytes) return fail(ErrorKind::bug, name + ": written length differs from the announced one");
  output_bytes_ += bytes;
  return hash_.finish();
}

Result<void> SliceWriter::verify(const std::string& path, const std::string& name) {
  auto result = validator_->check(path);
  if (!result) return std::unexpected(result.error());
  if (result->verdict == Verdict::passed) {
    ++verified_;
    return {};
  }
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

Result<void> SliceWriter::write_rows(const Slice& slice, const std::string& path, const std::string& sha256) {
  auto [first, last] = span_of(slice);
  size_t own = slice.own_events();
  RSMF_TRY(outputs_.row({path, slice.channel->row.display, slice.channel->row.id, slice.label,
                         std::to_string(slice.part), timestamp(first), timestamp(last), std::to_string(own),
                         std::to_string(slice.events.size() - own), std::to_string(encoded_.participants),
                         std::to_string(encoded_.attachments), std::to_string(encoded_.bytes), sha256}));
  for (const auto& o : encoded_.outcomes) {
    bool found = o.state == AttachmentOutcome::State::found;
    if (!o.event->context) ++(found ? found_ : missing_);
    auto stated = o.attachment->stated_size ? std::to_string(o.attachment->stated_size) : std::string();
    RSMF_TRY(
        attachments_.row({path, slice.channel->row.id, o.event->id, timestamp(o.event->time), o.attachment->display,
                          name_of(o.state), o.name, o.name.empty() ? std::string() : std::to_string(o.size), stated,
                          o.sha256, o.reason, o.event->context ? "yes" : ""}));
  }
  return {};
}

void SliceWriter::count(const Slice& slice) {
  uint32_t number = slice.channel->number;
  if (conversation_row_.size() <= number) conversation_row_.resize(number + 1, kNone);
  if (conversation_row_[number] == kNone) {
    conversation_row_[number] = uint32_t(conversations_.size());
    conversations_.push_back({std::string(slice.channel->row.id), std::string(slice.channel->row.display),
                              slice.channel->row.type, 0, 0, kNoTime, kNoTime});
  }
  auto& totals = conversations_[conversation_row_[number]];
  auto [first, last] = span_of(slice);
  totals.first = std::min(totals.first, first);
  if (last != kNoTime) totals.last = totals.last == kNoTime ? last : std::max(totals.last, last);
  for (const auto& e : slice.events) {
    if (e.context) {
      ++context_copies_;
      continue;
    }
    ++totals.events;
    ++events_;
    ++tallies_[e.origin.file].events;
  }
  ++totals.slices;
  ++slices_;
}

void SliceWriter::fold(const Origin& origin, Finding finding) {
  ++tallies_[origin.file].folded;
  report(std::move(finding));
}

void SliceWriter::report(Finding finding) {
  auto done = log_.add(finding);
  if (!done && trouble_) trouble_ = done;
}

Result<void> SliceWriter::close() {
  RSMF_TRY(trouble_);
  RSMF_TRY(outputs_.close());
  return attachments_.close();
}

}  // namespace rsmf
