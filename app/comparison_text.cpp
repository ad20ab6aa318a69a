#include "app/comparison_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/json_line.hpp"
#include "app/page_layout.hpp"
#include "base/time_zone.hpp"
#include "base/utf8.hpp"
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

std::string changes_json(const std::vector<FieldChange>& changes) {
  JsonArray array;
  for (const FieldChange& change : changes) {
    JsonObject row;
    row.add("field", change.field);
    row.add("before", change.before);
    row.add("after", change.after);
    array.add_raw(row.text());
  }
  return array.text();
}

std::string event_json(const EventDifference& e) {
  JsonObject row;
  row.add("what", "event");
  row.add("kind", difference_word(e.kind));
  row.add("conversation", e.conversation);
  row.add("conversation_name", e.conversation_name);
  row.add("id", e.id);
  char buffer[32];
  row.add_raw("time", e.time == kNoTime ? "null" : json_string(format_timestamp(e.time, buffer)));
  row.add("author", e.author);
  row.add("text", e.text);
  row.add_raw("changes", changes_json(e.changes));
  return row.text() + "\n";
}

std::string party_json(std::string_view what, const PartyDifference& p) {
  JsonObject row;
  row.add("what", what);
  row.add("kind", difference_word(p.kind));
  row.add("id", p.id);
  row.add("name", p.name);
  row.add_raw("changes", changes_json(p.changes));
  return row.text() + "\n";
}

std::string input_json(const ComparedInput& input) {
  JsonObject row;
  row.add("path", input.path);
  row.add("format", input.format);
  row.add("events", input.events);
  row.add("not_readable", input.findings_error);
  row.add("broke_off", input.broke_off);
  return row.text();
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
  for (const OrderDifference& o : c.orders) {
    JsonObject row;
    row.add("what", "order");
    row.add("conversation", o.conversation);
    row.add("conversation_name", o.conversation_name);
    row.add("moved", o.moved);
    row.add("common", o.common);
    text += row.text() + "\n";
  }
  for (const EventDifference& e : c.events) text += event_json(e);
  JsonObject row;
  row.add("what", "summary");
  row.add_raw("a", input_json(c.a));
  row.add_raw("b", input_json(c.b));
  row.add("same", c.same);
  row.add("removed", c.removed);
  row.add("added", c.added);
  row.add("changed", c.changed);
  row.add("moved", c.moved);
  row.add("people", c.people);
  row.add("conversations", c.conversations);
  row.add_bool("is_same", c.is_same());
  return text + row.text() + "\n";
}

}  // namespace rsmf::app
