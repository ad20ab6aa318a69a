#include "sources/events/frame_notes.hpp"

#include <bit>

#include "base/byte_block.hpp"
#include "base/time_zone.hpp"

namespace rsmf::events {
namespace {

/// The place of the first `"re` or `"ty` at or behind `p`; `end` if there is none.
const char* find_candidate(const char* p, const char* end) {
  for (; end - p >= 18; p += 16) {
    const ByteBlock first = ByteBlock::load(p), second = ByteBlock::load(p + 1), third = ByteBlock::load(p + 2);
    const ByteMask pair = ((second == 'r') & (third == 'e')) | ((second == 't') & (third == 'y'));
    const uint32_t mask = (pair & (first == '"')).bits();
    if (mask != 0) return p + std::countr_zero(mask);
  }
  for (; end - p >= 3; ++p)
    if (p[0] == '"' && ((p[1] == 'r' && p[2] == 'e') || (p[1] == 't' && p[2] == 'y'))) return p;
  return end;
}

/// Whether the text behind a key is its colon and then `value`.
bool is_followed_by(std::string_view text, std::string_view value) {
  auto skip_space = [&] { text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size())); };
  skip_space();
  if (!text.starts_with(':')) return false;
  text.remove_prefix(1);
  skip_space();
  return text.starts_with(value);
}

/// Whether what stands at the beginning of `text` can make its line more than an event that only says something.
bool may_matter(std::string_view text) {
  constexpr std::string_view kRecord = "\"record\"", kType = "\"type\"";
  if (text.starts_with(kRecord)) return !is_followed_by(text.substr(kRecord.size()), "\"event\"");
  if (text.starts_with(kType)) return !is_followed_by(text.substr(kType.size()), "\"message\"");
  return false;
}

}  // namespace

void FrameNotes::take(const ByteUnit& unit, bool with_order, RecordWalk& walk) {
  memory_.reset();
  last_ = {};
  with_order_ = with_order;
  declared_.clear();
  passages_.clear();
  stretches_.clear();
  if (with_order)
    walk_all(unit.bytes.view(), unit, walk);
  else
    walk_what_matters(unit, walk);
}

void FrameNotes::walk_all(std::string_view text, const ByteUnit& unit, RecordWalk& walk) {
  walk.walk(
      text, unit.offset + uint64_t(text.data() - unit.bytes.data()), memory_,
      [&](const RecordWalk::Record& r) {
        if (r.draft) note(*r.draft, {unit.stream, 0, r.offset, r.length});
      },
      [] {});
}

// Keys are compared as they are written, so a line without these words declares nothing, and nobody comes or goes. Of
// nearly all lines no more is looked at than that.
void FrameNotes::walk_what_matters(const ByteUnit& unit, RecordWalk& walk) {
  const char* const begin = unit.bytes.data();
  const char* const end = begin + unit.bytes.size();
  for (const char* p = find_candidate(begin, end); p < end; p = find_candidate(p, end)) {
    if (!may_matter({p, size_t(end - p)})) {
      ++p;
      continue;
    }
    auto* before = static_cast<const char*>(memrchr(begin, '\n', size_t(p - begin)));
    auto* behind = static_cast<const char*>(std::memchr(p, '\n', size_t(end - p)));
    const char* line = before ? before + 1 : begin;
    p = behind ? behind : end;
    walk_all({line, size_t(p - line)}, unit, walk);
  }
}

/// Declarations, joins and leaves are kept, of the rest only whether it comes in order.
void FrameNotes::note(const Draft& d, const Origin& origin) {
  if (last_.stream != kNone && !(last_ < origin)) return;  // seen before the unit was read again, more slowly
  last_ = origin;
  if (d.kind != RecordKind::event) {
    if (!d.id.empty() || d.kind == RecordKind::membership) declared_.push_back({d, origin});
    return;
  }
  const bool passes = d.type == "join" || d.type == "leave";
  if (!with_order_ && !passes) return;
  const TimeNs time = d.timestamp.empty() ? kNoTime : parse_timestamp(d.timestamp);
  if (passes) passages_.push_back({d.conversation, d.participant, time, d.type == "join"});
  if (with_order_) note_order(d.conversation, time);
}

void FrameNotes::note_order(std::string_view conversation, TimeNs time) {
  const bool begins = stretches_.empty() || stretches_.back().conversation != conversation;
  if (begins) {
    Stretch& fresh = stretches_.emplace_back();
    fresh.conversation = conversation;
    fresh.first_is_timed = time != kNoTime;
  }
  if (time == kNoTime) return;
  Stretch& stretch = stretches_.back();
  if (stretch.first == kNoTime) stretch.first = time;
  stretch.falls = stretch.falls || (stretch.last != kNoTime && time < stretch.last);
  stretch.last = time;
}

}  // namespace rsmf::events
