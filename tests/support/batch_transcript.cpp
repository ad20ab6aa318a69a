#include "support/batch_transcript.hpp"

#include <algorithm>
#include <memory>

#include "base/time_zone.hpp"
#include "rsmf/roster.hpp"

namespace rsmf {
namespace {

std::string shown(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out;
}

std::string time_of(TimeNs time) {
  char buffer[32];
  return time == kNoTime ? "never" : std::string(format_timestamp(time, buffer));
}

std::string_view name_of(EventType type) {
  constexpr std::string_view kNames[] = {"message", "join", "leave", "history", "disclaimer", "unknown"};
  return kNames[size_t(type)];
}

std::string line_of(const Event& e, const EventBatch& b) {
  std::string line = time_of(e.time) + " " + std::string(name_of(e.type)) + " ";
  line += e.participant == kNone ? "-" : std::string(b.participants()[e.participant].id);
  line += ": " + shown(e.body);
  std::string more;
  auto add = [&](const std::string& fact) { more += (more.empty() ? " {" : "; ") + fact; };
  if (e.deleted) add("deleted");
  if (e.direction != Direction::unstated) add(e.direction == Direction::incoming ? "incoming" : "outgoing");
  for (const Attachment& a : e.attachments)
    add("file " + std::string(a.display) + (a.key.empty() ? " missing" : " " + std::to_string(a.stated_size)));
  for (const Edit& edit : e.edits) add("edited by " + std::string(b.participants()[edit.participant].id));
  for (const Property& p : e.custom) add(std::string(p.name) + "=" + shown(p.value));
  return more.empty() ? line : line + more + "}";
}

void add_roster(const Roster& roster, Transcript& into) {
  for (uint32_t member : roster.members) into.members.emplace_back(roster.people[member].id);
  for (const Transition& t : roster.transitions)
    into.members.push_back(time_of(t.time) + (t.joined ? " + " : " - ") + std::string(roster.people[t.person].id));
}

}  // namespace

std::string Transcript::text() const {
  std::string out;
  for (const std::string& event : events) out += event + "\n";
  return out;
}

Transcript transcribe(const SourceFormat& format, const Container& container, const SourceOptions& options,
                      WorkerPool* crew) {
  Transcript out;
  auto source = format.open(SourceArgs{container, real_file_system(), options, crew});
  if (!source) {
    out.error = source.error().message;
    return out;
  }
  auto survey = (*source)->survey();
  if (!survey) {
    out.error = survey.error().message;
    return out;
  }
  out.grouping = survey->grouping;
  auto take = [&](const std::vector<Finding>& findings) {
    for (const Finding& f : findings) {
      out.findings.emplace_back(f.spec->code);
      out.messages += f.message + "\n";
    }
  };
  take(survey->findings);
  auto decoder = (*source)->decoder();
  EventBatch batch;
  auto unit = (*source)->make_unit();
  std::vector<std::string> seen;
  for (;;) {
    auto more = (*source)->next(*unit);
    if (!more) {
      out.error = more.error().message;
      return out;
    }
    if (!*more) return out;
    take(unit->findings);
    EventBuilder builder(batch, unit->stream);
    decoder->decode(*unit, builder);
    take(batch.findings());
    out.tally += batch.tally();
    for (const Event& e : batch.events()) out.events.push_back(line_of(e, batch));
    for (const Conversation& c : batch.conversations()) {
      std::string line = c.type == ConversationType::direct ? "direct " : "channel ";
      line += c.display;
      if (!c.custodian.empty()) line += ", custodian " + std::string(c.custodian);
      if (std::find(out.conversations.begin(), out.conversations.end(), line) != out.conversations.end()) continue;
      out.conversations.push_back(line);
      if (c.roster) add_roster(*c.roster, out);
    }
  }
}

}  // namespace rsmf
