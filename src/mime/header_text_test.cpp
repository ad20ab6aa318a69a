#include <gtest/gtest.h>

#include <ctime>

#include "mime/encoded_words.hpp"
#include "mime/header_parameters.hpp"
#include "mime/utf8_check.hpp"

namespace rsmf {
namespace {

void expect_decodes(std::string_view raw, std::string_view text, bool is_clean = true) {
  bool clean = false;
  EXPECT_EQ(decode_header_text(raw, clean), text) << raw;
  EXPECT_EQ(clean, is_clean) << raw;
}

TEST(EncodedWords, Decode) {
  expect_decodes("plain", "plain");
  expect_decodes("=?utf-8?B?w6Q=?=", "ä");
  expect_decodes("=?UTF-8?q?a=C3=A4_b?= c", "aä b c");
  expect_decodes("=?utf-8?B?w6Q=?= =?utf-8?B?w7w=?=", "äü");
  expect_decodes("=?utf-8?Q?=C3?= =?utf-8?Q?=A4?=", "ä");  // a character cut in two
  expect_decodes("=?utf-8?B?w6Q=?= x =?utf-8?B?w7w=?=", "ä x ü");
  expect_decodes("=?iso-8859-1?Q?=E4?= =?windows-1252?Q?=80?=", "ä€");
  expect_decodes("=?utf-8*de?Q?=C3=A4?=", "ä");
  expect_decodes("a =? b ?= c", "a =? b ?= c");
  expect_decodes("\xC3\xA4", "ä");
}

TEST(EncodedWords, WhatCannotBeDecodedStays) {
  expect_decodes("=?koi8-r?Q?=E4?=", "=?koi8-r?Q?=E4?=", false);
  expect_decodes("=?utf-8?B?w6Q?=", "=?utf-8?B?w6Q?=", false);
  expect_decodes("=?utf-8?Q?=C3?=", "\xEF\xBF\xBD", false);
  expect_decodes("=?windows-1252?Q?=81?=", "\xEF\xBF\xBD", false);
  expect_decodes("\xFF", "\xEF\xBF\xBD", false);
}

TEST(EncodedWords, WhatOnlyLooksLikeOneIsNoTrouble) {
  std::string many, unreadable, far;
  for (int i = 0; i < 149'000; ++i) many += "=?a?q?x";
  for (int i = 0; i < 149'000; ++i) unreadable += "=?utf-8?q?=";
  for (int i = 0; i < 149'000; ++i) far += i % 250 == 249 ? "=?utf-8?q?x ?=" : "=?utf-8?q?x";
  const std::clock_t start = std::clock();  // others may have the machine
  for (const std::string& text : {many, many + "?=", unreadable, unreadable + "?=", far}) {
    bool clean;
    for (int i = 0; i < 16; ++i) EXPECT_EQ(decode_header_text(text, clean), text);
  }
  EXPECT_LT(std::clock() - start, 5 * CLOCKS_PER_SEC);
  expect_decodes("=?x =?utf-8?Q?a?=", "=?x a");
}

std::string parameter(std::string_view raw, std::string_view name) {
  HeaderParameters parsed = parse_header_parameters(raw);
  const auto* found = parsed.find(name);
  return found ? found->value + (found->extended ? "*" : "") : "none";
}

TEST(HeaderParameters, Forms) {
  EXPECT_EQ(parse_header_parameters("Multipart/Mixed ; x=y").value, "multipart/mixed");
  EXPECT_EQ(parameter("a/b; name=x.zip", "name"), "x.zip");
  EXPECT_EQ(parameter("a/b; NAME = \"x;\\\"y\"", "name"), "x;\"y");
  EXPECT_EQ(parameter("a/b (c; name=no); name=yes (really)", "name"), "yes");
  EXPECT_EQ(parameter("a/b; name*=utf-8'de'%C3%A4", "name"), "ä*");
  EXPECT_EQ(parameter("a/b; name*=iso-8859-1''%E4", "name"), "ä*");
  EXPECT_EQ(parameter("a/b; name*0=one; name*1=two", "name"), "onetwo*");
  EXPECT_EQ(parameter("a/b; name*=utf-8''x; name=y", "name"), "y");
  EXPECT_EQ(parameter("a/b; name", "name"), "none");
  EXPECT_EQ(parameter("", "name"), "none");
  EXPECT_EQ(parameter("a/b; name=\"open", "name"), "open");
}

TEST(Utf8Check, AnyCut) {
  const std::string good = "a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80z\xF0\x9F\x98\x80";
  for (size_t step = 1; step <= good.size(); ++step) {
    Utf8Check check;
    for (size_t at = 0; at < good.size(); at += step) EXPECT_TRUE(check.add(good.substr(at, step))) << step;
    EXPECT_TRUE(check.finish());
  }
  for (std::string_view bad : {"\xC3z", "\xE2\x82z", "\xF0\x9F\x98z", "\x80", "\xED\xA0\x80", "\xF0\x9F\x98\x80\x80"}) {
    for (size_t step = 1; step <= bad.size(); ++step) {
      Utf8Check check;
      bool good_so_far = true;
      for (size_t at = 0; at < bad.size(); at += step) good_so_far = good_so_far && check.add(bad.substr(at, step));
      EXPECT_FALSE(good_so_far && check.finish()) << step;
    }
  }
  Utf8Check cut;
  EXPECT_TRUE(cut.add("\xF0\x9F"));
  EXPECT_FALSE(cut.finish());
}

}  // namespace
}  // namespace rsmf
