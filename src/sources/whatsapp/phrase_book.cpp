#include "sources/whatsapp/phrase_book.hpp"

#include <algorithm>
#include <cstring>

#include "sources/whatsapp/marks.hpp"

namespace rsmf::whatsapp {
namespace {

constexpr std::string_view kCurlyApostrophe = "\u2019";
constexpr size_t kMaxName = 200;    // bytes of a name within a system line
constexpr size_t kMaxNames = 2000;  // bytes of a list of names

/// Length of `literal` at text[at], where a straight apostrophe also matches a curly one; npos if it is not there.
size_t literal_at(std::string_view text, size_t at, std::string_view literal) {
  size_t from = at;
  for (char c : literal) {
    if (at < text.size() && text[at] == c)
      ++at;
    else if (c == '\'' && text.substr(at, 3) == kCurlyApostrophe)
      at += 3;
    else
      return std::string_view::npos;
  }
  return at - from;
}

size_t find_literal(std::string_view text, size_t at, std::string_view literal, size_t& length) {
  while (at < text.size()) {
    auto* p = static_cast<const char*>(std::memchr(text.data() + at, literal[0], text.size() - at));
    if (!p) break;
    at = size_t(p - text.data());
    length = literal_at(text, at, literal);
    if (length != std::string_view::npos) return at;
    ++at;
  }
  return std::string_view::npos;
}

std::string_view without_stop(std::string_view text) {
  for (std::string_view stop : {".", "。"})
    if (text.ends_with(stop)) return text.substr(0, text.size() - stop.size());
  return text;
}

bool is_name(std::string_view text, size_t limit) {
  return !trim(text).empty() && text.size() <= limit && text.find(": ") == std::string_view::npos &&
         text.find('\n') == std::string_view::npos;
}

uint64_t head_of(std::string_view text) {
  uint64_t head;
  std::memcpy(&head, text.data(), sizeof head);
  return head;
}

bool has_byte(uint64_t word, unsigned char byte) {
  const uint64_t ones = 0x0101010101010101, x = word ^ ones * byte;
  return ((x - ones) & ~x & ones << 7) != 0;
}

/// True if a mark, or a blank that is not plain, may begin in the eight bytes.
bool may_change(uint64_t head) {
  return has_byte(head, 0xC2) || has_byte(head, 0xE2) || has_byte(head, 0xEF);
}

}  // namespace

PhraseBook::PhraseBook() {
  for (const Phrase& phrase : all_phrases()) {
    switch (phrase.kind) {
      case PhraseKind::and_word:
        and_words_.push_back(phrase.pattern);
        break;
      case PhraseKind::you:
        you_words_.push_back(phrase.pattern);
        break;
      case PhraseKind::poll:
      case PhraseKind::poll_option:
      case PhraseKind::event:
        heads_[size_t(phrase.kind) - size_t(PhraseKind::poll)].push_back(phrase.pattern);
        break;
      default:
        compile(phrase);
    }
  }
}

size_t PhraseBook::bucket(const char* p) {
  uint32_t word;
  std::memcpy(&word, p, 4);
  return word * 2654435761U >> 20;
}

void PhraseBook::compile(const Phrase& phrase) {
  Compiled compiled;
  compiled.phrase = &phrase;
  compiled.first = uint32_t(segments_.size());
  std::string_view pattern = phrase.pattern;
  compiled.stop = without_stop(pattern).size() != pattern.size();
  pattern = without_stop(pattern);
  while (!pattern.empty()) {
    size_t brace = pattern.find('{');
    if (brace != 0) segments_.push_back({Place::literal, pattern.substr(0, brace)});
    if (brace == std::string_view::npos) break;
    size_t close = pattern.find('}', brace);
    std::string_view place = pattern.substr(brace + 1, close - brace - 1);
    if (place == "A:you")
      compiled.actor_is_you = true;
    else if (place == "P:you")
      compiled.persons_are_you = true;
    else
      segments_.push_back({place == "A" ? Place::actor : place == "P" ? Place::persons : Place::text, {}});
    pattern.remove_prefix(close + 1);
  }
  compiled.count = uint32_t(segments_.size()) - compiled.first;
  for (size_t i = compiled.first; i < segments_.size() && compiled.anchor.empty(); ++i)
    if (segments_[i].place == Place::literal && segments_[i].literal.size() >= 4)
      compiled.anchor = segments_[i].literal;
  const size_t known = std::min({sizeof compiled.head, compiled.anchor.size(), compiled.anchor.find('\'')});
  if (known > 0) std::memcpy(&compiled.head, compiled.anchor.data(), known);
  std::memset(&compiled.mask, 0xff, known);
  bool begins = segments_[compiled.first].place == Place::literal;
  compiled_.push_back(compiled);
  auto entry = uint32_t(compiled_.size());
  if (phrase.kind == PhraseKind::file_name)
    file_names_.push_back(entry - 1);
  else if (phrase.kind == PhraseKind::attached && !begins)
    attached_marks_.push_back(trim(segments_[compiled.first + 1].literal));
  else if (!compiled.anchor.empty())  // a test finds each phrase
    put(begins ? begin_ : inside_, entry);
}

/// The longer literal is the more special one and comes first: "added you" before "added". Else as in the tables.
void PhraseBook::put(Index& index, uint32_t entry) {
  std::string_view anchor = compiled_[entry - 1].anchor;
  uint32_t* link = &index[bucket(anchor.data())];
  while (*link && compiled_[*link - 1].anchor.size() >= anchor.size()) link = &compiled_[*link - 1].next;
  compiled_[entry - 1].next = *link;
  *link = entry;
}

bool PhraseBook::matches(const Compiled& compiled, std::string_view text, PhraseMatch& match) const {
  match = {compiled.phrase, {}, {}, {}, {}, compiled.actor_is_you, compiled.persons_are_you};
  size_t at = 0;
  for (uint32_t i = 0; i < compiled.count; ++i) {
    const Segment& segment = segments_[compiled.first + i];
    if (segment.place == Place::literal) {
      size_t length = literal_at(text, at, segment.literal);
      if (length == std::string_view::npos) return false;
      at += length;
      continue;
    }
    size_t end = text.size(), length = 0;
    if (i + 1 < compiled.count) {
      const Segment& next = segments_[compiled.first + i + 1];
      // A literal that ends the phrase is looked for at the end of the text: names may contain it.
      if (i + 2 == compiled.count && text.size() >= at + next.literal.size() &&
          literal_at(without_stop(text), without_stop(text).size() - next.literal.size(), next.literal) ==
              next.literal.size())
        end = without_stop(text).size() - next.literal.size();
      else
        end = find_literal(text, at, next.literal, length);
      if (end == std::string_view::npos || end < at) return false;
    } else if (compiled.stop) {
      end = std::max(at, without_stop(text).size());
    }
    std::string_view found = text.substr(at, end - at);
    at = end;
    if (segment.place == Place::text) {
      if (match.text.data() == nullptr) match.text = found;
      match.last_text = found;
    } else {
      if (!is_name(found, segment.place == Place::actor ? kMaxName : kMaxNames)) return false;
      (segment.place == Place::actor ? match.actor : match.persons) = trim(found);
    }
  }
  return at == text.size() || at == without_stop(text).size();
}

bool PhraseBook::find_at(const Index& index, std::string_view text, size_t at, PhraseMatch& match) const {
  if (text.size() < at + 4) return false;
  for (uint32_t entry = index[bucket(text.data() + at)]; entry; entry = compiled_[entry - 1].next)
    if (matches(compiled_[entry - 1], text, match)) return true;
  return false;
}

// A chain may have dozens of phrases that begin with the same word: eight bytes tell most of them from the text.
bool PhraseBook::find_whole(std::string_view text, PhraseMatch& match) const {
  if (text.size() < 8) return find_at(begin_, text, 0, match);
  const uint64_t head = head_of(text);
  for (uint32_t entry = begin_[bucket(text.data())]; entry; entry = compiled_[entry - 1].next) {
    const Compiled& compiled = compiled_[entry - 1];
    if (((compiled.head ^ head) & compiled.mask) == 0 && matches(compiled, text, match)) return true;
  }
  return false;
}

bool PhraseBook::may_begin(std::string_view text) const {
  if (text.size() < 4) return false;
  uint32_t entry = begin_[bucket(text.data())];
  if (entry == 0 || text.size() < 8) return entry != 0;
  const uint64_t head = head_of(text);
  if (may_change(head)) return true;
  for (; entry; entry = compiled_[entry - 1].next)
    if (((compiled_[entry - 1].head ^ head) & compiled_[entry - 1].mask) == 0) return true;
  return false;
}

bool PhraseBook::find_system(std::string_view text, PhraseMatch& match) const {
  if (find_whole(text, match) && is_system(match.kind())) return true;
  size_t end = std::min(text.size(), kMaxNames + kMaxName);
  for (size_t at = 1; at + 4 <= end; ++at)
    if (inside_[bucket(text.data() + at)] && find_at(inside_, text, at, match) && is_system(match.kind())) return true;
  return false;
}

bool PhraseBook::find_any(std::string_view text, PhraseMatch& match) const {
  if (find_whole(text, match)) return true;
  size_t end = std::min(text.size(), kMaxNames + kMaxName);
  for (size_t at = 1; at + 4 <= end; ++at)
    if (inside_[bucket(text.data() + at)] && find_at(inside_, text, at, match)) return true;
  return false;
}

bool PhraseBook::is_structured(std::string_view text) const {
  return after(PhraseKind::poll, text).data() || after(PhraseKind::event, text).data();
}

bool PhraseBook::may_be_system(std::string_view text) const {
  for (size_t at = 0; at + 4 <= text.size(); ++at) {
    const Index& index = at == 0 ? begin_ : inside_;
    for (uint32_t entry = index[bucket(text.data() + at)]; entry; entry = compiled_[entry - 1].next) {
      const Compiled& compiled = compiled_[entry - 1];
      if (std::memcmp(compiled.anchor.data(), text.data() + at, 4) == 0 && is_system(compiled.phrase->kind))
        return true;
    }
  }
  return false;
}

bool PhraseBook::is_attached_mark(std::string_view mark) const {
  return std::find(attached_marks_.begin(), attached_marks_.end(), mark) != attached_marks_.end();
}

std::string_view PhraseBook::after(PhraseKind kind, std::string_view text) const {
  for (std::string_view head : heads_[size_t(kind) - size_t(PhraseKind::poll)])
    if (text.starts_with(head)) return text.substr(head.size());
  return {};
}

bool PhraseBook::is_you(std::string_view name) const {
  return std::find(you_words_.begin(), you_words_.end(), name) != you_words_.end();
}

std::string_view PhraseBook::chat_name_of(std::string_view file_stem) const {
  PhraseMatch match;
  for (uint32_t entry : file_names_)
    if (matches(compiled_[entry], file_stem, match)) return trim(match.text);
  return {};
}

}  // namespace rsmf::whatsapp
