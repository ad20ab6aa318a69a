#include "base/utf8.hpp"

#include <immintrin.h>
#include <utf8proc.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "base/ascii.hpp"

namespace rsmf {
namespace {

/// Length of the valid sequence at `p`, or 0; `bad` is then the length of the maximal subpart to replace.
size_t sequence(const unsigned char* p, size_t left, size_t& bad) {
  bad = 1;
  unsigned char lead = p[0];
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;   // no overlong forms
  unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;  // no surrogates, nothing over 10FFFF
  for (size_t i = 1; i < length; ++i) {
    if (i >= left || p[i] < low || p[i] > high) return 0;
    bad = i + 1;
    low = 0x80;
    high = 0xBF;
  }
  return length;
}

__m128i block_at(const char* p) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
}

/// Not zero in a byte that cannot stand there, seen with the three before it (`back1` is the block one byte earlier).
__m128i faults_in(__m128i block, __m128i back1, __m128i back2, __m128i back3) {
  auto all = [](int value) { return _mm_set1_epi8(char(value)); };
  auto over = [&](__m128i bytes, int limit) { return _mm_subs_epu8(bytes, all(limit)); };  // not zero: is greater
  auto after = [&](int lead) { return _mm_cmpeq_epi8(back1, all(lead)); };
  __m128i claimed = _mm_or_si128(over(back1, 0xBF), _mm_or_si128(over(back2, 0xDF), over(back3, 0xEF)));
  __m128i unclaimed = _mm_cmpeq_epi8(claimed, _mm_setzero_si128());
  __m128i follows = _mm_cmplt_epi8(block, all(0xC0));  // 0x80 to 0xBF are the lowest signed bytes
  __m128i faults = _mm_cmpeq_epi8(unclaimed, follows);
  faults = _mm_or_si128(faults, over(block, 0xF4));
  faults = _mm_or_si128(faults, _mm_cmpeq_epi8(_mm_and_si128(block, all(0xFE)), all(0xC0)));
  // No overlong forms, no surrogates, nothing over 10FFFF.
  __m128i below_a0 = _mm_cmplt_epi8(block, all(0xA0)), below_90 = _mm_cmplt_epi8(block, all(0x90));
  faults = _mm_or_si128(faults, _mm_and_si128(after(0xE0), below_a0));
  faults = _mm_or_si128(faults, _mm_andnot_si128(below_a0, after(0xED)));
  faults = _mm_or_si128(faults, _mm_and_si128(after(0xF0), below_90));
  return _mm_or_si128(faults, _mm_andnot_si128(below_90, after(0xF4)));
}

/// True if [p, p + 16) continues validly what is before it; the last sequence may be incomplete.
bool is_valid_block(const char* p, bool is_first) {
  __m128i block = block_at(p);
  __m128i faults = is_first
                       ? faults_in(block, _mm_slli_si128(block, 1), _mm_slli_si128(block, 2), _mm_slli_si128(block, 3))
                       : faults_in(block, block_at(p - 1), block_at(p - 2), block_at(p - 3));
  return _mm_movemask_epi8(_mm_cmpeq_epi8(faults, _mm_setzero_si128())) == 0xFFFF;
}

/// To where the last sequence before `i` began, which may be incomplete.
size_t back_to_whole(std::string_view text, size_t i) {
  do --i;
  while ((static_cast<unsigned char>(text[i]) & 0xC0) == 0x80);
  return i;
}

/// How many bytes at the start of `text` are known to be whole valid sequences: up to a block with a fault, or to the
/// last bytes. Without a branch per character, since nobody can foresee where in a text these are.
size_t valid_blocks_sse2(std::string_view text) {
  size_t i = 0;
  bool open = false;  // the byte before i is no ASCII
  for (; i + 16 <= text.size(); i += 16) {
    const char* p = text.data() + i;
    if (!open && i + 64 <= text.size()) {
      __m128i any = _mm_or_si128(block_at(p), block_at(p + 16));
      any = _mm_or_si128(any, _mm_or_si128(block_at(p + 32), block_at(p + 48)));
      if (_mm_movemask_epi8(any) == 0) {
        i += 48;
        continue;
      }
    }
    if (!is_valid_block(p, i == 0)) break;
    open = static_cast<unsigned char>(p[15]) >= 0x80;
  }
  return open ? back_to_whole(text, i) : i;
}

#if defined(__x86_64__)

// What two bytes side by side can get wrong. Each of three tables says, for one half of one of them, which faults it
// admits; what all three admit is a fault. (Two continuations are none if a longer sequence asked for the second.)
enum Fault : uint8_t {
  kUnfinished = 1 << 0,    // a lead, and then no continuation
  kUnasked = 1 << 1,       // ASCII, and then a continuation
  kOverlong3 = 1 << 2,     // E0 80..9F
  kTooLarge = 1 << 3,      // F4 90.., F5.. and any continuation
  kSurrogate = 1 << 4,     // ED A0..BF
  kOverlong2 = 1 << 5,     // C0, C1
  kOverlong4 = 1 << 6,     // F0 80..8F; above F4 too
  kContinuations = 1 << 7  // one after the other
};

__attribute__((target("avx2"))) inline __m256i table_of(const uint8_t (&rows)[16]) {
  return _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(rows)));
}

