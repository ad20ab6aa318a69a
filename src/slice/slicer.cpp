#include "slice/slicer.hpp"

#include <algorithm>
#include <unordered_map>

namespace rsmf {
namespace {

constexpr FindingSpec kSliceFindings[] = {
    {"SLC-001", Severity::info, Action::folded, "the same event stands in the input twice",
     "one copy is kept; both places are in this report"},
    {"SLC-002", Severity::warning, Action::repaired, "two different events have the same id",
     "both are kept; the later one's id got a number, replies keep pointing at the first"},
};
const FindingSpec& kDuplicate = kSliceFindings[0];
const FindingSpec& kSameId = kSliceFindings[1];

// Text is held in memory until the slice is written; this keeps a slice small however generous --max-bytes is.
constexpr uint64_t kMaxTextBytes = 16 * 1024 * 1024;

bool in_order(const Event& a, const Event& b) {
  if (a.time != b.time) return a.time < b.time;
  if (a.context != b.context) return a.context;  // a parent stands before its reply
  return a.origin < b.origin;
}

uint64_t text_bytes(const Event& e) {
  uint64_t bytes = e.body.size() + 200;
  for (const auto& p : e.custom) bytes += p.name.size() + p.value.size() + 24;
  for (const auto& edit : e.edits) bytes += edit.previous.size() + edit.current.size() + 80;
  for (const auto& r : e.reactions) bytes += 16 + 8 * r.participants.size();
  return bytes + 40 * e.receipts.size();
}

bool is_duplicate(const Event& a, const Event& b) {
  return a.time == b.time && a.type == b.type && a.participant == b.participant && a.body == b.body &&
         a.deleted == b.deleted && a.parent == b.parent && a.attachments.size() == b.attachments.size() &&
         a.reactions.size() == b.reactions.size() && a.edits.size() == b.edits.size();
}

}  // namespace

std::span<const FindingSpec> slice_findings() { return kSliceFindings; }

Event copy_event(const Event& event, Arena& arena) {
  Event e = event;
  e.id = arena.copy(e.id);
  e.parent = arena.copy(e.parent);
  e.body = arena.copy(e.body);
  if (!e.attachments.empty()) {
    auto rows = arena.copy(e.attachments);
    for (auto& a : rows)
      a = {arena.copy(a.display), arena.copy(a.unique), arena.copy(a.key), arena.copy(a.note), a.stated_size};
    e.attachments = rows;
  }
  if (!e.reactions.empty()) {
    auto rows = arena.copy(e.reactions);
    for (auto& r : rows) r = {arena.copy(r.value), r.count, arena.copy(r.participants)};
    e.reactions = rows;
  }
  if (!e.edits.empty()) {
    auto rows = arena.copy(e.edits);
    for (auto& d : rows) d = {d.participant, d.time, arena.copy(d.previous), arena.copy(d.current)};
    e.edits = rows;
  }
  e.receipts = arena.copy(e.receipts);
  if (!e.custom.empty()) {
    auto rows = arena.copy(e.custom);
    for (auto& p : rows) p = {arena.copy(p.name), arena.copy(p.value)};
    e.custom = rows;
  }
  return e;
}

Slicer::Slicer(Settings settings, Directory& directory, SliceSink& sink)
    : settings_(std::move(settings)),
      clock_(settings_.options.unit, settings_.zone),
      directory_(directory),
      sink_(sink),
      membership_(directory, settings_.options.participants) {}

Result<void> Slicer::add(const Event& event, TimeNs slice_time) {
  if (event.conversation != conversation_) RSMF_TRY(switch_conversation(event.conversation));
  TimeNs start = clock_.start_of(slice_time);
  if (start == kNoTime) return put(undated_, event);
  if (start != current_.start) {
    if (current_.start != kNoTime && start < current_.start)
      return fail(ErrorKind::order, "an event lies before the slice that is open");
    RSMF_TRY(emit_whole(current_));
    current_.start = start;
  }
  return put(current_, event);
}

Result<void> Slicer::switch_conversation(uint32_t conversation) {
  RSMF_TRY(finish());
  if (done_.size() <= conversation) done_.resize(conversation + 1, 0);
  if (done_[conversation]) return fail(ErrorKind::order, "a conversation goes on after another began");
  done_[conversation] = 1;
  conversation_ = conversation;
  membership_.open(conversation);
  return {};
}

Result<void> Slicer::finish() {
  RSMF_TRY(emit_whole(current_));
  RSMF_TRY(emit_whole(undated_));
  conversation_ = kNone;
  return {};
}

Result<void> Slicer::put(Open& open, const Event& event) {
  // A part that is out is out: whoever comes before its end came too late.
  if (last_emitted_ && in_order(event, *last_emitted_))
    return fail(ErrorKind::order, "an event lies before a part that is finished");
  uint64_t bytes = text_bytes(event), attachments = 0;
  for (const auto& a : event.attachments) attachments += a.stated_size;
  auto& slice = open.slice;
  bool full = slice.events.size() >= settings_.options.max_events || open.bytes + bytes > kMaxTextBytes ||
              open.bytes + bytes + slice.attachment_bytes + attachments > settings_.options.max_bytes;
  if (full && !slice.events.empty()) {
    RSMF_TRY(emit(open));
    return put(open, event);
  }
  if (settings_.parents && !event.parent.empty()) RSMF_TRY(add_context(open, event));
  Event row = copy_event(event, slice.arena);
  if (row.participant == kNone) row.participant = directory_.unknown_person();
  open.sorted = open.sorted && (slice.events.empty() || in_order(slice.events.back(), row));
  slice.events.push_back(row);
  open.bytes += bytes;
  slice.attachment_bytes += attachments;
  if (settings_.parents) open.ids.insert(row.id);
  return {};
}

Result<void> Slicer::add_context(Open& open, const Event& reply) {
  if (open.ids.contains(reply.parent)) return {};
  auto parent = settings_.parents->find(reply.conversation, reply.parent, open.slice.arena);
  if (!parent) return std::unexpected(parent.error());
  if (!*parent || (*parent)->time == kNoTime || (*parent)->time > reply.time) return {};
  Event copy = **parent;
  copy.context = true;
  if (copy.participant == kNone) copy.participant = directory_.unknown_person();
  open.bytes += text_bytes(copy);
  open.ids.insert(copy.id);
  open.slice.events.push_back(copy);
  open.sorted = false;
  return {};
}

Result<void> Slicer::emit_whole(Open& open) {
  if (!open.slice.events.empty()) RSMF_TRY(emit(open));
  open.start = kNoTime;
  part_ = 1;
  last_emitted_.reset();
  last_ids_.clear();
  return {};
}

Result<void> Slicer::emit(Open& open) {
  Slice& slice = open.slice;
  if (!open.sorted) std::sort(slice.events.begin(), slice.events.end(), in_order);
  Event last = slice.events.back();
  fold_duplicates(slice);
  std::vector<std::string> ids;
  for (size_t i = slice.events.size(); i-- > 0 && slice.events[i].time == last.time;)
    ids.emplace_back(slice.events[i].id);
  if (slice.own_events() > 0) {
    slice.channel = &directory_.channel(conversation_);
    slice.label = clock_.label(open.start);
    slice.part = part_++;
    membership_.fill(slice);
    RSMF_TRY(sink_.commit(slice));
  }
  last_emitted_ = Event{.time = last.time, .origin = last.origin};
  last_ids_ = std::move(ids);
  slice.clear();
  open.bytes = 0;
  open.sorted = true;
  open.ids.clear();
  return {};
}

void Slicer::rename(Event& event, Slice& slice, uint32_t number) {
  sink_.report({&kSameId, event.origin, std::string(event.id), {}, {}});
  event.id = slice.arena.copy(std::string(event.id) + "~" + std::to_string(number));
}

/// Ids must be unique in a file. Where equal ids imply equal times, only events of one instant are compared: a few by
/// looking, many (chats with a clock of minutes, hostile input) by a table.
void Slicer::fold_duplicates(Slice& slice) {
  constexpr size_t kFew = 16;
  std::unordered_map<std::string_view, size_t> seen;
  auto& events = slice.events;
  size_t kept = 0, run = 0;  // events[run .. kept) are of the same instant
  auto find_twin = [&](const Event& e) {
    if (settings_.ids_follow_time && kept - run <= kFew) {
      for (size_t k = run; k < kept; ++k)
        if (events[k].id == e.id) return k;
      return SIZE_MAX;
    }
    for (size_t k = seen.size() + run; settings_.ids_follow_time && k < kept; ++k) seen.try_emplace(events[k].id, k);
    auto it = seen.find(e.id);
    return it == seen.end() ? SIZE_MAX : it->second;
  };
  for (size_t i = 0; i < events.size(); ++i) {
    Event& e = events[i];
    if (kept > 0 && events[kept - 1].time != e.time) {
      run = kept;
      if (settings_.ids_follow_time) seen.clear();
    }
    size_t twin = find_twin(e);
    bool emitted = last_emitted_ && e.time == last_emitted_->time &&
                   std::find(last_ids_.begin(), last_ids_.end(), e.id) != last_ids_.end();
    if (emitted || (twin != SIZE_MAX && is_duplicate(events[twin], e))) {
      if (!e.context) sink_.fold(e.origin, {&kDuplicate, e.origin, std::string(e.id), {}, {}});
      continue;
    }
    if (twin != SIZE_MAX) rename(e, slice, uint32_t(i + 1));
    if (!settings_.ids_follow_time) seen.emplace(e.id, kept);
    events[kept++] = e;
  }
  events.resize(kept);
}

}  // namespace rsmf
