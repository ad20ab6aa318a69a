#include "mime/quoted_printable_encoder.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace rsmf {
namespace {

constexpr ptrdiff_t kQuotedColumns = 75;  // the 76th is for the "=" of a soft line break

/// What has to be written as =XX. A blank is fine but for the end of a line, which is dealt with apart.
bool needs_quoting(unsigned char c) {
  return (c < 0x20 && c != '\t') || c > 0x7e || c == '=';
}

#if defined(__x86_64__)
/// One bit for each of 16 bytes that needs quoting.
uint32_t quoting_mask(__m128i block) {
  // As signed bytes everything from 0x80 up is negative, so one comparison finds both ends.
  __m128i low = _mm_cmplt_epi8(block, _mm_set1_epi8(0x20));
  __m128i tab = _mm_cmpeq_epi8(block, _mm_set1_epi8('\t'));
  __m128i del = _mm_cmpeq_epi8(block, _mm_set1_epi8(0x7f));
  __m128i equals = _mm_cmpeq_epi8(block, _mm_set1_epi8('='));
  return static_cast<uint32_t>(_mm_movemask_epi8(_mm_or_si128(_mm_andnot_si128(tab, low), _mm_or_si128(del, equals))));
}
#endif

char* put_quoted(unsigned char c, char* to) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  to[0] = '=';
  to[1] = kHex[c >> 4];
  to[2] = kHex[c & 15];
  return to + 3;
}

/// Both copy from [from, end) up to the first byte that needs quoting; return where they stopped and move `to`.
struct PortableCopy {
  static const char* copy_plain(const char* from, const char* end, char*& to) {
    while (from < end && !needs_quoting(static_cast<unsigned char>(*from))) *to++ = *from++;
    return from;
  }
};
#if defined(__x86_64__)
/// Reads and writes up to 16 bytes past `end`.
struct VectorCopy {
  static const char* copy_plain(const char* from, const char* end, char*& to) {
    while (from < end) {
      __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
      _mm_storeu_si128(reinterpret_cast<__m128i*>(to), block);
      auto clean = std::min<ptrdiff_t>(__builtin_ctz(quoting_mask(block) | 0x10000), end - from);
      from += clean;
      to += clean;
      if (clean < 16) break;
    }
    return from;
  }
};
#endif

/// Quoted-printable in one pass: ends of lines are found among the other bytes that need care.
template <class Copy>
class QuotedPrinter {
 public:
  /// Encodes [from, stop) and moves `to`; returns where it is: at `stop`, or behind a line end there. Reads up to 16
  /// bytes past `end`, where the text ends. REQUIRES: room for kMost bytes for each byte and kSlack more.
  const char* print(const char* from, const char* stop, const char* end, char*& to) {
    out_ = to;
    if (run_ == nullptr) run_ = from;
    while (from < stop) {
      // A soft break may be anywhere, so that a line of 1 MB needs no 4 MB at once.
      const char* run_end = end - run_ > kRun ? run_ + kRun : end;
      from = copy_plain(from, std::min({run_end, stop, from + (kQuotedColumns - column_)}));
      if (from < end && *from == '\r') {
        end_line(from);
        from = run_ = std::min(end, from + 2);
      } else if (from == stop) {
        break;
      } else if (from == run_end) {
        quote_last_blank(from);
        put_soft_break();
        run_ = from;
      } else if (column_ == kQuotedColumns) {
        put_soft_break();
      } else {
        from = quote_group(from, std::min(run_end, stop));
      }
    }
    if (from == end && run_ != end) end_line(end);
    to = out_;
    return from;
  }

  static constexpr size_t kMost = 4;  // "=XX", and its share of a soft break
  static constexpr size_t kSlack = 64;

 private:
  static constexpr ptrdiff_t kRun = 16 * 1024;

  const char* copy_plain(const char* from, const char* end) {
    const char* old = out_;
    from = Copy::copy_plain(from, end, out_);
    column_ += out_ - old;
    return from;
  }
  /// What is not ASCII comes in groups.
  const char* quote_group(const char* from, const char* end) {
    do {
      if (column_ > kQuotedColumns - 3) put_soft_break();
      out_ = put_quoted(static_cast<unsigned char>(*from++), out_);
      column_ += 3;
    } while (from < end && static_cast<unsigned char>(*from) >= 0x80);
    return from;
  }
  void put_soft_break() {
    std::memcpy(out_, "=\r\n", 3);
    out_ += 3;
    column_ = 0;
  }
  /// A blank at the end of a line would be lost on the way.
  void quote_last_blank(const char* end) {
    if (end == run_ || (end[-1] != ' ' && end[-1] != '\t')) return;
    --out_;
    if (--column_ > kQuotedColumns - 3) put_soft_break();
    out_ = put_quoted(static_cast<unsigned char>(end[-1]), out_);
  }
  void end_line(const char* at) {
    quote_last_blank(at);
    std::memcpy(out_, "\r\n", 2);
    out_ += 2;
    column_ = 0;
  }
  char* out_ = nullptr;
  const char* run_ = nullptr;  // where the line, or a run of a long one, began
  ptrdiff_t column_ = 0;
};