/// Not zero in a byte that cannot stand there; the three bytes before `p` are looked at.
__attribute__((target("avx2"))) inline __m256i faults_at(const char* p, __m256i block) {
  static constexpr uint8_t kHighOfFirst[16] = {kUnasked,
                                               kUnasked,
                                               kUnasked,
                                               kUnasked,
                                               kUnasked,
                                               kUnasked,
                                               kUnasked,
                                               kUnasked,
                                               kContinuations,
                                               kContinuations,
                                               kContinuations,
                                               kContinuations,
                                               kUnfinished | kOverlong2,
                                               kUnfinished,
                                               kUnfinished | kOverlong3 | kSurrogate,
                                               kUnfinished | kTooLarge | kOverlong4};
  constexpr uint8_t kEvery = kUnfinished | kUnasked | kContinuations, kFar = kEvery | kTooLarge | kOverlong4;
  static constexpr uint8_t kLowOfFirst[16] = {kEvery | kOverlong3 | kOverlong2 | kOverlong4,
                                              kEvery | kOverlong2,
                                              kEvery,
                                              kEvery,
                                              kEvery | kTooLarge,
                                              kFar,
                                              kFar,
                                              kFar,
                                              kFar,
                                              kFar,
                                              kFar,
                                              kFar,
                                              kFar,
                                              kFar | kSurrogate,
                                              kFar,
                                              kFar};
  static constexpr uint8_t kHighOfSecond[16] = {kUnfinished,
                                                kUnfinished,
                                                kUnfinished,
                                                kUnfinished,
                                                kUnfinished,
                                                kUnfinished,
                                                kUnfinished,
                                                kUnfinished,
                                                kUnasked | kContinuations | kOverlong2 | kOverlong3 | kOverlong4,
                                                kUnasked | kContinuations | kOverlong2 | kOverlong3 | kTooLarge,
                                                kUnasked | kContinuations | kOverlong2 | kSurrogate | kTooLarge,
                                                kUnasked | kContinuations | kOverlong2 | kSurrogate | kTooLarge,
                                                kUnfinished,
                                                kUnfinished,
                                                kUnfinished,
                                                kUnfinished};
  auto before = [&](int bytes) __attribute__((target("avx2"))) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p - bytes));
  };
  __m256i low_half = _mm256_set1_epi8(0x0F);
  __m256i first = before(1);
  __m256i faults = _mm256_shuffle_epi8(table_of(kHighOfFirst), _mm256_and_si256(_mm256_srli_epi16(first, 4), low_half));
  faults = _mm256_and_si256(faults, _mm256_shuffle_epi8(table_of(kLowOfFirst), _mm256_and_si256(first, low_half)));
  faults = _mm256_and_si256(
      faults, _mm256_shuffle_epi8(table_of(kHighOfSecond), _mm256_and_si256(_mm256_srli_epi16(block, 4), low_half)));
  // The third byte of three and the third and fourth of four: there, and only there, two continuations must meet.
  __m256i third = _mm256_subs_epu8(before(2), _mm256_set1_epi8(char(0xE0 - 0x80)));
  __m256i fourth = _mm256_subs_epu8(before(3), _mm256_set1_epi8(char(0xF0 - 0x80)));
  __m256i asked = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8(char(0x80)));
  return _mm256_xor_si256(asked, faults);
}

__attribute__((target("avx2"))) inline __m256i long_block_at(const char* p) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
}

/// True if there is a fault in [p, p + 128).
__attribute__((target("avx2"))) inline bool has_fault(const char* p) {
  __m256i block0 = long_block_at(p), block1 = long_block_at(p + 32);
  __m256i block2 = long_block_at(p + 64), block3 = long_block_at(p + 96);
  __m256i any = _mm256_or_si256(_mm256_or_si256(block0, block1), _mm256_or_si256(block2, block3));
  if (_mm256_movemask_epi8(any) == 0 && static_cast<unsigned char>(p[-1]) < 0x80) return false;
  __m256i faults = _mm256_or_si256(_mm256_or_si256(faults_at(p, block0), faults_at(p + 32, block1)),
                                   _mm256_or_si256(faults_at(p + 64, block2), faults_at(p + 96, block3)));
  return !_mm256_testz_si256(faults, faults);
}

/// Like valid_blocks_sse2(), with longer blocks.
__attribute__((target("avx2"))) size_t valid_blocks_avx2(std::string_view text) {
  if (text.size() < 64) return valid_blocks_sse2(text);
  // The first block has nothing before it, so it is done by the other form.
  size_t i = valid_blocks_sse2(text.substr(0, 32));
  if (i < 28) return i;
  i = 32;
  while (i + 128 <= text.size() && !has_fault(text.data() + i)) i += 128;
  for (; i + 32 <= text.size(); i += 32) {
    __m256i faults = faults_at(text.data() + i, long_block_at(text.data() + i));
    if (!_mm256_testz_si256(faults, faults)) break;
  }
  return static_cast<unsigned char>(text[i - 1]) >= 0x80 ? back_to_whole(text, i) : i;
}

