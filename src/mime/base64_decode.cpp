#include "mime/base64_decode.hpp"

#include <array>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace rsmf {
namespace {

constexpr std::array<uint8_t, 256> kValues = [] {
  std::array<uint8_t, 256> values{};
  values.fill(kNotBase64);
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (size_t i = 0; i < kAlphabet.size(); ++i) values[static_cast<unsigned char>(kAlphabet[i])] = uint8_t(i);
  return values;
}();

bool decode_scalar(const char* in, size_t size, char* out) {
  uint8_t seen = 0;
  for (; size >= 4; size -= 4, in += 4, out += 3) {
    uint8_t a = base64_value(in[0]), b = base64_value(in[1]), c = base64_value(in[2]), d = base64_value(in[3]);
    seen = uint8_t(seen | a | b | c | d);
    out[0] = char(a << 2 | b >> 4);
    out[1] = char(b << 4 | c >> 2);
    out[2] = char(c << 6 | d);
  }
  return (seen & 0xC0) == 0;
}

bool is_base64_scalar(const char* in, size_t size) {
  uint8_t seen = 0;
  for (size_t i = 0; i < size; ++i) seen |= base64_value(in[i]);
  return (seen & 0xC0) == 0;
}

#if defined(__x86_64__)

// The upper half of a character's byte gives the run of the alphabet it could belong to; each kind of run is a bit.
// The lower half gives, for each kind of run, whether it is outside of it. A character is foreign if both agree.
enum Run : uint8_t { kSigns = 1, kDigits = 2, kLetters = 4, kLastLetters = 8, kNoRun = 16 };
struct alignas(16) Table {
  uint8_t at[16];
};
constexpr Table kRunOfUpper = [] {
  Table t{};
  for (int upper = 0; upper < 16; ++upper)
    t.at[upper] = upper == 2                 ? kSigns
                  : upper == 3               ? kDigits
                  : upper == 4 || upper == 6 ? kLetters
                  : upper == 5 || upper == 7 ? kLastLetters
                                             : kNoRun;
  return t;
}();
constexpr Table kOutsideOfLower = [] {
  Table t{};
  for (int lower = 0; lower < 16; ++lower)
    t.at[lower] = uint8_t((lower == 11 || lower == 15 ? 0 : kSigns) | (lower <= 9 ? 0 : kDigits) |
                          (lower >= 1 ? 0 : kLetters) | (lower <= 10 ? 0 : kLastLetters) | kNoRun);
  return t;
}();
// What to add to a character to get its value, by its upper half; the slash goes one to the left of the plus.
constexpr Table kShiftOfUpper = {{0, 63 - '/', 62 - '+', uint8_t(52 - '0'), uint8_t(0 - 'A'), uint8_t(0 - 'A'),
                                  uint8_t(26 - 'a'), uint8_t(26 - 'a')}};

__attribute__((target("avx2"))) inline __m256i both(const Table& table) {
  return _mm256_broadcastsi128_si256(_mm_load_si128(reinterpret_cast<const __m128i*>(table.at)));
}
__attribute__((target("avx2"))) inline __m256i load_32(const char* p) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
}
__attribute__((target("avx2"))) inline __m256i foreign(__m256i text, __m256i upper) {
  __m256i lower = _mm256_and_si256(text, _mm256_set1_epi8(15));
  return _mm256_and_si256(_mm256_shuffle_epi8(both(kRunOfUpper), upper),
                          _mm256_shuffle_epi8(both(kOutsideOfLower), lower));
}
__attribute__((target("avx2"))) inline __m256i upper_halves(__m256i text) {
  return _mm256_and_si256(_mm256_srli_epi32(text, 4), _mm256_set1_epi8(15));
}

/// 32 characters to 24 bytes, in the low 12 of each half.
__attribute__((target("avx2"))) inline __m256i decode_32(__m256i text, __m256i& faults) {
  __m256i upper = upper_halves(text);
  faults = _mm256_or_si256(faults, foreign(text, upper));
  __m256i is_slash = _mm256_cmpeq_epi8(text, _mm256_set1_epi8('/'));
  __m256i value = _mm256_add_epi8(text, _mm256_shuffle_epi8(both(kShiftOfUpper), _mm256_add_epi8(upper, is_slash)));
  __m256i pairs = _mm256_maddubs_epi16(value, _mm256_set1_epi32(0x01400140));  // first * 64 + second
  __m256i fours = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x00011000));     // first pair * 4096 + second
  const __m256i order =
      _mm256_broadcastsi128_si256(_mm_setr_epi8(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1));
  return _mm256_shuffle_epi8(fours, order);
}

