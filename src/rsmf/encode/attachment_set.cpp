#include "rsmf/encode/attachment_set.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "archive/inflate.hpp"
#include "rsmf/encode/encoder_findings.hpp"

namespace rsmf {
namespace {

using State = AttachmentOutcome::State;

constexpr size_t kSmallFile = 256 * 1024;
constexpr size_t kKeptBytes = 8 * 1024 * 1024;  // of all small files of a slice; what comes later is streamed
constexpr std::string_view kMissingSuffix = ".missing.txt";
constexpr std::string_view kUnnamed = "(unnamed)";
constexpr std::string_view kEmpty = "the file in the export is empty";
constexpr std::string_view kUnreadable = "the file in the export cannot be read";
constexpr std::string_view kAbsent = "not in the export";

std::string_view image_extension(std::string_view first_bytes) {
  if (first_bytes.starts_with("\x89PNG\r\n\x1a\n")) return ".png";
  if (first_bytes.starts_with("\xff\xd8\xff")) return ".jpg";
  if (first_bytes.starts_with("GIF87a") || first_bytes.starts_with("GIF89a")) return ".gif";
  return {};
}

}  // namespace

AttachmentSet::AttachmentSet(const EncodeOptions& options, const AttachmentStore& store, Deflater& deflater)
    : options_(options), store_(store), deflater_(deflater) {}

void AttachmentSet::clear() {
  if (!files_.empty()) names_.clear();
  files_.clear();
  used_.clear();
  loaded_.clear();
  avatars_.clear();
  referenced_.clear();
  kept_.clear();
}

void AttachmentSet::gather(const Slice& slice, std::vector<AttachmentOutcome>& outcomes,
                           std::vector<Finding>& findings) {
  for (uint32_t number = 0; number < slice.events.size(); ++number)
    for (const Attachment& attachment : slice.events[number].attachments)
      resolve(slice, number, attachment, findings, outcomes.emplace_back());
}

void AttachmentSet::resolve(const Slice& slice, uint32_t number, const Attachment& attachment,
                            std::vector<Finding>& findings, AttachmentOutcome& outcome) {
  const Event& event = slice.events[number];
  outcome.event = &event;
  outcome.attachment = &attachment;
  if (attachment.key.empty()) {
    outcome.reason = attachment.note.empty() ? kAbsent : attachment.note;
    findings.push_back(
        enc::about(slice, event, enc::kMissing,
                   fmt::format("The attachment \"{}\" is missing: {}.", missing_name(attachment), outcome.reason)));
  } else if (const Loaded& loaded = find_or_load(attachment); loaded.file == kNone) {
    outcome.state = loaded.state;
    outcome.reason = loaded.reason;
    const FindingSpec& spec = loaded.state == State::damaged ? enc::kDamaged : enc::kEmptyFile;
    findings.push_back(enc::about(slice, event, spec,
                                  fmt::format("The attachment \"{}\": {}.", missing_name(attachment), loaded.reason)));
  } else {
    File& file = files_[loaded.file];
    outcome.state = State::found;
    outcome.name = file.name;
    outcome.size = file.size;
    outcome.sha256 = file.sha256;
    bool first = file.last_event != number;
    file.last_event = number;
    referenced_.push_back(first);
    if (first) return;
    outcome.reason = "listed twice on this event, referenced once";
    findings.push_back(
        enc::about(slice, event, enc::kListedTwice,
                   fmt::format("The message lists the attachment \"{}\" more than once.", missing_name(attachment))));
    return;
  }
  if (options_.missing == MissingAttachments::placeholder) add_placeholder(outcome);
  referenced_.push_back(!outcome.name.empty());
}

const AttachmentSet::Loaded& AttachmentSet::find_or_load(const Attachment& attachment) {
  auto [place, is_new] = loaded_.try_emplace(std::string(attachment.key));
  if (is_new) {
    place->second = load(attachment.key);
    if (place->second.file != kNone)
      files_[place->second.file].name =
          attachment.entry.empty() ? names_.take(attachment.unique, attachment.display) : names_.keep(attachment.entry);
  }
  return place->second;
}

AttachmentSet::Loaded AttachmentSet::load(std::string_view key) {
  UsedFile& used = used_.emplace_back(std::string(key));
  auto source = store_.open(key);
  if (!source) return {kNone, State::damaged, source.error().message};
  File file;
  file.key = key;
  if (auto done = read(**source, file); !done) return {kNone, State::damaged, done.error().message};
  if (file.size == 0) return {kNone, State::missing, std::string(kEmpty)};
  file.sha256 = used.sha256 = sha_.finish();
  files_.push_back(std::move(file));
  return {static_cast<uint32_t>(files_.size() - 1), State::found, {}};
}

Result<void> AttachmentSet::read(ByteSource& source, File& file) {
  buffer_.resize(kSmallFile);
  sha_.finish();
  size_t filled = 0;
  for (bool at_end = false; !at_end;) {
    auto got = source.read(std::span(buffer_).subspan(filled));
    if (!got) return std::unexpected(std::move(got.error()));
    at_end = *got == 0;
    filled += *got;
    if (!at_end && filled < buffer_.size()) continue;
    std::string_view bytes(buffer_.data(), filled);
    if (file.size == 0) first_bytes_ = bytes.substr(0, 16);
    sha_.update(bytes);
    file.crc = crc32_of(bytes, file.crc);
    file.size += filled;
    if (at_end && file.size == filled && kept_.size() + filled <= kKeptBytes) {
      keep(bytes, file);
    } else {
      file.place = Place::streamed;
    }
    filled = 0;
  }
  return {};
}

void AttachmentSet::keep(std::string_view bytes, File& file) {
  file.at = kept_.size();
  bool deflated = !is_compressed_format(bytes) && deflater_.append(bytes, kept_);
  if (!deflated) kept_.append(bytes);
  file.place = deflated ? Place::deflated : Place::kept;
  file.length = kept_.size() - file.at;
}

void AttachmentSet::add_placeholder(AttachmentOutcome& outcome) {
  const Attachment& attachment = *outcome.attachment;
  if (!attachment.stand_in.empty() && reuse_placeholder(outcome)) return;
  std::string text = "This file stands in for an attachment whose bytes are not at hand.\r\n";
  std::string unique(attachment.unique), display(missing_name(attachment));
  text.append("Name: ").append(display).append("\r\n");
  if (std::string_view note = missing_note(outcome); !note.empty()) text.append("Reason: ").append(note).append("\r\n");
  if (attachment.stated_size != 0) text.append(fmt::format("Stated size: {} bytes\r\n", attachment.stated_size));

  if (unique.ends_with(display)) unique.append(kMissingSuffix);
  display.append(kMissingSuffix);
  File file;
  file.name = names_.take(unique, display);
  file.size = text.size();
  file.crc = crc32_of(text);
  file.sha256 = Sha256::of(text);
  keep(text, file);
  outcome.state = State::placeholder;
  outcome.name = file.name;
  outcome.size = file.size;
  outcome.sha256 = file.sha256;
  files_.push_back(std::move(file));
}

/// The one that an earlier run made: it knows more than can be known now.
bool AttachmentSet::reuse_placeholder(AttachmentOutcome& outcome) {
  const Attachment& attachment = *outcome.attachment;
  Loaded loaded = load(attachment.stand_in);
  if (loaded.file == kNone) return false;
  File& file = files_[loaded.file];
  file.name = names_.keep(attachment.entry);
  outcome.state = State::placeholder;
  outcome.name = file.name;
  outcome.size = file.size;
  outcome.sha256 = file.sha256;
  return true;
}

void AttachmentSet::gather_avatars(const Slice& slice, std::vector<std::string>& names,
                                   std::vector<Finding>& findings) {
  names.assign(slice.people.size(), {});
  for (size_t i = 0; i < slice.people.size(); ++i)
    if (!slice.people[i]->row.avatar.empty()) names[i] = avatar(slice, slice.people[i]->row, findings);
}

std::string AttachmentSet::avatar(const Slice& slice, const Participant& person, std::vector<Finding>& findings) {
  auto [place, is_new] = avatars_.try_emplace(std::string(person.avatar));
  if (!is_new) return place->second;
  size_t kept = kept_.size();
  Loaded loaded = load(person.avatar);
  std::string_view extension = loaded.file == kNone ? std::string_view() : image_extension(first_bytes_);
  if (!extension.empty()) {
    place->second = names_.take({}, fmt::format("avatar_{}{}", person.id.substr(0, 64), extension));
    files_.back().name = place->second;
    return place->second;
  }
  if (loaded.file != kNone) {
    files_.pop_back();
    kept_.resize(kept);
    loaded.reason = "not a PNG, JPG or GIF image";
  }
  Finding finding;
  finding.spec = &enc::kAvatarLeftOut;
  finding.record = person.id;
  finding.message = fmt::format("The profile picture of {} was left out: {}.", person.display, loaded.reason);
  finding.conversation = slice.channel->row.display;
  findings.push_back(std::move(finding));
  return {};
}

void AttachmentSet::write_to(SliceZip& zip) {
  std::sort(files_.begin(), files_.end(), [](const File& a, const File& b) { return a.name < b.name; });
  for (const File& file : files_) {
    SliceZip::Entry entry{file.name, file.size, file.crc};
    std::string_view kept = std::string_view(kept_).substr(file.at, file.length);
    switch (file.place) {
      case Place::kept:
        zip.add_stored(entry, kept);
        break;
      case Place::deflated:
        zip.add_deflated(entry, kept);
        break;
      case Place::streamed:
        zip.add_streamed(entry, file.key);
        break;
    }
  }
}

std::string_view missing_name(const Attachment& attachment) {
  if (!attachment.display.empty()) return attachment.display;
  return attachment.unique.empty() ? kUnnamed : attachment.unique;
}

std::string_view written_display(const AttachmentOutcome& outcome, std::string& scratch) {
  std::string_view display = outcome.attachment->display;
  if (outcome.state == State::found) return display.empty() ? std::string_view(outcome.name) : display;
  display = missing_name(*outcome.attachment);
  if (outcome.state != State::placeholder) return display;
  return scratch.assign(display).append(kMissingSuffix);
}

std::string_view missing_note(const AttachmentOutcome& outcome) {
  if (outcome.reason == kEmpty) return kEmpty;
  if (outcome.attachment->key.empty()) return outcome.attachment->note;
  return kUnreadable;
}

}  // namespace rsmf
