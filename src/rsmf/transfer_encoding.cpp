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

/// Quoted-printable in one pass: ends of lines are found among the other bytes that need care.
class QuotedPrinter {
 public:
  /// Encodes [from, stop) and moves `to`; returns where it is: at `stop`, or behind a line end there. Reads up to 16
  /// bytes past `end`, where the text ends. REQUIRES: room for kMost bytes for each byte and kSlack more.
  const char* print(const char* from, const char* stop, const char* end, char*& to) {
    out_ = to;
    if (run_ == nullptr) run_ = from;
    while (from < stop) {
      // A soft break may stand anywhere, so that a line of 1 MB needs no 4 MB at once.
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
    from = rsmf::copy_plain(from, end, out_);
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

void append_quoted_printable(std::string_view text, std::string& to) {
  constexpr size_t kPiece = 32 * 1024;
  QuotedPrinter printer;
  const char* from = text.data();
  const char* end = from + text.size();
  while (from < end) {
    size_t length = std::min(kPiece, static_cast<size_t>(end - from)), old = to.size();
    to.resize_and_overwrite(old + length * QuotedPrinter::kMost + QuotedPrinter::kSlack, [&](char* data, size_t) {
      char* out = data + old;
      from = printer.print(from, from + length, end, out);
      return out - data;
    });
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
