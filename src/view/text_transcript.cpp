#include "view/text_transcript.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text_columns.hpp"
#include "rsmf/roster.hpp"
#include "slice/roster_members.hpp"
#include "view/terminal_text.hpp"
#include "view/transcript_words.hpp"

namespace rsmf {
namespace {

constexpr size_t kNameColumns = 60;
constexpr size_t kMostNames = 50;     // of members, of people who reacted
constexpr size_t kQuoteColumns = 40;  // of a message that is answered elsewhere
constexpr uint32_t kDeepest = 4;      // answers below that are not indented further
constexpr size_t kTextIndent = 10;    // under the name, behind "08:09:10  "
constexpr size_t kNarrowest = 24;     // however deep the indentation
constexpr size_t kFlushBytes = 64 * 1024;

}  // namespace

std::string TextTranscript::strong(std::string_view text) const {
  return style_.colour ? fmt::format("\x1b[1m{}\x1b[0m", text) : std::string(text);
}

std::string TextTranscript::faint(std::string_view text) const {
  return style_.colour ? fmt::format("\x1b[2m{}\x1b[0m", text) : std::string(text);
}

Result<void> TextTranscript::flush_if_large() {
  if (out_.size() < kFlushBytes) return {};
  auto done = sink_(out_);
  out_.clear();
  return done;
}

Result<void> TextTranscript::begin_input(const TranscriptInput& input) {
  input_ = &input;
  if (!names_inputs_) return {};
  if (anything_written_) out_ += "\n\n";
  anything_written_ = false;
  out_ += strong(fmt::format("==== {} ====", terminal_line(input.path, 200))) + "\n\n";
  return flush_if_large();
}

Result<void> TextTranscript::end_input() {
  auto done = sink_(out_);
  out_.clear();
  return done;
}

Result<void> TextTranscript::begin_conversation(uint32_t conversation, bool again, TimeNs first) {
  const Conversation& c = input_->conversation(conversation);
  if (anything_written_) out_ += "\n\n";
  anything_written_ = true;
  margin_.clear();
  out_ += strong(terminal_line(c.display, kNameColumns));
  if (again) out_ += " (continued)";
  out_ += "\n";
  if (again) return {};
  std::string facts = fmt::format("{}, {}", terminal_line(c.platform, kNameColumns), type_word(c.type));
  if (!c.custodian.empty()) facts += ", custodian: " + terminal_line(c.custodian, kNameColumns);
  out_ += faint(facts) + "\n";
  write_members(c, first);
  if (!input_->options.properties) return flush_if_large();
  for (const Property& p : c.custom)
    out_ += faint(fmt::format("{} = {}", terminal_line(p.name, kNameColumns), terminal_line(p.value, 200))) + "\n";
  return flush_if_large();
}

void TextTranscript::write_members(const Conversation& c, TimeNs first) {
  if (!c.roster) return;
  const std::vector<uint32_t> members = members_at(*c.roster, c.type, first);
  if (members.empty()) return;
  scratch_ = fmt::format("Members at the start ({}): ", members.size());
  for (size_t i = 0; i < std::min(members.size(), kMostNames); ++i) {
    const Participant& person = c.roster->people[members[i]];
    const std::string_view name = person.display.empty() ? person.id : person.display;
    if (i > 0) scratch_ += ", ";
    scratch_ += terminal_line(name, kNameColumns);
    if (!person.email.empty() && person.email != name)
      scratch_ += " <" + terminal_line(person.email, kNameColumns) + ">";
  }
  if (members.size() > kMostNames) scratch_ += fmt::format(" and {} more", members.size() - kMostNames);
  for (std::string_view line : wrap_lines(scratch_, style_.width)) out_ += faint(line) + "\n";
}

Result<void> TextTranscript::begin_day(int64_t day, bool again) {
  day_ = day;
  out_ += "\n" + strong(fmt::format("-- {}{} --", day_title(day),
                                    day == TranscriptDay::kUndated ? "" : fmt::format(" ({})", input_->zone.name())));
  if (again) out_ += " (continued)";
  out_ += "\n\n";
  return flush_if_large();
}

std::string TextTranscript::clock(TimeNs t) const {
  if (t != kNoTime && input_->zone.local_day(t) == day_) return clock_time(t, input_->zone);
  return date_and_time(t, input_->zone);
}

std::string TextTranscript::names(std::span<const uint32_t> people) const {
  std::string text;
  for (size_t i = 0; i < std::min(people.size(), kMostNames); ++i)
    text += (i > 0 ? ", " : "") + terminal_line(input_->name(people[i]), kNameColumns);
  if (people.size() > kMostNames) text += fmt::format(" and {} more", people.size() - kMostNames);
  return text;
}

Result<void> TextTranscript::entry(const TranscriptEntry& entry) {
  const Event& e = *entry.event;
  margin_.clear();
  for (uint32_t i = 0; i < std::min(entry.depth, kDeepest); ++i) margin_ += "  | ";
  write_head(entry);
  write_text(e);
  write_edits(e);
  write_attachments(e);
  write_reactions(e);
  if (input_->options.receipts) write_receipts(e);
  if (input_->options.properties) write_properties(e);
  return flush_if_large();
}

void TextTranscript::write_head(const TranscriptEntry& entry) {
  const Event& e = *entry.event;
  out_ += fmt::format("{}{}  {}", margin_, faint(clock_time(e.time, input_->zone)),
                      strong(terminal_line(input_->name(e.participant), kNameColumns)));
  if (const std::string_view what = deed(e.type); !what.empty()) out_ += fmt::format(" {}", what);
  if (e.deleted) out_ += " [deleted]";
  if (!e.edits.empty()) out_ += " [edited]";
  if (e.importance == Importance::high) out_ += " [important]";
  if (e.context) out_ += " [shown as context]";
  out_ += "\n";
  if (!entry.answers_elsewhere) return;
  if (entry.parent) {
    const Event& parent = *entry.parent;
    write_remark(fmt::format("answers {}, {}: \"{}\"", terminal_line(input_->name(parent.participant), kNameColumns),
                             clock(parent.time), terminal_line(parent.body, kQuoteColumns)));
  } else if (e.parent == e.id) {
    write_remark("answers itself, as the input has it");
  } else if (e.parent_time != kNoTime) {
    write_remark(fmt::format("answers a message of {} that is not shown here", clock(e.parent_time)));
  } else {
    write_remark(fmt::format("answers a message that is not shown here ({})", terminal_line(e.parent, kNameColumns)));
  }
}

void TextTranscript::write_below(std::string_view text, std::string_view mark) {
  scratch_.clear();
  append_terminal_text(text, scratch_);
  const size_t taken = margin_.size() + kTextIndent + mark.size();
  const size_t columns = style_.width == 0 ? 0 : std::max(style_.width - std::min(style_.width, taken), kNarrowest);
  for (std::string_view line : wrap_lines(scratch_, columns)) {
    std::string_view before = margin_;
    if (line.empty() && mark.empty()) before = before.substr(0, before.find_last_not_of(' ') + 1);
    out_ += before;
    if (!line.empty() || !mark.empty()) out_.append(kTextIndent, ' ').append(mark).append(line);
    out_ += "\n";
  }
}

void TextTranscript::write_remark(std::string_view text) {
  const size_t taken = margin_.size() + kTextIndent;
  const size_t columns = style_.width == 0 ? 0 : std::max(style_.width - std::min(style_.width, taken), kNarrowest);
  for (std::string_view line : wrap_lines(text, columns))
    out_.append(margin_).append(kTextIndent, ' ').append(faint(line)).append("\n");
}

void TextTranscript::write_text(const Event& e) {
  if (says_no_more(e, input_->name(e.participant))) return;
  if (!e.body.empty()) return write_below(e.body);
  if (e.type == EventType::message && e.attachments.empty())
    write_remark(e.deleted ? "(its text is not known)" : "(no text)");
}

void TextTranscript::write_edits(const Event& e) {
  for (const Edit& edit : e.edits) {
    const std::string who =
        edit.participant == kNone ? "" : " by " + terminal_line(input_->name(edit.participant), kNameColumns);
    const std::string when = edit.time == kNoTime ? "" : " " + clock(edit.time);
    const bool known = edit.previous.data() != nullptr;
    write_remark(fmt::format("edited{}{}{}", when, who, known ? "; before:" : "; the text before is not known"));
    if (known) write_below(edit.previous, "> ");
    // The last edit gives what is shown; one in between, the next one's text before.
    const bool adds = edit.current.data() != nullptr && &edit == &e.edits.back() && edit.current != e.body;
    if (!adds) continue;
    write_remark("after:");
    write_below(edit.current, "> ");
  }
}

void TextTranscript::write_attachments(const Event& e) {
  for (const Attachment& a : e.attachments) {
    const std::string_view name = a.display.empty() ? a.unique : a.display;
    std::string text =
        fmt::format("{} {}", a.key.empty() ? "[file, not in the input]" : "[file]", terminal_line(name, 200));
    if (a.stated_size > 0) text += fmt::format(" ({})", short_size(a.stated_size));
    if (!a.note.empty()) text += ": " + terminal_line(a.note, 200);
    write_remark(text);
  }
}

void TextTranscript::write_reactions(const Event& e) {
  for (const Reaction& r : e.reactions) {
    std::string text = "+ " + terminal_line(r.value, kNameColumns);
    if (!r.participants.empty()) text += ": " + names(r.participants);
    if (r.count > r.participants.size()) text += fmt::format(" ({} in all)", r.count);
    write_remark(text);
  }
}

void TextTranscript::write_receipts(const Event& e) {
  for (const ReadReceipt& r : e.receipts) {
    write_remark(fmt::format("{} {}: {}", r.action == ReceiptAction::read ? "read" : "delivered",
                             r.time == kNoTime ? "at an unknown time" : clock(r.time),
                             terminal_line(input_->name(r.participant), kNameColumns)));
  }
}

void TextTranscript::write_properties(const Event& e) {
  for (const Property& p : e.custom)
    write_remark(fmt::format("{} = {}", terminal_line(p.name, kNameColumns), terminal_line(p.value, 1000)));
}

}  // namespace rsmf
