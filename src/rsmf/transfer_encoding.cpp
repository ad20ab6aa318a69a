#include "rsmf/transfer_encoding.hpp"

#include <algorithm>
#include <cstring>

#include "rsmf/base64.hpp"
#include "rsmf/copy_until.hpp"

namespace rsmf {
namespace {

constexpr size_t kMaxLine = 998;
constexpr ptrdiff_t kQuotedColumns = 75;  // the 76th is for the "=" of a soft line break

/// What has to be written as =XX. A blank is fine but for the end of a line, which is dealt with apart.
struct NeedsQuoting {
  static bool is(unsigned char c) { return (c < 0x20 && c != '\t') || c > 0x7e || c == '='; }
#if defined(__SSE2__)
  static uint32_t mask(__m128i block) {
    // As signed bytes everything from 0x80 up is negative, so one comparison finds both ends.
    __m128i low = _mm_cmplt_epi8(block, _mm_set1_epi8(0x20));
    __m128i tab = _mm_cmpeq_epi8(block, _mm_set1_epi8('\t'));
    __m128i del = _mm_cmpeq_epi8(block, _mm_set1_epi8(0x7f));
    __m128i equals = _mm_cmpeq_epi8(block, _mm_set1_epi8('='));
    return static_cast<uint32_t>(
        _mm_movemask_epi8(_mm_or_si128(_mm_andnot_si128(tab, low), _mm_or_si128(del, equals))));
  }
#endif
};

/// Bytes that 7bit does not allow: above 0x7e, and control characters other than tab, CR and LF.
size_t count_unfit(std::string_view text) {
  size_t unfit = 0;
  const char* from = text.data();
  const char* end = from + text.size();
#if defined(__SSE2__)
  __m128i sums = _mm_setzero_si128();
  for (; end - from >= 16; from += 16) {
    __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    __m128i low = _mm_cmplt_epi8(block, _mm_set1_epi8(0x20));
    __m128i bad = _mm_or_si128(low, _mm_cmpeq_epi8(block, _mm_set1_epi8(0x7f)));
    __m128i line_end =
        _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('\n')), _mm_cmpeq_epi8(block, _mm_set1_epi8('\r')));
    __m128i fine = _mm_or_si128(line_end, _mm_cmpeq_epi8(block, _mm_set1_epi8('\t')));
    __m128i ones = _mm_and_si128(_mm_andnot_si128(fine, bad), _mm_set1_epi8(1));
    sums = _mm_add_epi64(sums, _mm_sad_epu8(ones, _mm_setzero_si128()));
  }
  alignas(16) uint64_t halves[2];
  _mm_store_si128(reinterpret_cast<__m128i*>(halves), sums);
  unfit = halves[0] + halves[1];
#endif
  for (; from < end; ++from) {
    auto c = static_cast<unsigned char>(*from);
    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c > 0x7e) ++unfit;
  }
  return unfit;
}

bool has_unfit_line(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    std::string_view rest = text.substr(at);
    if (rest.starts_with("--") && rest.substr(2).starts_with(kBoundaryStart)) return true;
    size_t line = std::min(rest.find('\n'), rest.size());
    if (line > kMaxLine + 1) return true;
    at += line + 1;
  }
  return false;
}

char* put_quoted(unsigned char c, char* to) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  to[0] = '=';
  to[1] = kHex[c >> 4];
  to[2] = kHex[c & 15];
  return to + 3;
}

char* put_soft_break(char* to) {
  std::memcpy(to, "=\r\n", 3);
  return to + 3;
}

/// Copies from [from, end) up to the first byte that needs quoting; returns where it stopped and moves `to`. Reads and
/// writes up to 16 bytes past `end`.
const char* copy_plain(const char* from, const char* end, char*& to) {
#if defined(__SSE2__)
  while (from < end) {
    __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), block);
    auto clean = std::min<ptrdiff_t>(__builtin_ctz(NeedsQuoting::mask(block) | 0x10000), end - from);
    from += clean;
    to += clean;
    if (clean < 16) break;
  }
  return from;
#else
  return copy_until<NeedsQuoting>(from, end, to);
#endif
}

/// Writes one line without its end. Reads up to 16 bytes past `end`.
char* quote_line(const char* from, const char* end, char* to) {
  // A blank at the end of a line would be lost on the way.
  bool blank_at_end = from < end && (end[-1] == ' ' || end[-1] == '\t');
  if (blank_at_end) --end;
  char* line = to;
  while (from < end) {
    ptrdiff_t left = kQuotedColumns - (to - line);
    if (left == 0) {
      line = to = put_soft_break(to);
      left = kQuotedColumns;
    }
    from = copy_plain(from, std::min(end, from + left), to);
    if (from == end || to - line == kQuotedColumns) continue;
    // What is not ASCII comes in groups.
    do {
      if (to - line > kQuotedColumns - 3) line = to = put_soft_break(to);
      to = put_quoted(static_cast<unsigned char>(*from++), to);
    } while (from < end && static_cast<unsigned char>(*from) >= 0x80);
  }
  if (!blank_at_end) return to;
  if (to - line > kQuotedColumns - 3) to = put_soft_break(to);
  return put_quoted(static_cast<unsigned char>(*end), to);
}

void append_quoted_printable(std::string_view text, std::string& to) {
  // Pieces of whole lines where possible; a soft break may stand anywhere, so that a line of 1 MB needs no 4 MB piece.
  constexpr size_t kPiece = 16 * 1024;
  const char* from = text.data();
  const char* end = from + text.size();
  while (from < end) {
    const char* line_end = static_cast<const char*>(std::memchr(from, '\r', static_cast<size_t>(end - from)));
    if (line_end == nullptr) line_end = end;
    bool whole = line_end - from <= static_cast<ptrdiff_t>(kPiece);
    const char* stop = whole ? line_end : from + kPiece;
    size_t length = static_cast<size_t>(stop - from), old = to.size();
    to.resize_and_overwrite(old + length * 3 + length / 8 + 64, [&](char* data, size_t) {
      char* out = quote_line(from, stop, data + old);
      if (whole) {
        std::memcpy(out, "\r\n", 2);
        out += 2;
      } else {
        out = put_soft_break(out);
      }
      return out - data;
    });
    from = whole ? std::min(end, stop + 2) : stop;
  }
}

}  // namespace

std::string_view name_of(TransferEncoding encoding) {
  switch (encoding) {
    case TransferEncoding::seven_bit:
      return "7bit";
    case TransferEncoding::quoted_printable:
      return "quoted-printable";
    case TransferEncoding::base64:
      break;
  }
  return "base64";
}

TransferEncoding choose_transfer_encoding(std::string_view text) {
  size_t unfit = count_unfit(text);
  if (unfit == 0 && !has_unfit_line(text)) return TransferEncoding::seven_bit;
  // Quoting adds two bytes for each, base64 a third of all.
  return unfit * 6 > text.size() ? TransferEncoding::base64 : TransferEncoding::quoted_printable;
}

void append_encoded(const TextBuffer& text, TransferEncoding encoding, std::string& to) {
  if (encoding == TransferEncoding::seven_bit) {
    to.append(text.view());
  } else if (encoding == TransferEncoding::quoted_printable) {
    append_quoted_printable(text.view(), to);
  } else {
    Base64Lines lines;
    lines.add(text.view(), to);
    lines.finish(to);
  }
}

}  // namespace rsmf
