#include "app/inspection_text.hpp"

#include <fmt/format.h>

#include "app/page_layout.hpp"
#include "app/words.hpp"
#include "base/time_zone.hpp"
#include "json/json_writer.hpp"
#include "model/finding_text.hpp"

namespace rsmf::app {
namespace {

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
  rows.wrap_last(kPageWidth);
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

void write_instant(JsonWriter& json, std::string_view name, TimeNs t) {
  char buffer[32];
  if (t == kNoTime)
    json.null(name);
  else
    json.text(name, format_timestamp(t, buffer));
}

void write_period(JsonWriter& json, const Period& period) {
  write_instant(json, "first", period.first);
  write_instant(json, "last", period.last);
}

void write_events(JsonWriter& json, const EventCounts& c) {
  json.begin_object("events");
  json.number("all", c.all);
  json.number("message", c.message);
  json.number("join", c.join);
  json.number("leave", c.leave);
  json.number("history", c.history);
  json.number("disclaimer", c.disclaimer);
  json.number("unknown", c.unknown);
  json.number("replies", c.replies);
  json.number("edited", c.edited);
  json.number("deleted", c.deleted);
  json.number("reacted", c.reacted);
  json.number("reactions", c.reactions);
  json.number("with_receipts", c.with_receipts);
  json.number("without_time", c.without_time);
  json.number("attachments_found", c.attachments_found);
  json.number("attachments_missing", c.attachments_missing);
  json.end_object();
}

void write_conversations(JsonWriter& json, const Inspection& i) {
  json.begin_array("conversations");
  for (const InspectedConversation& c : i.conversations) {
    json.begin_object();
    json.text("id", c.id);
    json.text("name", c.display);
    json.text("platform", c.platform);
    json.text("type", word(c.type));
    json.number("events", c.events);
    json.number("members", c.members);
    write_period(json, c.period);
    json.end_object();
  }
  json.end_array();
}

void write_people(JsonWriter& json, const Inspection& i) {
  json.begin_array("people");
  for (const InspectedPerson& p : i.people) {
    json.begin_object();
    json.text("id", p.id);
    json.text("name", p.display);
    json.text("email", p.email);
    json.number("events", p.events);
    write_period(json, p.period);
    json.end_object();
  }
  json.end_array();
}

void write_findings(JsonWriter& json, const Inspection& i) {
  json.begin_array("findings");
  for (const InspectedFinding& f : i.findings) {
    json.begin_object();
    json.text("code", f.spec->code);
    json.text("severity", word(f.spec->severity));
    json.text("action", word(f.spec->action));
    json.number("count", f.count);
    json.text("title", f.spec->title);
    json.text("first_explanation", explanation_of(f.first));
    json.text("first_message", f.first.message);
    json.text("first_record", f.first.record);
    json.text("first_conversation", f.first.conversation);
    json.text("first_author", f.first.author);
    write_instant(json, "first_time", f.first.time);
    json.end_object();
  }
  json.end_array();
}

void write_fidelity(JsonWriter& json, const Inspection& i) {
  json.begin_array("fidelity");
  for (const Fidelity& line : i.fidelity) {
    json.begin_object();
    json.text("what", line.what);
    json.text("state", line.state);
    json.text("note", line.note);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string inspection_text(const Inspection& i, uint64_t top) {
  std::string text = printable(i.path, 500) + "\n";
  text += overview(i) + conversations(i, top) + people(i, top) + findings(i) + losses(i);
  if (!i.broke_off.empty()) text += fmt::format("\nThe input broke off: {}\n", printable(i.broke_off, 500));
  return text;
}

std::string inspection_json(const Inspection& i, std::string_view layers) {
  std::string line;
  JsonWriter json(line);
  json.begin_object();
  json.text("path", i.path);
  json.text("format", i.format);
  json.text("reason", i.reason);
  json.text("broke_off", i.broke_off);
  write_events(json, i.events);
  write_period(json, i.period);
  write_conversations(json, i);
  write_people(json, i);
  write_findings(json, i);
  write_fidelity(json, i);
  if (!layers.empty()) json.raw("layers", layers);
  json.end_object();
  return line;
}

}  // namespace rsmf::app
