#include "mime/transfer_encoding.hpp"

#include <algorithm>

#include "mime/base64_encode.hpp"
#include "mime/quoted_printable_encoder.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace rsmf {
namespace {

constexpr size_t kMaxMailLine = 998;

#if defined(__x86_64__)
/// count_unfit() of so many blocks of 32 bytes.
__attribute__((target("avx2"))) size_t count_unfit_avx2(const char* from, size_t blocks) {
  const __m256i one = _mm256_set1_epi8(1), lowest = _mm256_set1_epi8(0x21), zero = _mm256_setzero_si256();
  // By its low half each byte is shown the one control character that it may be.
  const __m256i allowed =
      _mm256_broadcastsi128_si256(_mm_setr_epi8(-1, -1, -1, -1, -1, -1, -1, -1, -1, '\t', '\n', -1, -1, '\r', -1, -1));
  __m256i sums = zero;
  while (blocks > 0) {
    // A byte counts to 255.
    size_t some = std::min<size_t>(blocks, 255);
    blocks -= some;
    __m256i counts = zero;
    for (; some > 0; --some, from += 32) {
      __m256i block = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
      // One more makes 0x7f, too, one of the negative numbers, as which all from 0x80 up are seen.
      __m256i odd = _mm256_cmpgt_epi8(lowest, _mm256_add_epi8(block, one));
      __m256i fine = _mm256_cmpeq_epi8(block, _mm256_shuffle_epi8(allowed, block));
      counts = _mm256_sub_epi8(counts, _mm256_andnot_si256(fine, odd));
    }
    sums = _mm256_add_epi64(sums, _mm256_sad_epu8(counts, zero));
  }
  alignas(32) uint64_t parts[4];
  _mm256_store_si256(reinterpret_cast<__m256i*>(parts), sums);
  return parts[0] + parts[1] + parts[2] + parts[3];
}
#endif

bool has_unfit_line(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    std::string_view rest = text.substr(at);
    if (rest.starts_with("--") && rest.substr(2).starts_with(kBoundaryStart)) return true;
    size_t line = std::min(rest.find('\n'), rest.size());
    if (line > kMaxMailLine + 1) return true;
    at += line + 1;
  }
  return false;
}

}  // namespace

size_t count_unfit_portably(std::string_view text) {
  size_t unfit = 0;
  for (char byte : text) {
    auto c = static_cast<unsigned char>(byte);
    unfit += (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c > 0x7e;
  }
  return unfit;
}

size_t count_unfit(std::string_view text) {
  size_t unfit = 0;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) {
    unfit = count_unfit_avx2(text.data(), text.size() / 32);
    text.remove_prefix(text.size() / 32 * 32);
  }
#endif
  return unfit + count_unfit_portably(text);
}

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
