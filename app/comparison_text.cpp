#include "app/comparison_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/page_layout.hpp"
#include "base/time_zone.hpp"
#include "base/utf8.hpp"
#include "json/json_writer.hpp"
#include "view/terminal_text.hpp"

namespace rsmf::app {
namespace {

constexpr size_t kName = 60, kText = 70;
constexpr size_t kBefore = 20;  // bytes shown before the first difference of two long texts

char sign(DifferenceKind kind) {
  return kind == DifferenceKind::removed ? '-' : kind == DifferenceKind::added ? '+' : '~';
}

std::string_view difference_word(DifferenceKind kind) {
  return kind == DifferenceKind::removed ? "removed" : kind == DifferenceKind::added ? "added" : "changed";
}

/// The part of `text` that begins shortly before `from`.
std::string around(std::string_view text, size_t from) {
  if (text.empty()) return "nothing";
  size_t begin = from > kBefore + 3 ? from - kBefore : 0;
  while (begin > 0 && begin < text.size() && (text[begin] & 0xC0) == 0x80) --begin;
  return fmt::format("\"{}{}\"", begin > 0 ? "…" : "", terminal_line(text.substr(begin), kText));
}

std::string change_text(const FieldChange& change) {
  const auto [a, b] = std::ranges::mismatch(change.before, change.after);
  const auto same = static_cast<size_t>(a - change.before.begin());
  // Cut texts may differ only behind the cut.
  if (a == change.before.end() && b == change.after.end())
    return fmt::format("      {}: differs behind the first {} bytes\n", change.field, grouped(same));
  const size_t shorter = std::min(change.before.size(), change.after.size());
  const size_t from = std::max(change.before.size(), change.after.size()) <= kText ? 0 : std::min(same, shorter);
  return fmt::format("      {}: {} -> {}\n", terminal_line(change.field, kName), around(change.before, from),
                     around(change.after, from));
}

std::string event_text(const EventDifference& e) {
  std::string text =
      fmt::format("  {} {}  {}", sign(e.kind), e.time == kNoTime ? "without a time     " : human_time(e.time),
                  e.author.empty() ? "somebody unnamed" : terminal_line(e.author, kName));
  if (e.kind != DifferenceKind::changed && !e.text.empty()) text += fmt::format(": {}", terminal_line(e.text, kText));
  text += fmt::format("  ({})\n", terminal_line(e.id, kName));
  for (const FieldChange& change : e.changes) text += change_text(change);
  return text;
}

std::string party_text(std::string_view title, const std::vector<PartyDifference>& parties) {
  std::string text;
  if (!parties.empty()) text += fmt::format("\n{}\n", title);
  for (const PartyDifference& p : parties) {
    text += fmt::format("  {} {}", sign(p.kind), terminal_line(p.name, kName));
    if (p.id != p.name) text += fmt::format("  ({})", terminal_line(p.id, kName));
    text += "\n";
    for (const FieldChange& change : p.changes) text += change_text(change);
  }
  return text;
}

std::string order_text(const std::vector<OrderDifference>& orders) {
  std::string text;
  if (!orders.empty()) text += "\nOrder\n";
  for (const OrderDifference& o : orders) {
    text += fmt::format("  ~ {}: {} of {} stand elsewhere\n", terminal_line(o.conversation_name, kName),
                        grouped(o.moved), counted(o.common, "common event", "common events"));
  }
  return text;
}

std::string events_text(const Comparison& c) {
  std::string text;
  const std::string* conversation = nullptr;
  for (const EventDifference& e : c.events) {
    if (!conversation || *conversation != e.conversation) {
      text += fmt::format("\n{}", terminal_line(e.conversation_name, kName));
      if (e.conversation != e.conversation_name) text += fmt::format("  ({})", terminal_line(e.conversation, kName));
      text += ", times in UTC\n";
    }
    conversation = &e.conversation;
    text += event_text(e);
  }
  const uint64_t all = c.removed + c.added + c.changed;
  if (c.events.size() < all)
    text += fmt::format("\n... and {}; --max 0 tells of all\n",
                        counted(all - c.events.size(), "more event", "more events"));
  return text;
}

void write_changes(JsonWriter& json, const std::vector<FieldChange>& changes) {
  json.begin_array("changes");
  for (const FieldChange& change : changes) {
    json.begin_object()
        .text("field", change.field)
        .text("before", change.before)
        .text("after", change.after)
        .end_object();
  }
  json.end_array();
}

std::string event_json(const EventDifference& e) {
  std::string line;
  JsonWriter json(line);
  json.begin_object();
  json.text("what", "event");
  json.text("kind", difference_word(e.kind));
  json.text("conversation", e.conversation);
  json.text("conversation_name", e.conversation_name);
  json.text("id", e.id);
  char buffer[32];
  if (e.time == kNoTime)
    json.null("time");
  else
    json.text("time", format_timestamp(e.time, buffer));
  json.text("author", e.author);
  json.text("text", e.text);
  write_changes(json, e.changes);
  json.end_object();
  return line + "\n";
}

std::string party_json(std::string_view what, const PartyDifference& p) {
  std::string line;
  JsonWriter json(line);
  json.begin_object();
  json.text("what", what);
  json.text("kind", difference_word(p.kind));
  json.text("id", p.id);
  json.text("name", p.name);
  write_changes(json, p.changes);
  json.end_object();
  return line + "\n";
}

std::string order_json(const OrderDifference& o) {
  std::string line;
  JsonWriter json(line);
  json.begin_object();
  json.text("what", "order");
  json.text("conversation", o.conversation);
  json.text("conversation_name", o.conversation_name);
  json.number("moved", o.moved);
  json.number("common", o.common);
  json.end_object();
  return line + "\n";
}

void write_input(JsonWriter& json, std::string_view name, const ComparedInput& input) {
  json.begin_object(name)
      .text("path", input.path)
      .text("format", input.format)
      .number("events", input.events)
      .number("not_readable", input.findings_error)
      .text("broke_off", input.broke_off)
      .end_object();
}

std::string summary_json(const Comparison& c) {
  std::string line;
  JsonWriter json(line);
  json.begin_object();
  json.text("what", "summary");
  write_input(json, "a", c.a);
  write_input(json, "b", c.b);
  json.number("same", c.same);
  json.number("removed", c.removed);
  json.number("added", c.added);
  json.number("changed", c.changed);
  json.number("moved", c.moved);
  json.number("people", c.people);
  json.number("conversations", c.conversations);
  json.boolean("is_same", c.is_same());
  json.end_object();
  return line + "\n";
}

}  // namespace

std::string comparison_text(const Comparison& c) {
  auto head = [](char mark, const ComparedInput& input) {
    return fmt::format("{0}{0}{0} {1} ({2}, {3})\n", mark, terminal_line(input.path, 200), input.format,
                       counted(input.events, "event", "events"));
  };
  std::string text = head('-', c.a) + head('+', c.b);
  const bool whole = c.a.findings_error + c.b.findings_error == 0 && c.a.broke_off.empty() && c.b.broke_off.empty();
  const std::string_view same = whole ? "Nothing differs" : "Nothing differs in what could be read";
  text += fmt::format("{}: {} same, {} removed, {} added, {} changed\n", c.is_same() ? same : "Events", grouped(c.same),
                      grouped(c.removed), grouped(c.added), grouped(c.changed));
  text += party_text("People", c.people_differences);
  text += party_text("Conversations", c.conversation_differences);
  return text + order_text(c.orders) + events_text(c);
}

std::string comparison_json(const Comparison& c) {
  std::string text;
  for (const PartyDifference& p : c.people_differences) text += party_json("person", p);
  for (const PartyDifference& p : c.conversation_differences) text += party_json("conversation", p);
  for (const OrderDifference& o : c.orders) text += order_json(o);
  for (const EventDifference& e : c.events) text += event_json(e);
  return text + summary_json(c);
}

}  // namespace rsmf::app
