#include "view/html_transcript.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "rsmf/roster.hpp"
#include "rsmf/version.hpp"
#include "slice/roster_members.hpp"
#include "view/html_text.hpp"
#include "view/inline_picture.hpp"
#include "view/page_style.hpp"
#include "view/terminal_text.hpp"
#include "view/transcript_words.hpp"

namespace rsmf {
namespace {

constexpr size_t kHtmlNameColumns = 100;
constexpr size_t kHtmlMostNames = 200;
constexpr size_t kHtmlQuoteColumns = 120;
constexpr uint32_t kHtmlDeepest = 4;
constexpr size_t kHtmlFlushBytes = 64 * 1024;

/// The first letters of the first and the last word.
std::string initials(std::string_view name) {
  const std::string line = terminal_line(name, kHtmlNameColumns);
  std::string letters;
  size_t at = line.find_first_not_of(' ');
  if (at == line.npos) return "?";
  const std::string_view trimmed = std::string_view(line).substr(at, line.find_last_not_of(' ') + 1 - at);
  const size_t last_blank = trimmed.rfind(' ');
  size_t place = 0;
  append_code_point(next_code_point(trimmed, place), letters);
  if (last_blank != trimmed.npos) {
    place = last_blank + 1;
    append_code_point(next_code_point(trimmed, place), letters);
  }
  return letters;
}

/// A colour that is the same in every page.
uint32_t hue(std::string_view id) {
  uint32_t hash = 2166136261;
  for (char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619;
  return hash % 360;
}

}  // namespace

Result<void> HtmlTranscript::flush(size_t more_than) {
  if (out_.size() <= more_than) return {};
  auto done = sink_(out_);
  out_.clear();
  return done;
}

void HtmlTranscript::write_page_head(std::string_view title) {
  head_written_ = true;
  out_ +=
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
      "style-src 'unsafe-inline'\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>";
  append_html(terminal_line(title, kHtmlNameColumns), out_);
  out_ += "</title>\n<style>";
  out_ += kPageStyle;
  out_ += "</style>\n</head>\n<body>\n<main>\n";
}

Result<void> HtmlTranscript::begin_input(const TranscriptInput& input) {
  input_ = &input;
  // Where it lay on the disk of whoever made the page is nobody's business.
  std::string_view name = input.path;
  while (name.size() > 1 && name.ends_with('/')) name.remove_suffix(1);
  name = name.substr(name.rfind('/') + 1);
  if (!head_written_) write_page_head(name);
  out_ += fmt::format("<h1>{}</h1>\n", html_name(name, kHtmlNameColumns));
  TranscriptSurvey survey;
  auto summary = view(input.path, input.options, survey);
  RSMF_TRY(summary);
  write_extent(survey, *summary);
  return {};
}

void HtmlTranscript::write_extent(const TranscriptSurvey& survey, const ViewSummary& summary) {
  const auto remark = [this](const std::string& text) { out_ += fmt::format("<p class=\"remark\">{}</p>\n", text); };
  std::string extent = fmt::format("{} {}", summary.shown, summary.shown == 1 ? "event" : "events");
  if (survey.first() != kNoTime) {
    extent += fmt::format(" from {} to {} ({})", date_and_time(survey.first(), input_->zone),
                          date_and_time(survey.last(), input_->zone), html_name(input_->zone.name(), kHtmlNameColumns));
  }
  remark(extent + fmt::format("; made by rsmf {}", version()));
  if (const std::string filters = filter_words(input_->options.filter); !filters.empty()) {
    const uint64_t out = summary.events - summary.shown;
    remark(html_name(fmt::format("Shown: {}", filters), 2000) +
           (summary.limited ? "" : fmt::format("; {} {} left out", out, out == 1 ? "event" : "events")));
  }
  if (summary.limited) remark(fmt::format("Not complete: --limit {} ended it", input_->options.limit));
  if (!summary.broke_off.empty()) remark("Not complete: the input broke off: " + html_name(summary.broke_off, 500));
  const auto& conversations = survey.conversations();
  if (conversations.size() < 2) return;
  out_ += "<ul class=\"facts\">\n";
  for (const auto& c : conversations) {
    out_ += fmt::format("<li>{}: {} {}</li>\n", html_name(c.name, kHtmlNameColumns), c.events,
                        c.events == 1 ? "event" : "events");
  }
  out_ += "</ul>\n";
}

Result<void> HtmlTranscript::end_input() {
  if (in_section_) out_ += "</section>\n";
  in_section_ = false;
  return flush(0);
}

Result<void> HtmlTranscript::finish() {
  if (!head_written_) write_page_head("Transcript");
  out_ += "</main>\n</body>\n</html>\n";
  return flush(0);
}

Result<void> HtmlTranscript::begin_conversation(uint32_t conversation, bool again, TimeNs first) {
  const Conversation& c = input_->conversation(conversation);
  if (in_section_) out_ += "</section>\n";
  in_section_ = true;
  out_ += fmt::format("<section>\n<header>\n<h2>{}{}</h2>\n", html_name(c.display, kHtmlNameColumns),
                      again ? " <small>(continued)</small>" : "");
  if (!again) {
    out_ += fmt::format("<p class=\"facts\">{}, {}", html_name(c.platform, kHtmlNameColumns), type_word(c.type));
    if (!c.custodian.empty()) out_ += ", custodian: " + html_name(c.custodian, kHtmlNameColumns);
    out_ += "</p>\n";
    write_members(c, first);
    if (input_->options.properties) write_properties(c.custom);
  }
  out_ += "</header>\n";
  return flush(kHtmlFlushBytes);
}

void HtmlTranscript::write_members(const Conversation& c, TimeNs first) {
  if (!c.roster) return;
  const std::vector<uint32_t> members = members_at(*c.roster, c.type, first);
  if (members.empty()) return;
  out_ += fmt::format("<details><summary>{} {}</summary><p class=\"facts\">", members.size(),
                      members.size() == 1 ? "member at the start" : "members at the start");
  for (size_t i = 0; i < std::min(members.size(), kHtmlMostNames); ++i) {
    const Participant& person = c.roster->people[members[i]];
    const std::string_view name = person.display.empty() ? person.id : person.display;
    out_ += (i > 0 ? ", " : "") + html_name(name, kHtmlNameColumns);
    if (!person.email.empty() && person.email != name)
      out_ += fmt::format(" &lt;{}&gt;", html_name(person.email, kHtmlNameColumns));
  }
  if (members.size() > kHtmlMostNames) out_ += fmt::format(" and {} more", members.size() - kHtmlMostNames);
  out_ += "</p></details>\n";
}

Result<void> HtmlTranscript::begin_day(int64_t day, bool again) {
  day_ = day;
  const std::string zone = day == TranscriptDay::kUndated
                               ? ""
                               : fmt::format(" <small>({})</small>", html_name(input_->zone.name(), kHtmlNameColumns));
  out_ += fmt::format("<h3>{}{}{}</h3>\n", day_title(day), zone, again ? " (continued)" : "");
  return flush(kHtmlFlushBytes);
}

std::string HtmlTranscript::time(TimeNs t) const {
  if (t == kNoTime) return "<small>at an unknown time</small>";
  char buffer[32];
  const bool same_day = input_->zone.local_day(t) == day_;
  return fmt::format("<time datetime=\"{}\">{}</time>", format_timestamp(t, buffer),
                     same_day ? clock_time(t, input_->zone) : date_and_time(t, input_->zone));
}

Result<void> HtmlTranscript::entry(const TranscriptEntry& entry) {
  const Event& e = *entry.event;
  std::string classes;
  if (entry.depth > 0) classes += fmt::format(" d{}", std::min(entry.depth, kHtmlDeepest));
  if (e.direction == Direction::outgoing) classes += " out";
  if (e.type == EventType::join || e.type == EventType::leave) classes += " deed";
  if (e.deleted) classes += " deleted";
  out_ += classes.empty() ? "<article>" : fmt::format("<article class=\"{}\">", classes.substr(1));
  write_face(e);
  out_ += "<div class=\"box\">";
  write_head(entry);
  write_origin(entry);
  write_text(e);
  write_edits(e);
  write_attachments(e);
  write_reactions(e);
  if (input_->options.receipts) write_receipts(e);
  if (input_->options.properties) write_properties(e.custom);
  out_ += "</div></article>\n";
  return flush(kHtmlFlushBytes);
}

void HtmlTranscript::write_face(const Event& e) {
  const std::string_view id =
      e.participant == kNone ? std::string_view() : input_->directory.person(e.participant).row.id;
  out_ += fmt::format("<div class=\"face\" style=\"--h:{}\" aria-hidden=\"true\">", hue(id));
  append_html(e.participant == kNone ? "?" : initials(input_->name(e.participant)), out_);
  out_ += "</div>";
}

void HtmlTranscript::write_head(const TranscriptEntry& entry) {
  const Event& e = *entry.event;
  out_ += fmt::format("<p class=\"who\"><b>{}</b> ", html_name(input_->name(e.participant), kHtmlNameColumns));
  if (const std::string_view what = deed(e.type); !what.empty()) out_ += fmt::format("{} ", what);
  out_ += time(e.time);
  if (e.importance == Importance::high) out_ += " <span class=\"mark\">important</span>";
  if (e.deleted) out_ += " <span class=\"gone\">deleted</span>";
  if (!e.edits.empty()) out_ += " <span class=\"mark\">edited</span>";
  if (e.context) out_ += " <span class=\"mark\">shown as context</span>";
  out_ += "</p>";
}

void HtmlTranscript::write_origin(const TranscriptEntry& entry) {
  if (!entry.answers_elsewhere) return;
  const Event& e = *entry.event;
  if (entry.parent) {
    const Event& parent = *entry.parent;
    out_ += fmt::format("<div class=\"quote\">answers {} {}<div dir=\"auto\">{}</div></div>",
                        html_name(input_->name(parent.participant), kHtmlNameColumns), time(parent.time),
                        html_name(parent.body, kHtmlQuoteColumns));
  } else if (e.parent == e.id) {
    out_ += "<p class=\"remark\">answers itself, as the input has it</p>";
  } else if (e.parent_time != kNoTime) {
    out_ += fmt::format("<p class=\"remark\">answers a message of {} that is not shown here</p>", time(e.parent_time));
  } else {
    out_ += fmt::format("<p class=\"remark\">answers a message that is not shown here ({})</p>",
                        html_name(e.parent, kHtmlNameColumns));
  }
}

void HtmlTranscript::write_block(std::string_view text, std::string_view css_class) {
  out_ += fmt::format("<div class=\"{}\" dir=\"auto\">", css_class);
  append_html(text, out_);
  out_ += "</div>";
}

void HtmlTranscript::write_text(const Event& e) {
  if (says_no_more(e, input_->name(e.participant))) return;
  if (!e.body.empty()) return write_block(e.body, "text");
  if (e.type != EventType::message || !e.attachments.empty()) return;
  out_ += fmt::format("<p class=\"remark\">{}</p>", e.deleted ? "its text is not known" : "no text");
}

void HtmlTranscript::write_edits(const Event& e) {
  for (const Edit& edit : e.edits) {
    std::string title = "edited ";
    if (edit.time != kNoTime) title += time(edit.time);
    if (edit.participant != kNone) title += " by " + html_name(input_->name(edit.participant), kHtmlNameColumns);
    if (edit.previous.data() == nullptr) {
      out_ += fmt::format("<p class=\"remark\">{}; the text before is not known</p>", title);
      continue;
    }
    out_ += fmt::format("<details open><summary>{}; before:</summary>", title);
    write_block(edit.previous, "text quote");
    const bool adds = edit.current.data() != nullptr && &edit == &e.edits.back() && edit.current != e.body;
    if (adds) {
      out_ += "<p class=\"remark\">after:</p>";
      write_block(edit.current, "text quote");
    }
    out_ += "</details>";
  }
}

void HtmlTranscript::write_attachments(const Event& e) {
  if (e.attachments.empty()) return;
  out_ += "<ul class=\"files\">";
  for (const Attachment& a : e.attachments) {
    out_ += a.key.empty() ? "<li class=\"missing\">" : "<li>";
    out_ += html_name(a.display.empty() ? a.unique : a.display, kHtmlNameColumns);
    if (a.stated_size > 0) out_ += fmt::format(" <small>{}</small>", short_size(a.stated_size));
    if (a.key.empty()) out_ += " <small>not in the input</small>";
    if (!a.note.empty()) out_ += fmt::format(" <small>{}</small>", html_name(a.note, 300));
    if (!a.key.empty()) write_picture(a);
    out_ += "</li>";
  }
  out_ += "</ul>";
}

void HtmlTranscript::write_picture(const Attachment& a) {
  const uint64_t most = std::min(image_bytes_, image_bytes_left_);
  if (most == 0) return;
  const InlinePicture picture = inline_picture(input_->stream, a.key, most);
  if (!picture.reason.empty()) {
    out_ += fmt::format(" <small>({})</small>", html_name(picture.reason, 300));
  } else if (!picture.uri.empty()) {
    ++pictures_;
    image_bytes_left_ -= picture.bytes;
    out_ += fmt::format("<img src=\"{}\" alt=\"\">", picture.uri);
  }
}

void HtmlTranscript::write_names(std::span<const uint32_t> people) {
  for (size_t i = 0; i < std::min(people.size(), kHtmlMostNames); ++i)
    out_ += (i > 0 ? ", " : "") + html_name(input_->name(people[i]), kHtmlNameColumns);
  if (people.size() > kHtmlMostNames) out_ += fmt::format(" and {} more", people.size() - kHtmlMostNames);
}

void HtmlTranscript::write_reactions(const Event& e) {
  if (e.reactions.empty()) return;
  out_ += "<ul class=\"reactions\">";
  for (const Reaction& r : e.reactions) {
    out_ += fmt::format("<li>{} <small>", html_name(r.value, kHtmlNameColumns));
    write_names(r.participants);
    if (r.count > r.participants.size()) out_ += fmt::format(" ({} in all)", r.count);
    out_ += "</small></li>";
  }
  out_ += "</ul>";
}

void HtmlTranscript::write_receipts(const Event& e) {
  if (e.receipts.empty()) return;
  out_ += "<details><summary>receipts</summary><ul>";
  for (const ReadReceipt& r : e.receipts) {
    out_ += fmt::format("<li><small>{} {}: {}</small></li>", r.action == ReceiptAction::read ? "read" : "delivered",
                        time(r.time), html_name(input_->name(r.participant), kHtmlNameColumns));
  }
  out_ += "</ul></details>";
}

void HtmlTranscript::write_properties(std::span<const Property> properties) {
  for (const Property& p : properties)
    out_ +=
        fmt::format("<p class=\"remark\">{} = {}</p>", html_name(p.name, kHtmlNameColumns), html_name(p.value, 1000));
}

}  // namespace rsmf
