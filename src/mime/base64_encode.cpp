#include "mime/base64_encode.hpp"

#include <algorithm>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace rsmf {
namespace {

constexpr size_t kLine = 57, kColumns = 76, kEncodedLine = kColumns + 2;
constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Any number of bytes, padded at the end.
char* encode_scalar(const unsigned char* in, size_t size, char* out) {
  for (; size >= 3; size -= 3, in += 3, out += 4) {
    uint32_t bits = static_cast<uint32_t>(in[0] << 16 | in[1] << 8 | in[2]);
    out[0] = kAlphabet[bits >> 18];
    out[1] = kAlphabet[bits >> 12 & 63];
    out[2] = kAlphabet[bits >> 6 & 63];
    out[3] = kAlphabet[bits & 63];
  }
  if (size == 0) return out;
  uint32_t bits = static_cast<uint32_t>(in[0] << 16 | (size == 2 ? in[1] << 8 : 0));
  out[0] = kAlphabet[bits >> 18];
  out[1] = kAlphabet[bits >> 12 & 63];
  out[2] = size == 2 ? kAlphabet[bits >> 6 & 63] : '=';
  out[3] = '=';
  return out + 4;
}

void encode_line_scalar(const unsigned char* in, char* out) {
  encode_scalar(in, kLine, out);
}

#if defined(__x86_64__)

// Twelve bytes become sixteen characters: spread to 6-bit fields by two multiplications, then turn each value into its
// letter by adding the offset of its range, which a 16-entry table gives.
__attribute__((target("ssse3"))) inline __m128i encode_12(__m128i in) {
  in = _mm_shuffle_epi8(in, _mm_set_epi8(10, 11, 9, 10, 7, 8, 6, 7, 4, 5, 3, 4, 1, 2, 0, 1));
  __m128i high = _mm_mulhi_epu16(_mm_and_si128(in, _mm_set1_epi32(0x0fc0fc00)), _mm_set1_epi32(0x04000040));
  __m128i low = _mm_mullo_epi16(_mm_and_si128(in, _mm_set1_epi32(0x003f03f0)), _mm_set1_epi32(0x01000010));
  __m128i value = _mm_or_si128(high, low);
  __m128i range = _mm_subs_epu8(value, _mm_set1_epi8(51));
  range = _mm_or_si128(range, _mm_and_si128(_mm_cmpgt_epi8(_mm_set1_epi8(26), value), _mm_set1_epi8(13)));
  const __m128i offsets = _mm_setr_epi8('a' - 26, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52,
                                        '0' - 52, '0' - 52, '0' - 52, '+' - 62, '/' - 63, 'A', 0, 0);
  return _mm_add_epi8(_mm_shuffle_epi8(offsets, range), value);
}

/// Reads 64 bytes, writes 80: the caller sees to it that both may be touched.
__attribute__((target("ssse3"))) void encode_line_ssse3(const unsigned char* in, char* out) {
  for (int step = 0; step < 5; ++step) {
    __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(in + 12 * step));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + 16 * step), encode_12(block));
  }
}

__attribute__((target("avx2"))) inline __m256i encode_24(const unsigned char* from) {
  __m256i in = _mm256_set_m128i(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from + 12)),
                                _mm_loadu_si128(reinterpret_cast<const __m128i*>(from)));
  in = _mm256_shuffle_epi8(
      in, _mm256_broadcastsi128_si256(_mm_set_epi8(10, 11, 9, 10, 7, 8, 6, 7, 4, 5, 3, 4, 1, 2, 0, 1)));
  __m256i high = _mm256_mulhi_epu16(_mm256_and_si256(in, _mm256_set1_epi32(0x0fc0fc00)), _mm256_set1_epi32(0x04000040));
  __m256i low = _mm256_mullo_epi16(_mm256_and_si256(in, _mm256_set1_epi32(0x003f03f0)), _mm256_set1_epi32(0x01000010));
  __m256i value = _mm256_or_si256(high, low);
  __m256i range = _mm256_subs_epu8(value, _mm256_set1_epi8(51));
  range =
      _mm256_or_si256(range, _mm256_and_si256(_mm256_cmpgt_epi8(_mm256_set1_epi8(26), value), _mm256_set1_epi8(13)));
  const __m256i offsets =
      _mm256_broadcastsi128_si256(_mm_setr_epi8('a' - 26, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52,
                                                '0' - 52, '0' - 52, '0' - 52, '0' - 52, '+' - 62, '/' - 63, 'A', 0, 0));
  return _mm256_add_epi8(_mm256_shuffle_epi8(offsets, range), value);
}

__attribute__((target("avx2"))) void encode_line_avx2(const unsigned char* in, char* out) {
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), encode_24(in));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + 32), encode_24(in + 24));
  __m128i rest = _mm_loadu_si128(reinterpret_cast<const __m128i*>(in + 48));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(out + 64), encode_12(rest));
}

#endif

using EncodeLine = void (*)(const unsigned char* in, char* out);

EncodeLine best_encode_line() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return encode_line_avx2;
  if (__builtin_cpu_supports("ssse3")) return encode_line_ssse3;
#endif
  return encode_line_scalar;
}

/// The vector forms read up to 7 bytes and write up to 4 past their line.
constexpr size_t kReadPast = 7;

}  // namespace

void Base64Lines::add(std::string_view bytes, std::string& to) {
  const auto* in = reinterpret_cast<const unsigned char*>(bytes.data());
  size_t left = bytes.size();
  auto put_line = [&](EncodeLine encode, const unsigned char* from, char* out) {
    encode(from, out);
    out[kColumns] = '\r';
    out[kColumns + 1] = '\n';
  };
  size_t lines = (pending_size_ + left) / kLine;
  size_t old_size = to.size();
  if (lines > 0) {
    to.resize_and_overwrite(old_size + lines * kEncodedLine + 8, [&](char* data, size_t) {
      char* out = data + old_size;
      if (pending_size_ > 0) {
        size_t missing = kLine - pending_size_;
        std::memcpy(pending_ + pending_size_, in, missing);
        in += missing;
        left -= missing;
        pending_size_ = 0;
        put_line(encode_line_scalar, reinterpret_cast<const unsigned char*>(pending_), out);
        out += kEncodedLine;
      }
      EncodeLine encode = best_encode_line();
      for (; left >= kLine + kReadPast; left -= kLine, in += kLine, out += kEncodedLine) put_line(encode, in, out);
      for (; left >= kLine; left -= kLine, in += kLine, out += kEncodedLine) put_line(encode_line_scalar, in, out);
      return old_size + lines * kEncodedLine;
    });
  }
  if (left > 0) std::memcpy(pending_ + pending_size_, in, left);
  pending_size_ += left;
}

void Base64Lines::finish(std::string& to) {
  if (pending_size_ == 0) return;
  char line[kEncodedLine];
  char* end = encode_scalar(reinterpret_cast<const unsigned char*>(pending_), pending_size_, line);
  *end++ = '\r';
  *end++ = '\n';
  to.append(line, end);
  pending_size_ = 0;
}

uint64_t Base64Lines::encoded_size(uint64_t bytes) {
  uint64_t characters = (bytes + 2) / 3 * 4;
  return characters + (characters + kColumns - 1) / kColumns * 2;
}

std::string base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4, '\0');
  encode_scalar(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), text.data());
  return text;
}

}  // namespace rsmf
