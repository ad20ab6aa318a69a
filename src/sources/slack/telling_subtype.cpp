#include "sources/slack/telling_subtype.hpp"

#include <bit>

#include "base/byte_block.hpp"

namespace rsmf::slack {
namespace {

constexpr std::string_view kMember = "\"subtype\"";

// The next `"subtype"`: by three of its bytes, sixteen places at a time.
size_t find_member(std::string_view text, size_t from) {
  const char* const data = text.data();
  size_t i = from;
  for (; i + 16 + kMember.size() <= text.size(); i += 16) {
    const ByteMask hit = (ByteBlock::load(data + i + 5) == 'y') & (ByteBlock::load(data + i) == '"');
    for (uint32_t mask = hit.bits(); mask; mask &= mask - 1) {
      size_t at = i + size_t(std::countr_zero(mask));
      if (text.substr(at, kMember.size()) == kMember) return at;
    }
  }
  return text.find(kMember, i);
}

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

}  // namespace

size_t find_telling_subtype(std::string_view text, size_t from) {
  while (true) {
    size_t at = find_member(text, from);
    if (at == text.npos) return at;
    from = at + kMember.size();
    size_t p = from;
    while (p < text.size() && is_space(text[p])) ++p;
    if (p == text.size() || text[p] != ':') continue;
    for (++p; p < text.size() && is_space(text[p]);) ++p;
    if (p == text.size() || text[p] != '"') continue;
    size_t end = text.find('"', p + 1);
    if (end != text.npos && tells(meaning_of(text.substr(p + 1, end - p - 1)))) return p;
  }
}

bool has_telling_subtype(ByteSource& stream, Bytes& buffer) {
  constexpr size_t kStep = 256 * 1024;
  // Longer than any member that tells, with the spaces a pretty printer may put into it.
  constexpr size_t kOverlap = 256;
  buffer.clear();
  while (true) {
    size_t held = buffer.size();
    buffer.resize(held + kStep);
    auto got = read_fully(stream, {buffer.data() + held, kStep});
    if (!got) return true;
    buffer.resize(held + *got);
    if (find_telling_subtype(buffer.view(), 0) != std::string_view::npos) return true;
    if (*got < kStep) return false;
    buffer.drop_front(buffer.size() - kOverlap);
  }
}

}  // namespace rsmf::slack
