#include "output/slice_rows.hpp"

#include <algorithm>
#include <charconv>

#include "base/time_zone.hpp"

namespace rsmf {
namespace {

/// Cells that need memory of their own, but not of the heap.
struct Cell {
  char text[32];
  std::string_view time(TimeNs t) { return t == kNoTime ? std::string_view() : format_timestamp(t, text); }
  std::string_view number(uint64_t value) {
    return {text, static_cast<size_t>(std::to_chars(text, text + sizeof text, value).ptr - text)};
  }
};

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

SliceRows::SliceRows(FindingLog& log, CsvFile outputs, CsvFile attachments, size_t files)
    : log_(log), outputs_(std::move(outputs)), attachments_(std::move(attachments)), events_of_files_(files) {}

Result<void> SliceRows::write_attachments_header(CsvFile& file) {
  return file.row({"path", "conversation_id", "event_id", "event_time", "name", "state", "entry", "size", "stated_size",
                   "sha256", "reason", "copy"});
}

Result<void> SliceRows::add(const OutputSlice& stored) {
  const Slice& slice = stored.slice;
  const SliceOutcome& written = stored.outcome;
  for (const auto& finding : written.findings) RSMF_TRY(log_.add(finding));
  auto [first, last] = span_of(slice);
  const size_t own = slice.own_events();
  const Conversation& conversation = slice.channel->row;
  Cell from, to;
  OutputRow row{stored.listed, conversation.display, conversation.id, slice.label};
  row.part = slice.part;
  row.first = from.time(first);
  row.last = to.time(last);
  row.events = own;
  row.context_copies = slice.events.size() - own;
  row.participants = written.participants;
  row.attachments = written.attachments;
  row.bytes = written.bytes;
  row.sha256 = written.sha256;
  RSMF_TRY(write_outputs_row(outputs_, row, stored.packed ? &*stored.packed : nullptr));
  for (const auto& outcome : written.outcomes) RSMF_TRY(add_attachment(slice, stored.listed, outcome));
  counts_.output_bytes += written.bytes;
  if (written.verified) ++counts_.verified;
  count(slice);
  return {};
}

Result<void> SliceRows::add_attachment(const Slice& slice, const std::string& path, const AttachmentOutcome& o) {
  if (!o.event->context)
    ++(o.state == AttachmentOutcome::State::found ? counts_.attachments_found : counts_.attachments_missing);
  Cell time, size, stated;
  return attachments_.row({path, slice.channel->row.id, o.event->id, time.time(o.event->time), o.attachment->display,
                           name_of(o.state), o.name, o.name.empty() ? std::string_view() : size.number(o.size),
                           o.attachment->stated_size ? stated.number(o.attachment->stated_size) : std::string_view(),
                           o.sha256, o.reason, o.event->context ? "yes" : ""});
}

void SliceRows::count(const Slice& slice) {
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
      ++counts_.context_copies;
      continue;
    }
    ++totals.events;
    ++counts_.events;
    ++events_of_files_[e.origin.stream];
  }
  ++totals.slices;
  ++counts_.slices;
}

Result<void> SliceRows::close() {
  RSMF_TRY(outputs_.close());
  return attachments_.close();
}

}  // namespace rsmf
