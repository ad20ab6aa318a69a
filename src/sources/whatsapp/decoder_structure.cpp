// Polls, events and places, which the app writes as lines of text.
#include <algorithm>
#include <charconv>
#include <cstring>

#include "sources/whatsapp/decoder.hpp"
#include "sources/whatsapp/marks.hpp"

namespace rsmf::whatsapp {
namespace {

constexpr std::string_view kMap = "https://maps.google.com/?q=";
constexpr size_t kMaxOptions = 64;

/// Takes the first line off `text`, without marks and blanks around it.
std::string_view take_line(std::string_view& text) {
  size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return trim(line);
}

bool is_number(std::string_view text) {
  double value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

void ChatDecoder::add_structure(std::string_view body) {
  std::string_view text = skip_marks(body);
  auto* colon = static_cast<const char*>(std::memchr(text.data(), ':', text.size()));
  if (!colon || std::memchr(text.data(), '\n', size_t(colon - text.data()))) return;
  size_t line_size = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, line_size);
  if (add_location(body)) return;
  auto before = size_t(colon - line.data());
  if (before > 24) return;
  std::string scratch;
  std::string_view head = plain(trim(line), scratch);
  std::string_view lines = text.substr(std::min(text.size(), line_size + 1));
  if (std::string_view rest = chat_->book->after(PhraseKind::poll, head); rest.data() && trim(rest).empty()) {
    add_poll(lines);
  } else if (rest = chat_->book->after(PhraseKind::event, head); rest.data()) {
    add_property("Event", into_->copy(trim(rest)));
    add_event_facts(lines);
  }
}

void ChatDecoder::add_poll(std::string_view lines) {
  std::string scratch;
  add_property("Poll", take_line(lines));
  for (size_t options = 0; !lines.empty() && options < kMaxOptions;) {
    std::string_view line = plain(take_line(lines), scratch);
    std::string_view option = chat_->book->after(PhraseKind::poll_option, line);
    if (!option.data()) continue;
    add_property("Poll option", into_->copy(trim(option)));
    ++options;
  }
}

void ChatDecoder::add_event_facts(std::string_view lines) {
  std::string scratch;
  for (size_t facts = 0; !lines.empty() && facts < kMaxOptions; ++facts) {
    std::string_view line = plain(take_line(lines), scratch);
    size_t colon = line.find(": ");
    if (line.starts_with("Event ") && colon != std::string_view::npos)
      add_property(into_->copy(line.substr(0, colon)), into_->copy(trim(line.substr(colon + 2))));
  }
}

/// "location: https://maps.google.com/?q=48.85,2.35", the word in any language.
bool ChatDecoder::add_location(std::string_view body) {
  std::string_view text = trim_end(skip_marks(body));
  size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon > 40) return false;
  std::string_view link = trim(text.substr(colon + 1));
  if (!link.starts_with(kMap)) return false;
  link.remove_prefix(kMap.size());
  size_t comma = link.find(',');
  if (comma == std::string_view::npos) return false;
  std::string_view latitude = link.substr(0, comma), longitude = link.substr(comma + 1);
  if (!is_number(latitude) || !is_number(longitude)) return false;
  add_property("Latitude", latitude);
  add_property("Longitude", longitude);
  return true;
}

}  // namespace rsmf::whatsapp
