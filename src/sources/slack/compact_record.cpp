#include "sources/slack/compact_record.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "sources/slack/message_text.hpp"

namespace rsmf::slack {
namespace {

using Raw = RawMessage;
constexpr std::string_view Raw::*kTexts[] = {
    &Raw::type,          &Raw::subtype,   &Raw::ts,      &Raw::user,       &Raw::bot_id,  &Raw::username,
    &Raw::text,          &Raw::thread_ts, &Raw::inviter, &Raw::deleted_ts, &Raw::channel, &Raw::source_team,
    &Raw::client_msg_id, &Raw::team,      &Raw::topic,   &Raw::purpose,    &Raw::name};
constexpr JsonCursor Raw::*kBookmarks[] = {
    &Raw::edited, &Raw::user_profile, &Raw::bot_profile, &Raw::reactions, &Raw::files, &Raw::file, &Raw::attachments,
    &Raw::blocks, &Raw::comment,      &Raw::message,     &Raw::previous,  &Raw::room,  &Raw::root};
// All there are, but `replies`.
static_assert(sizeof(Raw) == sizeof kTexts / sizeof *kTexts * sizeof(std::string_view) +
                                 (std::size(kBookmarks) + 1) * sizeof(JsonCursor) + alignof(Raw));

// A record: its place, what it has, the length of each text, and of each bookmark its tokens and what
// CompactRecordReader needs before and behind them.
constexpr size_t kHeadWords = 4;
constexpr uint32_t kHidden = uint32_t{1} << 31, kEphemeral = uint32_t{1} << 30;

// Most are shorter than a step. Reads and writes up to a step too much.
void copy_short(char* to, const char* from, size_t size) {
  constexpr size_t kStep = 32;
  static_assert(kStep <= Bytes::kPadding);
  size_t done = 0;
  do std::memcpy(to + done, from + done, kStep);
  while ((done += kStep) < size);
}

}  // namespace

void Condenser::add(const RawMessage& m, CondensedPlace place) {
  const size_t head = words_.size();
  // Whatever is kept of it is a part of it.
  const size_t begin = text_.size();
  text_.resize(begin + place.length);
  char* to = text_.data() + begin;
  words_.resize(head + kHeadWords);
  uint32_t texts = (m.hidden ? kHidden : 0) | (m.ephemeral ? kEphemeral : 0), bookmarks = 0;
  for (uint32_t i = 0; i < std::size(kTexts); ++i) {
    const std::string_view value = m.*kTexts[i];
    if (value.data() == nullptr) continue;
    texts |= uint32_t{1} << i;
    words_.push_back(uint32_t(value.size()));
    copy_short(to, value.data(), value.size());
    to += value.size();
  }
  for (uint32_t i = 0; i < std::size(kBookmarks); ++i) {
    const JsonCursor& value = m.*kBookmarks[i];
    if (!value.valid() || !is_used(m, value)) continue;
    bookmarks |= uint32_t{1} << i;
    // From bracket to bracket.
    const std::span<const uint32_t> tokens = value.tokens();
    const uint32_t first = tokens.front(), size = tokens.back() + 1 - first;
    const uint32_t moved = uint32_t(to - text_.data()) - first;
    std::memcpy(to, value.text().data() + first, size);
    to += size;
    const size_t at = words_.size();
    words_.resize(at + tokens.size() + 2);
    uint32_t* word = words_.data() + at;
    *word++ = uint32_t(tokens.size());
    for (uint32_t token : tokens) *word++ = token + moved;
    *word = uint32_t(to - text_.data());
  }
  text_.resize(size_t(to - text_.data()));
  const uint32_t words[kHeadWords] = {place.offset, place.length, texts, bookmarks};
  std::copy_n(words, kHeadWords, words_.begin() + ptrdiff_t(head));
}

bool Condenser::is_used(const RawMessage& m, const JsonCursor& bookmark) {
  if (&bookmark == &m.blocks) return MessageTextReader::may_need_blocks(m);
  if (&bookmark == &m.user_profile) return !m.user.empty() && !is_indexed(m.user);
  return true;
}

// See People::add().
bool Condenser::is_indexed(std::string_view user) {
  uint32_t hash = 0;
  for (char c : user) hash = hash * 31 + static_cast<unsigned char>(c);
  std::string_view& slot = indexed_[hash % indexed_.size()];
  if (slot == user) return true;
  const Participant* person = workspace_.person(user);
  if (!person || person->id != user || user.find('\\') != user.npos) return false;
  slot = person->id;
  return true;
}

bool CompactRecordReader::next(RawMessage& m, CondensedPlace& place) {
  if (word_ == end_) return false;
  place = {word_[0], word_[1]};
  const uint32_t texts = word_[2], bookmarks = word_[3];
  word_ += kHeadWords;
  m.hidden = (texts & kHidden) != 0;
  m.ephemeral = (texts & kEphemeral) != 0;
  for (uint32_t rest = texts & ~(kHidden | kEphemeral); rest != 0; rest &= rest - 1) {
    const uint32_t size = *word_++;
    m.*kTexts[std::countr_zero(rest)] = {text_ + at_, size};
    at_ += size;
  }
  for (uint32_t rest = bookmarks; rest != 0; rest &= rest - 1) {
    const uint32_t tokens = *word_++;
    m.*kBookmarks[std::countr_zero(rest)] = JsonCursor(text_, {word_, tokens + size_t{1}});
    word_ += tokens;
    at_ = *word_++;
  }
  return true;
}

}  // namespace rsmf::slack
