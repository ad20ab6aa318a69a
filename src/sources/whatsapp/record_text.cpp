#include "sources/whatsapp/record_text.hpp"

#include <algorithm>
#include <cstring>

#include "sources/whatsapp/marks.hpp"

namespace rsmf::whatsapp {
namespace {

constexpr std::string_view kAppMark = "\u200E";

std::string_view first_line(std::string_view text) {
  return text.substr(0, text.find('\n'));
}

/// The file of "<attached: FILE>", in the bytes of the export.
std::string_view named_file(std::string_view mark) {
  size_t colon = mark.find(':'), wide = mark.find("：");
  if (wide != std::string_view::npos && (colon == std::string_view::npos || wide < colon)) colon = wide + 2;
  return colon == std::string_view::npos ? std::string_view() : trim(mark.substr(colon + 1, mark.size() - colon - 2));
}

/// Cuts a mark such as "<This message was edited>" off the end of the text.
bool take_end_mark(const PhraseBook& book, bool strict, BodyParts& parts, std::string& scratch) {
  std::string_view tail = trim_end(parts.text);
  if (!tail.ends_with('>')) return false;
  size_t open = tail.rfind('<');
  if (open == std::string_view::npos || tail.size() - open > 512) return false;
  std::string_view before = tail.substr(0, open);
  if (strict && !before.ends_with(kAppMark)) return false;
  PhraseMatch match;
  if (!book.find_whole(plain(tail.substr(open), scratch), match)) return false;
  if (match.kind() == PhraseKind::edited && !parts.edited)
    parts.edited = true;
  else if (match.kind() == PhraseKind::attached && parts.attachment.empty() && !trim(match.text).empty())
    parts.attachment = named_file(tail.substr(open));
  else
    return false;
  // The mark and the blank before it belong together; a line of its own goes with its line end.
  while (!before.empty() && before.ends_with(kAppMark)) before.remove_suffix(kAppMark.size());
  if (before.ends_with(' ')) before.remove_suffix(1);
  while (!before.empty() && before.ends_with(kAppMark)) before.remove_suffix(kAppMark.size());
  parts.text = before;
  return true;
}

/// "FILE (file attached)", with the caption on the lines below.
void take_attached_line(const PhraseBook& book, BodyParts& parts, std::string& scratch) {
  std::string_view line = first_line(parts.text);
  std::string_view name = trim_end(line);
  size_t open = std::string_view::npos;
  if (name.ends_with(')'))
    open = name.rfind('(');
  else if (name.ends_with("）"))
    open = name.rfind("（");
  if (open == std::string_view::npos || open == 0) return;
  if (!book.is_attached_mark(plain(name.substr(open), scratch))) return;
  name = trim(name.substr(0, open));
  if (name.empty()) return;
  parts.attachment = name;
  parts.text.remove_prefix(std::min(parts.text.size(), line.size() + 1));
}

}  // namespace

AuthorSplit split_author(std::string_view rest) {
  const char* end = rest.data() + std::min(rest.size(), kMaxAuthorBytes);
  for (const char* p = rest.data(); p < end; ++p) {
    p = static_cast<const char*>(std::memchr(p, ':', size_t(end - p)));
    if (!p) break;
    auto at = size_t(p - rest.data());
    if (std::memchr(rest.data(), '\n', at)) break;
    if (at + 1 == rest.size() || rest[at + 1] == '\n' || rest[at + 1] == '\r') return {at, at + 1};
    size_t blank = blank_at(p + 1, rest.data() + rest.size());
    if (blank) return {at, at + 1 + blank};
  }
  return {};
}

AuthorSplit split_author_tightly(std::string_view rest) {
  std::string_view line = first_line(rest.substr(0, kMaxAuthorBytes));
  size_t at = line.find(':');
  return at == std::string_view::npos ? AuthorSplit{} : AuthorSplit{at, at + 1};
}

bool is_plain_author(const PhraseBook& book, std::string_view author) {
  std::string scratch;
  return !book.may_be_system(plain(author, scratch));
}

bool find_notice(const PhraseBook& book, std::string_view text, PhraseMatch& match, std::string& scratch) {
  std::string_view tail = trim_end(text);
  if (tail.size() > kMaxNoticeBytes) return false;
  return book.find_system(trim(plain(tail, scratch)), match);
}

BodyParts take_apart(const PhraseBook& book, std::string_view body, bool strict, bool line_marked,
                     std::string& scratch) {
  BodyParts parts;
  parts.text = body;
  bool app_mark = body.starts_with(kAppMark);
  while (take_end_mark(book, strict, parts, scratch)) {
  }
  if (parts.attachment.empty() && (!strict || app_mark || line_marked)) take_attached_line(book, parts, scratch);
  if (!parts.attachment.empty() || (strict && !app_mark)) return parts;

  std::string_view visible = skip_marks(parts.text);
  if (visible.size() > kMaxNoticeBytes) return parts;
  if (!app_mark && !book.may_begin(visible)) return parts;
  std::string_view words = trim(plain(trim_end(visible), scratch));
  bool found = book.find_whole(words, parts.match) || (app_mark && book.find_any(words, parts.match));
  if (found && is_placeholder(parts.match.kind())) {
    parts.deleted = parts.match.kind() == PhraseKind::deleted;
  } else if (found && is_system(parts.match.kind())) {
    // Without the mark only what nobody would type is believed.
    PhraseKind kind = parts.match.kind();
    if (app_mark || kind == PhraseKind::encryption || kind == PhraseKind::call)
      parts.kind = BodyParts::Kind::notice;
    else
      parts.match = {};
  } else {
    parts.match = {};
    bool structured = book.is_structured(words) || words.find("https://") != std::string_view::npos;
    if (strict && !line_marked && !structured && !words.empty()) parts.kind = BodyParts::Kind::unknown_notice;
  }
  return parts;
}

std::string_view unquoted(std::string_view text) {
  constexpr std::string_view kQuotes[] = {"\"", "'", "“", "”",  "„",  "«",  "»", "‘",
                                          "’",  "‹", "›", "「", "」", "『", "』"};
  text = trim(text);
  for (int side = 0; side < 2; ++side) {
    for (std::string_view quote : kQuotes) {
      if (text.size() <= quote.size()) continue;
      if (side == 0 && text.starts_with(quote)) {
        text.remove_prefix(quote.size());
        break;
      }
      if (side == 1 && text.ends_with(quote)) {
        text.remove_suffix(quote.size());
        break;
      }
    }
  }
  return trim(text);
}

std::vector<std::string_view> split_persons(const PhraseBook& book, std::string_view list, const Authors& authors) {
  std::vector<std::string_view> persons;
  auto known = [&](std::string_view name) { return authors.find(name) != authors.end(); };
  auto add = [&](std::string_view name) {
    if (!trim(name).empty()) persons.push_back(trim(name));
  };
  while (!list.empty() && !known(list)) {
    size_t comma = list.find(", ");
    if (comma == std::string_view::npos) break;
    add(list.substr(0, comma));
    list.remove_prefix(comma + 2);
  }
  list = trim(list);
  // Only a list that has commas, or two names, has an "and"; a known name is left whole.
  if (!known(list)) {
    for (std::string_view word : book.and_words()) {
      // The last of a list may follow an "and" of its own: "A, B, and C".
      std::string_view inner = word.substr(word.starts_with(' '));
      if (word.starts_with(' ') && word.ends_with(' ') && list.starts_with(inner) && !persons.empty())
        list.remove_prefix(inner.size());
      size_t at = list.rfind(word);
      if (at == std::string_view::npos || at == 0 || at + word.size() >= list.size()) continue;
      // Without blanks around it, the word may be part of a name: both sides must be known.
      bool spaced = word.starts_with(' ') && word.ends_with(' ');
      if (!spaced && !(known(trim(list.substr(0, at))) && known(trim(list.substr(at + word.size()))))) continue;
      add(list.substr(0, at));
      add(list.substr(at + word.size()));
      return persons;
    }
  }
  add(list);
  return persons;
}

}  // namespace rsmf::whatsapp
