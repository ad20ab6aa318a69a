#include "inspect/inspect.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "rsmf/event_stream.hpp"
#include "rsmf/roster.hpp"

namespace rsmf {
namespace {

constexpr uint64_t kEventsPerCall = 4096;

void count_event(const Event& e, EventCounts& counts) {
  ++counts.all;
  switch (e.type) {
    case EventType::message:
      ++counts.message;
      break;
    case EventType::join:
      ++counts.join;
      break;
    case EventType::leave:
      ++counts.leave;
      break;
    case EventType::history:
      ++counts.history;
      break;
    case EventType::disclaimer:
      ++counts.disclaimer;
      break;
    case EventType::unknown:
      ++counts.unknown;
      break;
  }
  counts.replies += e.parent.empty() ? 0 : 1;
  counts.edited += e.edits.empty() ? 0 : 1;
  counts.deleted += e.deleted ? 1 : 0;
  counts.reacted += e.reactions.empty() ? 0 : 1;
  counts.with_receipts += e.receipts.empty() ? 0 : 1;
  counts.without_time += e.time == kNoTime ? 1 : 0;
  for (const Reaction& reaction : e.reactions) counts.reactions += reaction.count;
  for (const Attachment& attachment : e.attachments) {
    ++(attachment.key.empty() ? counts.attachments_missing : counts.attachments_found);
  }
}

class Inspector {
 public:
  Inspector(EventStream& stream, Inspection& into) : stream_(stream), into_(into) {}

  void add(const Event& e) {
    count_event(e, into_.events);
    into_.period.add(e.time);
    InspectedConversation& conversation = conversation_of(stream_.conversation(e));
    ++conversation.events;
    conversation.period.add(e.time);
    if (e.participant == kNone) return;
    InspectedPerson& person = person_of(stream_.participant(e));
    ++person.events;
    person.period.add(e.time);
  }

  void take_findings() {
    for (Finding& finding : stream_.take_findings()) {
      auto [at, is_new] = findings_.try_emplace(finding.spec, into_.findings.size());
      if (is_new) into_.findings.push_back({finding.spec, 0, std::move(finding)});
    }
    for (const FindingCount& of_kind : stream_.finding_counts())
      into_.findings[findings_.at(of_kind.spec)].count = of_kind.count;
  }

 private:
  InspectedConversation& conversation_of(const Conversation& row) {
    key_ = row.id;
    auto [at, is_new] = conversations_.try_emplace(key_, into_.conversations.size());
    if (is_new) {
      InspectedConversation& c = into_.conversations.emplace_back();
      c.id = row.id;
      c.display = row.display.empty() ? row.id : row.display;
      c.platform = row.platform;
      c.type = row.type;
      c.members = row.roster ? row.roster->members.size() : 0;
    }
    return into_.conversations[at->second];
  }

  InspectedPerson& person_of(const Participant& row) {
    key_ = row.id;
    auto [at, is_new] = people_.try_emplace(key_, into_.people.size());
    if (is_new) {
      InspectedPerson& p = into_.people.emplace_back();
      p.id = row.id;
      p.display = row.display.empty() ? row.id : row.display;
      p.email = row.email;
    }
    return into_.people[at->second];
  }

  EventStream& stream_;
  Inspection& into_;
  std::string key_;  // kept, so that looking up allocates nothing
  std::unordered_map<std::string, size_t> conversations_, people_;
  std::unordered_map<const FindingSpec*, size_t> findings_;
};

/// Most events first, then by id: the same on every run.
void sort(Inspection& inspection) {
  auto by_events = [](const auto& a, const auto& b) {
    return a.events != b.events ? a.events > b.events : a.id < b.id;
  };
  std::ranges::sort(inspection.conversations, by_events);
  std::ranges::sort(inspection.people, by_events);
  std::ranges::sort(inspection.findings, [](const InspectedFinding& a, const InspectedFinding& b) {
    return a.spec->severity != b.spec->severity ? a.spec->severity > b.spec->severity : a.spec->code < b.spec->code;
  });
}

}  // namespace

void Period::add(TimeNs t) {
  if (t == kNoTime) return;
  if (first == kNoTime || t < first) first = t;
  if (last == kNoTime || t > last) last = t;
}

uint64_t Inspection::count(Severity severity) const {
  uint64_t sum = 0;
  for (const InspectedFinding& finding : findings) sum += finding.spec->severity == severity ? finding.count : 0;
  return sum;
}

Result<Inspection> inspect(const std::string& path, const InspectOptions& options) {
  auto stream = EventStream::open(path, options.source);
  RSMF_TRY(stream);
  Inspection inspection;
  inspection.path = path;
  inspection.format = stream->format();
  inspection.reason = stream->reason();
  Inspector inspector(*stream, inspection);
  while (const Event* event = stream->next()) {
    inspector.add(*event);
    if (inspection.events.all % kEventsPerCall != 0) continue;
    inspector.take_findings();
    if (options.stop && *options.stop) return fail(ErrorKind::interrupted, "interrupted");
    if (!options.on_progress) continue;
    Progress progress{
        .records = inspection.events.all, .events = inspection.events.all, .source = path, .stage = "inspecting"};
    options.on_progress(progress);
  }
  inspector.take_findings();
  inspection.broke_off = stream->error();
  for (const SourceFormat* format : all_formats())
    if (format->id == inspection.format) inspection.fidelity = format->fidelity;
  sort(inspection);
  return inspection;
}

}  // namespace rsmf
