#include "mime/transfer_encoding.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>

#include "mime/base64_encode.hpp"
#include "rsmf/encode/text_part.hpp"

namespace rsmf {
namespace {

std::string encode(std::string_view text, TransferEncoding encoding) {
  TextBuffer buffer;
  buffer.append(text);
  std::string encoded;
  append_encoded(buffer, encoding, encoded);
  return encoded;
}

/// Straight from the grammar of RFC 2045; complains about what it does not allow.
std::string decode_quoted_printable(std::string_view text) {
  std::string decoded;
  while (!text.empty()) {
    size_t end = text.find("\r\n");
    EXPECT_NE(end, std::string_view::npos) << "no line end";
    if (end == std::string_view::npos) return decoded;
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 2);
    EXPECT_LE(line.size(), 76u);
    EXPECT_FALSE(line.ends_with(' ') || line.ends_with('\t')) << line;
    bool soft = line.ends_with('=');
    if (soft) line.remove_suffix(1);
    for (size_t i = 0; i < line.size(); ++i) {
      EXPECT_TRUE((line[i] >= 0x20 && line[i] < 0x7f) || line[i] == '\t') << int(line[i]);
      if (line[i] != '=') {
        decoded += line[i];
        continue;
      }
      EXPECT_LT(i + 2, line.size());
      decoded += static_cast<char>(std::stoi(std::string(line.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    }
    if (!soft) decoded += "\r\n";
  }
  return decoded;
}

TEST(TransferEncodingTest, VectorAndPortableCountsAgree) {
  std::string text;
  for (int byte = 0; byte < 256; ++byte) {
    EXPECT_EQ(count_unfit(std::string(40, static_cast<char>(byte))) / 40,
              count_unfit_portably(std::string(1, static_cast<char>(byte))))
        << byte;
    text += static_cast<char>(byte);
  }
  for (int round = 0; round < 6; ++round) text += text;
  for (size_t at : {0, 1, 31, 32, 33, 5000}) {
    const std::string_view part = std::string_view(text).substr(at);
    EXPECT_EQ(count_unfit(part), count_unfit_portably(part)) << at;
  }
}

TEST(TransferEncodingTest, ChoosesThePlainest) {
  EXPECT_EQ(choose_transfer_encoding("plain\r\n"), TransferEncoding::seven_bit);
  EXPECT_EQ(choose_transfer_encoding("tab\there\r\n"), TransferEncoding::seven_bit);
  EXPECT_EQ(choose_transfer_encoding("mostly plain text with one é in it\r\n"), TransferEncoding::quoted_printable);
  EXPECT_EQ(choose_transfer_encoding("Привет, как дела?\r\n"), TransferEncoding::base64);
  EXPECT_EQ(choose_transfer_encoding(std::string_view("a\0b and more text\r\n", 19)),
            TransferEncoding::quoted_printable);
  EXPECT_EQ(choose_transfer_encoding("delete \x7f is no text for mails\r\n"), TransferEncoding::quoted_printable);
  EXPECT_EQ(choose_transfer_encoding(std::string(998, 'x') + "\r\n"), TransferEncoding::seven_bit);
  EXPECT_EQ(choose_transfer_encoding(std::string(999, 'x') + "\r\n"), TransferEncoding::quoted_printable);
}

TEST(TransferEncodingTest, NoLineLooksLikeABoundary) {
  std::string text = "harmless\r\n--" + std::string(kBoundaryStart) + "0123\r\n";
  ASSERT_EQ(choose_transfer_encoding(text), TransferEncoding::quoted_printable);
  std::string encoded = encode(text, TransferEncoding::quoted_printable);
  EXPECT_EQ(encoded.find(kBoundaryStart), std::string::npos);
  EXPECT_EQ(decode_quoted_printable(encoded), text);
  EXPECT_EQ(choose_transfer_encoding("-- =_rsmf_ within a line --=_rsmf_\r\n"), TransferEncoding::seven_bit);
}

TEST(TransferEncodingTest, QuotedPrintableKeepsEverything) {
  for (std::string text :
       {std::string("a=b\r\n"), std::string("blank at end \r\ntab at end\t\r\n \r\n\r\n"),
        std::string(75, 'x') + "\r\n", std::string(76, 'x') + "\r\n", std::string(74, 'x') + " \r\n",
        std::string(72, 'x') + "é\r\n", std::string(200, '=') + "\r\n", std::string(1 << 20, 'y') + "\r\n",
        std::string(40000, ' ') + "\r\n", std::string("no line end")}) {
    std::string whole = text.ends_with("\r\n") ? text : text + "\r\n";
    EXPECT_EQ(decode_quoted_printable(encode(text, TransferEncoding::quoted_printable)), whole) << text.substr(0, 50);
  }
}

TEST(TransferEncodingTest, QuotedPrintableKeepsNoise) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    std::string raw;
    for (size_t i = random() % 400; i > 0; --i) {
      static constexpr std::string_view kPool = "aaaaaaaaaaaaaabcd =.\t\n\r\xc3\xa9\x01";
      raw += random() % 3 ? kPool[random() % kPool.size()] : 'x';
    }
    TextBuffer text;
    append_with_crlf(raw, text);
    text.append("\r\n");
    std::string encoded;
    append_encoded(text, TransferEncoding::quoted_printable, encoded);
    ASSERT_EQ(decode_quoted_printable(encoded), text.view());
  }
}

/// One line at a time, as plainly as can be: the form in which files have always been written.
std::string quote_plainly(std::string_view text) {
  std::string encoded;
  while (!text.empty()) {
    size_t length = std::min(text.find('\r'), text.size());
    bool whole = length <= 16 * 1024;
    std::string_view line = text.substr(0, whole ? length : 16 * 1024);
    text.remove_prefix(std::min(text.size(), line.size() + (whole ? 2 : 0)));
    size_t column = 0;
    for (size_t i = 0; i < line.size(); ++i) {
      auto c = static_cast<unsigned char>(line[i]);
      bool blank_at_end = i + 1 == line.size() && (c == ' ' || c == '\t');
      bool quoted = blank_at_end || (c < 0x20 && c != '\t') || c > 0x7e || c == '=';
      if (column + (quoted ? 3 : 1) > 75) {
        encoded += "=\r\n";
        column = 0;
      }
      encoded += quoted ? fmt::format("={:02X}", c) : std::string(1, line[i]);
      column += quoted ? 3 : 1;
    }
    encoded += whole ? "\r\n" : "=\r\n";
  }
  return encoded;
}

TEST(TransferEncodingTest, QuotedPrintableIsWhatItAlwaysWas) {
  std::mt19937 random(8);
  for (int round = 0; round < 400; ++round) {
    // Long lines are cut into runs, and all is done in pieces: both borders are met.
    bool is_long = round % 8 == 0;
    std::string raw;
    size_t lines = is_long ? 4 : random() % 30, longest = is_long ? 40'000 : 170;
    for (size_t line = 0; line < lines; ++line) {
      size_t kind = random() % 4;
      for (size_t i = random() % longest; i > 0; --i) {
        static constexpr std::string_view kPool = "aaaaaaaaaabcd =.\t\xc3\xa9\x01\x7f";
        raw += kind == 0 ? '\xe4' : kind == 1 || random() % 3 == 0 ? 'x' : kPool[random() % kPool.size()];
      }
      if (is_long && random() % 2) raw.resize(raw.size() / 16'384 * 16'384, ' ');
      raw += random() % 4 ? "\r\n" : " \r\n";
    }
    ASSERT_EQ(encode(raw, TransferEncoding::quoted_printable), quote_plainly(raw)) << round;
  }
  EXPECT_EQ(encode("no line end ", TransferEncoding::quoted_printable), "no line end=20\r\n");
}

TEST(TextPartTest, EveryLineEndBecomesCrlf) {
  auto with_crlf = [](std::string_view text) {
    TextBuffer buffer;
    append_with_crlf(text, buffer);
    return std::string(buffer.view());
  };
  EXPECT_EQ(with_crlf("a\nb\rc\r\nd"), "a\r\nb\r\nc\r\nd");
  EXPECT_EQ(with_crlf("\r\r\n\n"), "\r\n\r\n\r\n");
  EXPECT_EQ(with_crlf("\r"), "\r\n");
  // Pairs at the border between pieces.
  for (size_t size : {65534u, 65535u, 65536u, 65537u}) {
    std::string text(size, 'x');
    EXPECT_EQ(with_crlf(text + "\r\n" + text), text + "\r\n" + text) << size;
    EXPECT_EQ(with_crlf(text + "\n\r" + text), text + "\r\n\r\n" + text) << size;
  }
}

}  // namespace
}  // namespace rsmf
