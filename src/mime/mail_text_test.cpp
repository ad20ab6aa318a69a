#include "mime/mail_text.hpp"

#include <gtest/gtest.h>

namespace rsmf {
namespace {

std::string text_header(std::string_view text) {
  std::string header;
  append_text_header("Subject", text, header);
  return header;
}

TEST(MailTextTest, OneLineHasNoControlCharacters) {
  EXPECT_EQ(one_line("a\r\nBcc: x\t\tb\x01 c\u2028", 100), "a Bcc: x b c");
  EXPECT_EQ(one_line("  outer  ", 100), "outer");
  EXPECT_EQ(one_line("\xff", 100), "\uFFFD");
  EXPECT_EQ(one_line("éééé", 5), "éé\u2026");
}

TEST(MailTextTest, NothingCanBeginAnotherHeader) {
  EXPECT_EQ(text_header("hello\r\nBcc: evil@example.com\r\n\r\nbody"), "Subject: hello Bcc: evil@example.com body\r\n");
  std::string header;
  append_plain_header("X-RSMF-Custodian", "a\nX-RSMF-Version: 9", header);
  EXPECT_EQ(header, "X-RSMF-Custodian: a X-RSMF-Version: 9\r\n");
  EXPECT_EQ(mailbox("Bob\r\nBcc: x", "b@example.com"), "\"Bob Bcc: x\" <b@example.com>");
}

TEST(MailTextTest, EmptyPlainHeadersAreLeftOut) {
  std::string header;
  append_plain_header("X-RSMF-Custodian", " \r\n ", header);
  EXPECT_EQ(header, "");
}

TEST(MailTextTest, LongLinesAreFoldedAtBlanks) {
  std::string header = text_header(std::string(40, 'a') + " " + std::string(40, 'b') + " c");
  EXPECT_EQ(header, "Subject: " + std::string(40, 'a') + "\r\n " + std::string(40, 'b') + " c\r\n");
}

TEST(MailTextTest, EncodedWordsAreShortAndCutNoCharacter) {
  EXPECT_EQ(text_header("Zürich"), "Subject: =?UTF-8?B?WsO8cmljaA==?=\r\n");
  std::string text;
  for (int i = 0; i < 60; ++i) text += "\U0001F44D";
  std::string header = text_header(text), line;
  size_t words = 0;
  for (size_t at = 0; at < header.size(); at = header.find("\r\n", at) + 2, ++words)
    EXPECT_LE(header.find("\r\n", at) - at, 76u);
  EXPECT_EQ(words, 6u);  // 40 bytes or less in each
}

TEST(MailTextTest, WhatLooksEncodedIsEncoded) {
  EXPECT_EQ(text_header("=?UTF-8?B?eA==?="), "Subject: =?UTF-8?B?PT9VVEYtOD9CP2VBPT0/PQ==?=\r\n");
}

TEST(MailTextTest, NamesAreQuoted) {
  EXPECT_EQ(mailbox("Doe, \"Joe\" \\", "j@example.com"), "\"Doe, \\\"Joe\\\" \\\\\" <j@example.com>");
  EXPECT_EQ(mailbox("", "j@example.com"), "<j@example.com>");
  EXPECT_EQ(mailbox("Zoë", "z@example.com"), "=?UTF-8?B?Wm/Dqw==?= <z@example.com>");
}

}  // namespace
}  // namespace rsmf