#endif

size_t valid_blocks(std::string_view text) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return valid_blocks_avx2(text);
#endif
  return valid_blocks_sse2(text);
}

std::string map_with(std::string_view text, utf8proc_option_t options) {
  if (ascii_prefix(text) == text.size() && !(options & UTF8PROC_CASEFOLD)) return std::string(text);
  utf8proc_uint8_t* out = nullptr;
  auto* in = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  utf8proc_ssize_t n = utf8proc_map(in, utf8proc_ssize_t(text.size()), &out, options);
  std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(out, &std::free);
  return n < 0 ? std::string(text) : std::string(reinterpret_cast<char*>(out), size_t(n));
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  auto* p = reinterpret_cast<const unsigned char*>(text.data());
  size_t i = valid_blocks(text), bad;
  while (i < text.size()) {
    size_t n = sequence(p + i, text.size() - i, bad);
    if (n == 0) return false;
    i += n;
  }
  return true;
}

size_t append_repaired_utf8(std::string_view text, std::string& to) {
  auto* p = reinterpret_cast<const unsigned char*>(text.data());
  size_t replaced = 0, bad;
  for (size_t i = 0; i < text.size();) {
    size_t good = i;
    size_t n = 0;
    while (good < text.size() && (n = sequence(p + good, text.size() - good, bad)) != 0) good += n;
    to.append(text.substr(i, good - i));
    if (good < text.size()) {
      to.append("\xEF\xBF\xBD");
      ++replaced;
      good += bad;
    }
    i = good;
  }
  return replaced;
}

void append_code_point(char32_t c, std::string& to) {
  if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) c = 0xFFFD;
  if (c < 0x80) {
    to += char(c);
  } else if (c < 0x800) {
    to += char(0xC0 | (c >> 6));
    to += char(0x80 | (c & 63));
  } else if (c < 0x10000) {
    to += char(0xE0 | (c >> 12));
    to += char(0x80 | ((c >> 6) & 63));
    to += char(0x80 | (c & 63));
  } else {
    to += char(0xF0 | (c >> 18));
    to += char(0x80 | ((c >> 12) & 63));
    to += char(0x80 | ((c >> 6) & 63));
    to += char(0x80 | (c & 63));
  }
}

char32_t next_code_point(std::string_view text, size_t& position) {
  auto* p = reinterpret_cast<const unsigned char*>(text.data()) + position;
  size_t bad;
  size_t n = sequence(p, text.size() - position, bad);
  position += n ? n : 1;
  switch (n) {
    case 1:
      return p[0];
    case 2:
      return char32_t(p[0] & 31) << 6 | (p[1] & 63);
    case 3:
      return char32_t(p[0] & 15) << 12 | char32_t(p[1] & 63) << 6 | (p[2] & 63);
    case 4:
      return char32_t(p[0] & 7) << 18 | char32_t(p[1] & 63) << 12 | char32_t(p[2] & 63) << 6 | (p[3] & 63);
    default:
      return 0xFFFD;
  }
}

std::string_view truncate_utf8(std::string_view text, size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

std::string to_nfc(std::string_view text) {
  return map_with(text, utf8proc_option_t(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
}

std::string fold_case(std::string_view text) {
  return map_with(text, utf8proc_option_t(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD));
}

bool is_hidden_order(char32_t c) {
  return (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
         (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c < 0xE0080);
}
bool is_direction_mark(char32_t c) {
  return c == 0x200E || c == 0x200F || c == 0x061C;
}

std::string excerpt(std::string_view raw, size_t bytes) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  auto is_hidden = [&](size_t at) {
    char32_t c = next_code_point(raw, at);
    return is_hidden_order(c) || is_direction_mark(c);
  };
  std::string out;
  auto* p = reinterpret_cast<const unsigned char*>(raw.data());
  size_t bad;
  for (size_t i = 0; i < raw.size() && out.size() < bytes;) {
    size_t n = sequence(p + i, raw.size() - i, bad);
    bool control = n == 1 && (p[i] < 0x20 || p[i] == 0x7F);
    control |= n == 2 && p[i] == 0xC2 && p[i + 1] < 0xA0;  // C1: some terminals obey these too
    if (n == 0 || control) {
      out += "\\x";
      out += kHex[p[i] >> 4];
      out += kHex[p[i] & 15];
      i += 1;
    } else if (n > 1 && is_hidden(i)) {
      size_t next = i;
      char32_t c = next_code_point(raw, next);
      out += "<U+";
      for (int shift = c > 0xFFFF ? 16 : 12; shift >= 0; shift -= 4) out += kHex[(c >> shift) & 15];
      out += '>';
      i = next;
    } else {
      out.append(raw.substr(i, n));
      i += n;
    }
    if (out.size() >= bytes && i < raw.size()) out += "...";
  }
  return out;
}

}  // namespace rsmf
