#include "slice/slicer.hpp"

#include <algorithm>
#include <functional>

#include "slice/event_codec.hpp"

namespace rsmf {
namespace {

constexpr FindingSpec kSliceFindings[] = {
    {"SLC-001", Severity::info, Action::folded, "The same event is in the input twice",
     "One copy is in the output. This copy, which is the same in every respect, was left out.",
     "Nothing needs to be done."},
    {"SLC-002", Severity::warning, Action::repaired, "Two different events have the same id",
     "Ids must be unique in an RSMF file. Both events are kept; a number was added to the id of this one. Replies that "
     "name the id are linked to the first event.",
     "Compare the two events: one may be a changed copy of the other."},
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
  uint64_t bytes = e.body.size() + e.id.size() + e.parent.size() + 200;
  for (const auto& p : e.custom) bytes += p.name.size() + p.value.size() + 32;
  for (const auto& a : e.attachments) bytes += a.display.size() + a.unique.size() + a.key.size() + a.note.size() + 80;
  for (const auto& edit : e.edits) bytes += edit.previous.size() + edit.current.size() + 80;
  for (const auto& r : e.reactions) bytes += r.value.size() + 32 + 8 * r.participants.size();
  return bytes + 40 * e.receipts.size();
}

uint64_t stated_bytes(const Event& e) {
  uint64_t bytes = 0;  // what an export states may be nonsense: no wrap-around
  for (const auto& a : e.attachments) bytes += std::min<uint64_t>(a.stated_size, uint64_t{1} << 50);
  return bytes;
}

/// All that an event says, but where it stood.
std::string_view content(Event e, std::string& bytes) {
  e.origin = {};
  e.context = false;
  e.parent_time = kNoTime;  // not all records say it
  bytes.clear();
  append_event(e, bytes);
  return bytes;
}

}  // namespace

std::span<const FindingSpec> slice_findings() {
  return kSliceFindings;
}

Event copy_event(const Event& event, Arena& arena) {
  Event e = event;
  e.id = arena.copy(e.id);
  e.parent = arena.copy(e.parent);
  e.body = arena.copy(e.body);
  if (!e.attachments.empty()) {
    auto rows = arena.copy(e.attachments);
    for (auto& a : rows)
      a = {arena.copy(a.display), arena.copy(a.unique), arena.copy(a.key),     arena.copy(a.note),
           a.stated_size,         arena.copy(a.entry),  arena.copy(a.stand_in)};
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

Slicer::Slicer(SlicerOptions options, IdentityTable& directory, SliceSink& sink)
    : options_(std::move(options)),
      clock_(options_.options.unit, options_.zone),
      directory_(directory),
      sink_(sink),
      membership_(directory, options_.options.participants) {}

Result<void> Slicer::add(const Event& event, TimeNs slice_time) {
  if (event.conversation != conversation_) RSMF_TRY(switch_conversation(event.conversation));
  TimeNs start = clock_.start_of(slice_time);
  if (start == kNoTime) {
    // Members are walked through in time, and the undated come last.
    if (options_.canonical_order) RSMF_TRY(emit_whole(current_));
    return put(undated_, event);
  }
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
  if (open.last_emitted && in_order(event, *open.last_emitted))
    return fail(ErrorKind::order, "an event lies before a part that is finished");
  uint64_t bytes = text_bytes(event), attachments = stated_bytes(event);
  auto& slice = open.slice;
  bool full = slice.events.size() >= options_.options.max_events || open.bytes + bytes > kMaxTextBytes ||
              open.bytes + bytes + slice.attachment_bytes + attachments > options_.options.max_bytes;
  if (full && !slice.events.empty()) {
    if (&open == &undated_ && !options_.canonical_order)
      return fail(ErrorKind::order, "more undated events than a slice may hold");
    RSMF_TRY(emit(open));
    open.slice.clear();
    return put(open, event);
  }
  if (options_.parents && !event.parent.empty()) RSMF_TRY(add_context(open, event));
  Event row = copy_event(event, slice.arena);
  if (row.participant == kNone) row.participant = directory_.unknown_person();
  open.sorted = open.sorted && (slice.events.empty() || in_order(slice.events.back(), row));
  slice.events.push_back(row);
  open.bytes += bytes;
  slice.attachment_bytes += attachments;
  if (options_.parents) open.ids.try_emplace(row.id, 0);
  return {};
}

Result<void> Slicer::add_context(Open& open, const Event& reply) {
  if (reply.parent == reply.id || open.ids.contains(reply.parent)) return {};
  auto parent = options_.parents->find(reply.conversation, reply.parent, reply.time, open.slice.arena);
  if (!parent) return std::unexpected(parent.error());
  if (!*parent) return {};
  Event copy = **parent;
  copy.context = true;
  if (copy.participant == kNone) copy.participant = directory_.unknown_person();
  open.bytes += text_bytes(copy);
  open.ids.try_emplace(copy.id, 0);
  open.slice.events.push_back(copy);
  ++open.copies;
  open.sorted = false;
  return {};
}

Result<void> Slicer::emit_whole(Open& open) {
  if (!open.slice.events.empty()) RSMF_TRY(emit(open));
  open.slice.clear();
  open.start = kNoTime;
  open.part = 1;
  open.last_emitted.reset();
  forget_last(open);
  return {};
}

Result<void> Slicer::emit(Open& open) {
  Slice& slice = open.slice;
  if (open.copies > 0) drop_needless_copies(open);
  if (!open.sorted) std::sort(slice.events.begin(), slice.events.end(), in_order);
  Event last = slice.events.back();
  fold_duplicates(open);
  if (slice.own_events() > 0) {
    slice.channel = &directory_.channel(conversation_);
    slice.label = clock_.label(open.start);
    slice.part = open.part++;
    hash_last(open, last.time);
    membership_.fill(slice);
    RSMF_TRY(sink_.commit(slice));
  }
  open.last_emitted = Event{.time = last.time, .origin = last.origin};
  open.bytes = 0;
  open.copies = 0;
  open.sorted = true;
  open.ids.clear();
  return {};
}

/// What was emitted at the very last instant, in case the next part goes on with it.
void Slicer::hash_last(Open& open, TimeNs last) {
  if (!open.last_emitted || open.last_emitted->time != last) forget_last(open);
  const auto& events = open.slice.events;
  for (size_t i = events.size(); i-- > 0 && events[i].time == last;)
    if (!events[i].context && !open.last_ids.contains(events[i].id))
      open.last_ids.try_emplace(open.last_text.copy(events[i].id), content_hash(events[i]));
}

void Slicer::forget_last(Open& open) {
  open.last_ids.clear();
  open.last_text.reset();
}

uint64_t Slicer::content_hash(const Event& event) {
  return std::hash<std::string_view>{}(content(event, content_));
}

/// A parent that turned out to stand in the slice itself, later than its reply, needs no copy.
void Slicer::drop_needless_copies(Open& open) {
  seen_.clear();
  for (const auto& e : open.slice.events)
    if (!e.context) seen_.try_emplace(e.id, 0);
  std::erase_if(open.slice.events, [&](const Event& e) { return e.context && seen_.contains(e.id); });
}

Finding Slicer::about(const Event& event, const FindingSpec& spec) const {
  Finding finding{&spec, event.origin, std::string(event.id), {}, {}};
  directory_.name(finding, event);
  return finding;
}

void Slicer::rename(Event& event, Slice& slice, uint32_t number) {
  sink_.report(about(event, kSameId));
  event.id = slice.arena.copy(std::string(event.id) + "~" + std::to_string(number));
}

/// Where an event of that id stands among the first `kept`; those from `run` on are of the same instant. Where equal
/// ids imply equal times, only these are compared: a few by looking, many (chats with a clock of minutes, hostile
/// input) by a table.
size_t Slicer::find_twin(const Event& event, const std::vector<Event>& events, size_t run, size_t kept) {
  constexpr size_t kFew = 16;
  if (options_.ids_follow_time && kept - run <= kFew) {
    for (size_t k = run; k < kept; ++k)
      if (events[k].id == event.id) return k;
    return SIZE_MAX;
  }
  for (size_t k = seen_.size() + run; options_.ids_follow_time && k < kept; ++k)
    seen_.try_emplace(events[k].id, uint32_t(k));
  const uint32_t* found = seen_.find(event.id);
  return found == nullptr ? SIZE_MAX : *found;
}

Slicer::Before Slicer::emitted_before(Open& open, const Event& event) {
  if (event.context || !open.last_emitted || event.time != open.last_emitted->time) return Before::nothing;
  const uint64_t* found = open.last_ids.find(event.id);
  if (found == nullptr) return Before::nothing;
  return *found == content_hash(event) ? Before::the_same : Before::another;
}

/// Ids must be unique in a file.
void Slicer::fold_duplicates(Open& open) {
  Slice& slice = open.slice;
  auto& events = slice.events;
  size_t kept = 0, run = 0;  // events[run .. kept) are of the same instant
  seen_.clear();
  for (size_t i = 0; i < events.size(); ++i) {
    Event& e = events[i];
    if (kept > 0 && events[kept - 1].time != e.time) {
      run = kept;
      if (options_.ids_follow_time && !seen_.empty()) seen_.clear();
    }
    size_t twin = find_twin(e, events, run, kept);
    Before before = emitted_before(open, e);
    if (before == Before::the_same ||
        (twin != SIZE_MAX && content(events[twin], twin_content_) == content(e, content_))) {
      if (!e.context) sink_.fold(e.origin, about(e, kDuplicate));
      continue;
    }
    if (twin != SIZE_MAX || before == Before::another) rename(e, slice, uint32_t(i + 1));
    if (!options_.ids_follow_time) seen_.try_emplace(e.id, uint32_t(kept));
    if (kept != i) events[kept] = e;
    ++kept;
  }
  events.resize(kept);
}

}  // namespace rsmf