template <class Copy>
void append_in_one_pass(std::string_view text, std::string& to) {
  constexpr size_t kEncodedAtOnce = 32 * 1024;
  using Printer = QuotedPrinter<Copy>;
  Printer printer;
  const char* from = text.data();
  const char* end = from + text.size();
  while (from < end) {
    size_t length = std::min(kEncodedAtOnce, static_cast<size_t>(end - from)), old = to.size();
    to.resize_and_overwrite(old + length * Printer::kMost + Printer::kSlack, [&](char* data, size_t) {
      char* out = data + old;
      from = printer.print(from, from + length, end, out);
      return out - data;
    });
  }
}

#if defined(__x86_64__)

// Which bytes of a text need care, and where its lines end, is not predictable: each branch on it is mispredicted every
// other time, which costs more than the work. So whole lines are done in two steps without such
// branches: first everything is quoted, eight bytes at a time, by tables; then the result is cut into lines.

constexpr char kHexDigits[] = "0123456789ABCDEF";
/// A text of whole lines that is done at once.
constexpr size_t kSegment = 4096;
/// What the steps may read and write past their text.
constexpr size_t kPast = 96;

/// How eight bytes become up to 24, of which those in the index (one bit each) are quoted.
struct Spread {
  alignas(32) uint8_t first[32];   // from the bytes and the high halves of their numbers
  alignas(32) uint8_t second[32];  // from the low halves and "="
};

constexpr std::array<Spread, 256> kSpreads = [] {
  std::array<Spread, 256> spreads{};
  for (size_t mask = 0; mask < spreads.size(); ++mask) {
    Spread& spread = spreads[mask];
    std::fill_n(spread.first, 32, uint8_t(0x80));  // gives a zero
    std::fill_n(spread.second, 32, uint8_t(0x80));
    size_t at = 0;
    for (uint8_t byte = 0; byte < 8; ++byte) {
      if (mask >> byte & 1) {
        spread.second[at++] = 8;
        spread.first[at++] = uint8_t(8 + byte);
        spread.second[at++] = byte;
      } else {
        spread.first[at++] = byte;
      }
    }
  }
  return spreads;
}();

__attribute__((target("avx2"))) inline __m256i block_at(const char* from) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
}

__attribute__((target("avx2"))) inline void put_block(__m256i block, char* to) {
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), block);
}

__attribute__((target("avx2"))) inline __m256i equal_to(__m256i block, char c) {
  return _mm256_cmpeq_epi8(block, _mm256_set1_epi8(c));
}

__attribute__((target("avx2"))) inline uint32_t mask_of(__m256i matches) {
  return static_cast<uint32_t>(_mm256_movemask_epi8(matches));
}

/// One bit for each of the 32 bytes that is to be quoted: blanks before a line end, and all but printable ASCII, tabs
/// and line ends. Looks one byte further.
__attribute__((target("avx2"))) inline uint32_t quoted_in(const char* from, __m256i block) {
  // One more makes 0x7f, too, one of the negative numbers, as which all from 0x80 up are seen.
  __m256i odd = _mm256_cmpgt_epi8(_mm256_set1_epi8(0x21), _mm256_add_epi8(block, _mm256_set1_epi8(1)));
  // By its low half each byte is shown the one control character that it may be.
  __m256i allowed =
      _mm256_broadcastsi128_si256(_mm_setr_epi8(-1, -1, -1, -1, -1, -1, -1, -1, -1, '\t', '\n', -1, -1, '\r', -1, -1));
  odd = _mm256_andnot_si256(_mm256_cmpeq_epi8(block, _mm256_shuffle_epi8(allowed, block)), odd);
  __m256i blank = _mm256_or_si256(equal_to(block, ' '), equal_to(block, '\t'));
  __m256i last_blank = _mm256_and_si256(blank, equal_to(block_at(from + 1), '\r'));
  return mask_of(_mm256_or_si256(odd, _mm256_or_si256(equal_to(block, '='), last_blank)));
}

/// Quotes eight bytes, twice the same in `first` and in `second` with what belongs to them.
__attribute__((target("avx2,popcnt"))) inline void put_eight(__m256i first, __m256i second, uint32_t& quoted,
                                                             char*& to) {
  const Spread& spread = kSpreads[quoted & 0xff];
  first = _mm256_shuffle_epi8(first, _mm256_load_si256(reinterpret_cast<const __m256i*>(spread.first)));
  second = _mm256_shuffle_epi8(second, _mm256_load_si256(reinterpret_cast<const __m256i*>(spread.second)));
  put_block(_mm256_or_si256(first, second), to);
  to += 8 + 2 * __builtin_popcount(quoted & 0xff);
  quoted >>= 8;
}