__attribute__((target("avx2"))) bool decode_avx2(const char* in, size_t size, char* out) {
  __m256i faults = _mm256_setzero_si256();
  // A step writes 28 bytes, of which 24 count: as long as that many are still to come.
  for (; size >= 40; size -= 32, in += 32, out += 24) {
    __m256i bytes = decode_32(load_32(in), faults);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out), _mm256_castsi256_si128(bytes));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + 12), _mm256_extracti128_si256(bytes, 1));
  }
  return bool(_mm256_testz_si256(faults, faults)) & decode_scalar(in, size, out);
}

__attribute__((target("avx2"))) bool is_base64_avx2(const char* in, size_t size) {
  if (size < 32) return is_base64_scalar(in, size);
  __m256i faults = _mm256_setzero_si256();
  for (size_t i = 0; i + 32 < size; i += 32) {
    __m256i text = load_32(in + i);
    faults = _mm256_or_si256(faults, foreign(text, upper_halves(text)));
  }
  __m256i last = load_32(in + size - 32);  // overlaps what was seen
  faults = _mm256_or_si256(faults, foreign(last, upper_halves(last)));
  return _mm256_testz_si256(faults, faults);
}

bool has_avx2() {
  return __builtin_cpu_supports("avx2");
}

#endif

template <class IsBase64>
size_t count_lines(std::string_view text, size_t columns, std::string_view line_end, IsBase64 is_base64) {
  size_t stride = columns + line_end.size(), lines = 0;
  for (; text.size() >= stride; text.remove_prefix(stride), ++lines) {
    if (text.compare(columns, line_end.size(), line_end) != 0 || !is_base64(text.data(), columns)) break;
  }
  return lines;
}

}  // namespace

uint8_t base64_value(char c) {
  return kValues[static_cast<unsigned char>(c)];
}

size_t base64_prefix(std::string_view text) {
  size_t at = 0;
#if defined(__x86_64__)
  constexpr size_t kStep = 64;  // as far as that, it is all or nothing
  if (has_avx2())
    while (at + kStep <= text.size() && is_base64_avx2(text.data() + at, kStep)) at += kStep;
#endif
  while (at < text.size() && base64_value(text[at]) != kNotBase64) ++at;
  return at;
}

size_t whole_base64_lines(std::string_view text, size_t columns, std::string_view line_end) {
#if defined(__x86_64__)
  if (has_avx2()) return count_lines(text, columns, line_end, is_base64_avx2);
#endif
  return whole_base64_lines_portably(text, columns, line_end);
}

size_t whole_base64_lines_portably(std::string_view text, size_t columns, std::string_view line_end) {
  return count_lines(text, columns, line_end, is_base64_scalar);
}

bool decode_base64(std::string_view text, char* to) {
#if defined(__x86_64__)
  if (has_avx2()) return decode_avx2(text.data(), text.size(), to);
#endif
  return decode_base64_portably(text, to);
}

bool decode_base64_portably(std::string_view text, char* to) {
  return decode_scalar(text.data(), text.size(), to);
}

bool decode_loose_base64(std::string_view text, std::string& to) {
  uint32_t bits = 0;
  size_t count = 0, padding = 0;
  bool strict = true;
  for (char c : text) {
    uint8_t value = base64_value(c);
    if (c == '=') ++padding;
    if (value == kNotBase64 || padding) {
      strict &= c == '=';
      continue;
    }
    bits = bits << 6 | value;
    if (++count % 4 == 0) to.append({char(bits >> 16), char(bits >> 8), char(bits)});
  }
  size_t left = count % 4;
  if (left == 2) to.append({char(bits >> 4)});
  if (left == 3) to.append({char(bits >> 10), char(bits >> 2)});
  return strict && left != 1 && padding == (left == 0 ? 0 : 4 - left);
}

}  // namespace rsmf
