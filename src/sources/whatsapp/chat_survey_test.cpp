#include <gtest/gtest.h>
#include <unistd.h>

#include <fmt/format.h>

#include "generate/generate.hpp"
#include "sources/source.hpp"
#include "support/batch_transcript.hpp"
#include "support/memory_container.hpp"

namespace rsmf {
extern const SourceFormat whatsapp_format;
namespace {

/// All that a survey decides, of a survey by `threads` in blocks of `block` bytes.
std::string surveyed(const Container& container, unsigned threads, uint64_t block) {
  WorkerPool crew(threads);
  SourceOptions options;
  options.frame_bytes = block;
  options.set("me", "Ann");
  Transcript t = transcribe(whatsapp_format, container, options, &crew);
  std::string all = t.error + t.text() + t.messages + (t.grouping == Grouping::none ? "unordered" : "ordered");
  for (const auto* list : {&t.conversations, &t.members, &t.findings})
    for (const std::string& line : *list) all += "\n" + line;
  return all;
}

/// With several threads blocks are surveyed by themselves; with one the lines come one after the other.
void expect_same(const Container& container, std::initializer_list<uint64_t> blocks) {
  for (uint64_t block : blocks) {
    const std::string one = surveyed(container, 1, block);
    for (unsigned threads : {2U, 3U, 8U})
      ASSERT_EQ(surveyed(container, threads, block), one) << threads << " threads, blocks of " << block;
  }
}

void expect_same(std::string text, std::initializer_list<uint64_t> blocks) {
  expect_same(MemoryContainer(Container::Kind::file, "chat.txt", {{"chat.txt", std::move(text)}}, 1000), blocks);
}

TEST(ChatSurveyThreads, FixturesInBlocksOfAnySize) {
  for (const char* name :
       {"WhatsApp Chat with Harbour crew.txt", "ios_de", "es_12h.txt", "damaged.txt", "ar_digits.txt"}) {
    auto container =
        open_container(real_file_system(), std::string(RSMF_SOURCE_DIR) + "/src/sources/whatsapp/fixtures/" + name);
    ASSERT_TRUE(container) << name;
    expect_same(**container, {1, 2, 63, 100, 333, 512 * 1024});
  }
}

TEST(ChatSurveyThreads, GeneratedChats) {
  for (const char* style : {"android", "ios"}) {
    GenerateOptions options;
    options.format = "whatsapp";
    options.style = style;
    options.messages = 4000;
    options.dirty_rate = 0.05;
    options.overwrite = true;
    options.output = testing::TempDir() + "survey_" + style + std::to_string(::getpid()) + ".zip";
    ASSERT_TRUE(generate(options));
    auto container = open_container(real_file_system(), options.output);
    ASSERT_TRUE(container);
    expect_same(**container, {500, 10'000, 512 * 1024});
  }
}

TEST(ChatSurveyThreads, WhatDependsOnTheLinesBefore) {
  std::string text = "no header yet\nnor here\n";
  // Times go back, also over the ends of blocks; the order of dates shows late; names of media tell it too.
  for (int i = 0; i < 200; ++i)
    text += fmt::format("{}/{}/21, {:02}:{:02} - {}: {}\n", i % 11 + 1, i % 30 + 1, 23 - i % 24, i % 60,
                        i % 3 ? "Ann" : "Bob and Cem", i % 17 ? "x" : "IMG-20210213-WA0001.jpg (file attached)");
  // Whether "Bob and Cem" is one person depends on who has written by then.
  text = "1/1/21, 00:00 - Ann added Bob and Cem\n" + text + "1/1/22, 00:00 - Ann added Bob and Cem, Dee and Eve\n";
  text += "1/1/22, 00:01 - Ann changed the subject from \"A\" to \"B\"\n1/1/22, 00:01 - Flo:tight\n";
  text += "1/1/22, 00:02 - Ann changed the subject from \"B\" to \"C\"\n1/1/22, 00:02 - Flo:tight\n";
  // A forwarded chat with headers of its own.
  for (int i = 0; i < 50; ++i) text += fmt::format("[0{}.02.21, 10:00:{:02}] Gil: x\n", i % 9 + 1, i);
  expect_same(text, {1, 30, 100, 1000, 100'000});
  // The forwarded one is longer than the chat.
  std::string longer = text;
  for (int i = 0; i < 9000; ++i) longer += "[01.02.21, 10:00:00] Gil: x\n";
  expect_same(longer, {1000, 100'000});
}

TEST(ChatSurveyThreads, LimitsAreMetAtTheSameLine) {
  std::string people, passages, templates;
  for (int i = 0; i < 20'050; ++i) {
    people += fmt::format("13/2/21, 10:00 - N{}: x\n", i);
    if (i % 3 == 0) people += "13/2/21, 10:00 - N5 left\n13/2/21, 10:01 - N7: <Media omitted>\n";
  }
  people += people.substr(people.size() / 2);
  expect_same(people, {10'000, 512 * 1024});
  for (int i = 0; i < 100'050; ++i) passages += fmt::format("13/2/21, 10:00 - N{} left\n", i % 100);
  expect_same(passages, {512 * 1024});
  // More kinds of headers than are told apart, before and behind the one that counts.
  for (const char* end : {" - ", " \u2013 ", "] "})
    for (const char* clock : {"10:00", "10:00:01", "10.00", "10:00 AM", "AM 10:00", "10.00.01"})
      for (const char* date : {"13/2/21", "13.2.21", "13-2-21", "2021/2/13", "13.2.2021", "13. 2. 21."})
        for (const char* join : {" ", ", ", " um "})
          templates += std::string(end[0] == ']' ? "[" : "") + date + join + clock + end + "Ann: x\n";
  expect_same(templates, {100, 1000, 100'000});
  expect_same("13/2/21, 10:00 - Ann: y\n" + templates + templates, {100, 1000, 100'000});
}

TEST(ChatSurveyThreads, LongLinesAndOtherEncodings) {
  std::string text = "13/2/21, 10:00 - Ann: " + std::string(3'000'000, 'x') + "\n13/2/21, 10:01 - Bob: y\n";
  text += "13/2/21, 10:02 - Ann: " + std::string(1'048'576 - 22, 'x') + "\n14/2/21, 10:03 - Cem: last";
  expect_same(text, {10'000, 512 * 1024, 4 * 1024 * 1024});
  std::string wide = "\xFF\xFE";
  for (char c : std::string("13/2/21, 10:00 - Ann: y\n13/2/21, 10:01 - Bob: y\n")) wide += std::string(1, c) + '\0';
  expect_same(wide, {1, 30, 1000});
}

}  // namespace
}  // namespace rsmf