/// Quotes [from, end) without a thought for the length of lines, and returns the end of the result.
__attribute__((target("avx2,popcnt"))) char* quote_all(const char* from, const char* end, char* to) {
  const __m256i digits = _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(kHexDigits)));
  const __m256i low_half = _mm256_set1_epi8(0x0f), equals = _mm256_set1_epi8('=');
  for (; from < end; from += 32) {
    __m256i block = block_at(from);
    uint32_t quoted = quoted_in(from, block);
    ptrdiff_t left = end - from;
    if (left < 32) quoted &= (uint32_t(1) << left) - 1;
    if (quoted == 0) {
      put_block(block, to);
      to += 32;
      continue;
    }
    __m256i high = _mm256_shuffle_epi8(digits, _mm256_and_si256(_mm256_srli_epi16(block, 4), low_half));
    __m256i low = _mm256_shuffle_epi8(digits, _mm256_and_si256(block, low_half));
    // Eight bytes and what belongs to them, side by side: of the first and third, of the second and fourth eight.
    __m256i odd_first = _mm256_unpacklo_epi64(block, high), odd_second = _mm256_unpacklo_epi64(low, equals);
    __m256i even_first = _mm256_unpackhi_epi64(block, high), even_second = _mm256_unpackhi_epi64(low, equals);
    put_eight(_mm256_permute2x128_si256(odd_first, odd_first, 0), _mm256_permute2x128_si256(odd_second, odd_second, 0),
              quoted, to);
    put_eight(_mm256_permute2x128_si256(even_first, even_first, 0),
              _mm256_permute2x128_si256(even_second, even_second, 0), quoted, to);
    put_eight(_mm256_permute2x128_si256(odd_first, odd_first, 0x11),
              _mm256_permute2x128_si256(odd_second, odd_second, 0x11), quoted, to);
    put_eight(_mm256_permute2x128_si256(even_first, even_first, 0x11),
              _mm256_permute2x128_si256(even_second, even_second, 0x11), quoted, to);
  }
  return to + (end - from);  // what the last block had too much
}

/// Copies [from, end), whole lines of quoted text, with soft breaks, and returns the end of the result.
__attribute__((target("avx2,bmi"))) char* fold_lines(const char* from, const char* end, char* to) {
  static constexpr char kEnds[2][4] = {{'\r', '\n'}, {'=', '\r', '\n'}};
  while (from < end) {
    __m256i block0 = block_at(from), block1 = block_at(from + 32), block2 = block_at(from + 64);
    put_block(block0, to);
    put_block(block1, to + 32);
    put_block(block2, to + 64);
    uint64_t ends = uint64_t(mask_of(equal_to(block1, '\r'))) << 32 | mask_of(equal_to(block0, '\r'));
    uint64_t far_ends = (mask_of(equal_to(block2, '\r')) | uint32_t(1) << (kQuotedColumns + 1 - 64));
    size_t near = static_cast<size_t>(__builtin_ctzll(ends | uint64_t(1) << 63));
    size_t far = 64 + static_cast<size_t>(__builtin_ctzll(far_ends));
    size_t line = ends != 0 ? near : far;
    // At most 75 columns, and no "=XX" is torn: it may begin in the last but two.
    uint32_t quotes = mask_of(equal_to(block2, '=')) >> (kQuotedColumns - 2 - 64);
    size_t most = kQuotedColumns - (quotes & 1) * 2 - (quotes >> 1 & 1);
    bool is_soft = line > kQuotedColumns;
    line = is_soft ? most : line;
    std::memcpy(to + line, kEnds[is_soft], 4);
    to += line + 2 + is_soft;
    from += line + (is_soft ? 0 : 2);
  }
  return to;
}

/// The whole lines with which `text` begins, as many as are done at once; none if the first is long.
std::string_view whole_lines(std::string_view text) {
  size_t end = text.substr(0, kSegment).rfind("\r\n");
  return end == std::string_view::npos ? std::string_view() : text.substr(0, end + 2);
}

void append_lines(std::string_view lines, std::string& to) {
  char quoted[kSegment * 3 + kPast];
  char* quoted_end = quote_all(lines.data(), lines.data() + lines.size(), quoted);
  std::memset(quoted_end, 0, kPast);
  size_t old = to.size(), size = static_cast<size_t>(quoted_end - quoted);
  to.resize_and_overwrite(old + size + size / 16 + 2 * kPast,
                          [&](char* data, size_t) { return fold_lines(quoted, quoted_end, data + old) - data; });
}

bool cpu_has_avx2() {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt");
}

#endif

}  // namespace

void append_quoted_printable_portably(std::string_view text, std::string& to) {
  append_in_one_pass<PortableCopy>(text, to);
}

void append_quoted_printable(std::string_view text, std::string& to) {
#if defined(__x86_64__)
  if (cpu_has_avx2()) {
    while (!text.empty()) {
      std::string_view lines = whole_lines(text);
      if (!lines.empty()) {
        append_lines(lines, to);
      } else {
        size_t end = text.find("\r\n");
        lines = end == std::string_view::npos ? text : text.substr(0, end + 2);
        append_in_one_pass<VectorCopy>(lines, to);
      }
      text.remove_prefix(lines.size());
    }
    return;
  }
  append_in_one_pass<VectorCopy>(text, to);
#else
  append_quoted_printable_portably(text, to);
#endif
}

}  // namespace rsmf
