#include "app/inspection_text.hpp"

#include <fmt/format.h>

#include "app/json_line.hpp"
#include "app/page_layout.hpp"
#include "app/words.hpp"
#include "base/time_zone.hpp"
#include "model/finding_text.hpp"

namespace rsmf::app {
namespace {

constexpr size_t kWidth = 100;
constexpr size_t kNameColumns = 40;

std::string day_of(TimeNs t) {
  return t == kNoTime ? "" : human_time(t).substr(0, 10);
}

std::string days(const Period& period) {
  return period.first == kNoTime ? "no dates" : day_of(period.first) + " to " + day_of(period.last);
}

std::string kinds(const EventCounts& c) {
  std::string text;
  auto append = [&](uint64_t count, std::string_view one, std::string_view many) {
    if (count > 0) text += (text.empty() ? "" : ", ") + counted(count, one, many);
  };
  append(c.message, "message", "messages");
  append(c.join, "join", "joins");
  append(c.leave, "leave", "leaves");
  append(c.history, "notice", "notices");
  append(c.disclaimer, "disclaimer", "disclaimers");
  append(c.unknown, "unknown", "unknown");
  return text.empty() ? "none" : text;
}

std::string features(const EventCounts& c) {
  std::string text;
  auto append = [&](uint64_t count, std::string_view one, std::string_view many) {
    if (count > 0) text += (text.empty() ? "" : ", ") + counted(count, one, many);
  };
  append(c.replies, "reply", "replies");
  append(c.edited, "edited", "edited");
  append(c.deleted, "deleted", "deleted");
  append(c.reactions, "reaction", "reactions");
  append(c.with_receipts, "with receipts", "with receipts");
  append(c.without_time, "without a time", "without a time");
  return text;
}

std::string overview(const Inspection& i) {
  Columns rows(0);
  rows.add({"Format", i.format + ": " + printable(i.reason, 500)});
  rows.add({"Events", kinds(i.events)});
  if (const std::string more = features(i.events); !more.empty()) rows.add({"", more});
  rows.add({"Period", i.period.first == kNoTime
                          ? "no event has a time"
                          : fmt::format("{} to {} (UTC)", human_time(i.period.first), human_time(i.period.last))});
  rows.add({"Attachments", fmt::format("{} in the export, {} missing", grouped(i.events.attachments_found),
                                       grouped(i.events.attachments_missing))});
  return rows.text();
}

/// A heading, at most `top` rows, and how many more there are.
template <class Row>
std::string list(std::string_view title, const std::vector<Row>& rows, uint64_t top, size_t number_column,
                 auto&& cells) {
  const size_t shown = top == 0 ? rows.size() : std::min<size_t>(rows.size(), top);
  Columns columns(2);
  columns.align_right(number_column);
  for (size_t i = 0; i < shown; ++i) columns.add(cells(rows[i]));
  std::string text = fmt::format("\n{} ({})\n{}", title, grouped(rows.size()), columns.text());
  if (shown < rows.size()) text += fmt::format("  ... and {} more; --top 0 lists all\n", grouped(rows.size() - shown));
  return text;
}

std::string conversations(const Inspection& i, uint64_t top) {
  return list("Conversations", i.conversations, top, 2, [](const InspectedConversation& c) {
    return std::vector<std::string>{printable(c.display, kNameColumns), std::string(word(c.type)),
                                    counted(c.events, "event ", "events"), days(c.period)};
  });
}

std::string people(const Inspection& i, uint64_t top) {
  return list("People who wrote or acted", i.people, top, 2, [](const InspectedPerson& p) {
    return std::vector<std::string>{printable(p.display, kNameColumns),
                                    printable(p.email.empty() ? p.id : p.email, kNameColumns),
                                    counted(p.events, "event ", "events"), days(p.period)};
  });
}

std::string findings(const Inspection& i) {
  if (i.findings.empty()) return "\nFindings\n  none\n";
  Columns rows(2);
  rows.align_right(2);
  for (const InspectedFinding& f : i.findings) {
    rows.add({std::string(word(f.spec->severity)), std::string(f.spec->code), grouped(f.count) + " x",
              std::string(f.spec->title)});
  }
  return fmt::format("\nFindings ({}, {}, {})\n{}", counted(i.count(Severity::error), "error", "errors"),
                     counted(i.count(Severity::warning), "warning", "warnings"),
                     counted(i.count(Severity::info), "note", "notes"), rows.text());
}

/// What stays whole needs no line here.
std::string losses(const Inspection& i) {
  Columns rows(2);
  rows.wrap_last(kWidth);
  bool any = false;
  for (const Fidelity& line : i.fidelity) {
    if (line.state == "kept") continue;
    rows.add({std::string(line.what), std::string(line.state), std::string(line.note)});
    any = true;
  }
  std::string text = any ? "\nNot or not wholly carried over from this format\n" + rows.text() : "";
  if (const uint64_t lost = i.count(Severity::error)) {
    text += fmt::format("\n{} of this export would be lost: the errors above.\n",
                        counted(lost, "record or file", "records or files"));
  }
  return text;
}

std::string time_json(TimeNs t) {
  if (t == kNoTime) return "null";
  char buffer[32];
  return json_string(format_timestamp(t, buffer));
}

void add_period(JsonObject& to, const Period& period) {
  to.add_raw("first", time_json(period.first));
  to.add_raw("last", time_json(period.last));
}

std::string events_json(const EventCounts& c) {
  JsonObject object;
  object.add("all", c.all);
  object.add("message", c.message);
  object.add("join", c.join);
  object.add("leave", c.leave);
  object.add("history", c.history);
  object.add("disclaimer", c.disclaimer);
  object.add("unknown", c.unknown);
  object.add("replies", c.replies);
  object.add("edited", c.edited);
  object.add("deleted", c.deleted);
  object.add("reacted", c.reacted);
  object.add("reactions", c.reactions);
  object.add("with_receipts", c.with_receipts);
  object.add("without_time", c.without_time);
  object.add("attachments_found", c.attachments_found);
  object.add("attachments_missing", c.attachments_missing);
  return object.text();
}

std::string conversations_json(const Inspection& i) {
  JsonArray array;
  for (const InspectedConversation& c : i.conversations) {
    JsonObject row;
    row.add("id", c.id);
    row.add("name", c.display);
    row.add("platform", c.platform);
    row.add("type", word(c.type));
    row.add("events", c.events);
    row.add("members", c.members);
    add_period(row, c.period);
    array.add_raw(row.text());
  }
  return array.text();
}

std::string people_json(const Inspection& i) {
  JsonArray array;
  for (const InspectedPerson& p : i.people) {
    JsonObject row;
    row.add("id", p.id);
    row.add("name", p.display);
    row.add("email", p.email);
    row.add("events", p.events);
    add_period(row, p.period);
    array.add_raw(row.text());
  }
  return array.text();
}

std::string findings_json(const Inspection& i) {
  JsonArray array;
  for (const InspectedFinding& f : i.findings) {
    JsonObject row;
    row.add("code", f.spec->code);
    row.add("severity", word(f.spec->severity));
    row.add("action", word(f.spec->action));
    row.add("count", f.count);
    row.add("title", f.spec->title);
    row.add("first_explanation", explanation_of(f.first));
    row.add("first_message", f.first.message);
    row.add("first_record", f.first.record);
    row.add("first_conversation", f.first.conversation);
    row.add("first_author", f.first.author);
    row.add_raw("first_time", time_json(f.first.time));
    array.add_raw(row.text());
  }
  return array.text();
}

std::string fidelity_json(const Inspection& i) {
  JsonArray array;
  for (const Fidelity& line : i.fidelity) {
    JsonObject row;
    row.add("what", line.what);
    row.add("state", line.state);
    row.add("note", line.note);
    array.add_raw(row.text());
  }
  return array.text();
}

}  // namespace

std::string inspection_text(const Inspection& i, uint64_t top) {
  std::string text = printable(i.path, 500) + "\n";
  text += overview(i) + conversations(i, top) + people(i, top) + findings(i) + losses(i);
  if (!i.broke_off.empty()) text += fmt::format("\nThe input broke off: {}\n", printable(i.broke_off, 500));
  return text;
}

std::string inspection_json(const Inspection& i, std::string_view layers) {
  JsonObject object;
  object.add("path", i.path);
  object.add("format", i.format);
  object.add("reason", i.reason);
  object.add("broke_off", i.broke_off);
  object.add_raw("events", events_json(i.events));
  add_period(object, i.period);
  object.add_raw("conversations", conversations_json(i));
  object.add_raw("people", people_json(i));
  object.add_raw("findings", findings_json(i));
  object.add_raw("fidelity", fidelity_json(i));
  if (!layers.empty()) object.add_raw("layers", layers);
  return object.text();
}

}  // namespace rsmf::app
