#include "generate/generate.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "archive/container.hpp"
#include "base/digest.hpp"
#include "generate/chat_text.hpp"

namespace rsmf {
namespace {

namespace fs = std::filesystem;

class GenerateTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "generate_" + testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  GenerateOptions options(const std::string& format, const std::string& file) {
    GenerateOptions made;
    made.format = format;
    made.messages = 3'000;
    made.events_per_day = 200;
    made.dirty_rate = 0.05;
    made.output = folder_ + "/" + file;
    made.model =
        made.output.ends_with('/') ? made.output.substr(0, made.output.size() - 1) + ".model" : made.output + ".model";
    return made;
  }

  static std::map<std::string, std::string> contents(const std::string& path) {
    std::map<std::string, std::string> all;
    auto container = open_container(real_file_system(), path);
    EXPECT_TRUE(container) << (container ? "" : container.error().message);
    if (!container) return all;
    EXPECT_TRUE((*container)->findings().empty());
    for (size_t i = 0; i < (*container)->entries().size(); ++i) {
      auto text = (*container)->prefix(i, (*container)->entries()[i].size);
      EXPECT_TRUE(text);
      if (text) all[(*container)->entries()[i].name] = *text;
    }
    return all;
  }

  static std::string text_of(const std::string& path) { return contents(path).begin()->second; }

  /// Stands for everything in it (a single file's name is no content).
  static std::string digest(const std::string& path) {
    std::string all;
    const auto entries = contents(path);
    for (const auto& [name, text] : entries) all += (entries.size() == 1 ? "" : name) + "\n" + text;
    return Sha256::of(all);
  }

  static size_t count(const std::string& text, std::string_view what) {
    size_t n = 0;
    for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++n;
    return n;
  }

  /// A number of the model's last line.
  static uint64_t total(const std::string& model, const std::string& name) {
    const std::string key = "\"" + name + "\":";
    const size_t at = model.find(key, model.rfind("{\"record\":\"totals\""));
    EXPECT_NE(at, std::string::npos) << name;
    return at == std::string::npos ? 0 : std::stoull(model.substr(at + key.size()));
  }

  std::string folder_;
};

TEST_F(GenerateTest, SameSeedSameBytes) {
  const std::pair<const char*, const char*> outputs[] = {
      {"slack", "a.zip"}, {"whatsapp", "b.txt"}, {"events", "c.ndjson"}};
  for (const auto& [format, file] : outputs) {
    GenerateOptions once = options(format, file), again = options(format, std::string("again-") + file),
                    other = options(format, std::string("other-") + file);
    other.seed = 2;
    ASSERT_TRUE(generate(once)) << format;
    ASSERT_TRUE(generate(again)) << format;
    ASSERT_TRUE(generate(other)) << format;
    EXPECT_EQ(digest(once.output), digest(again.output)) << format;
    EXPECT_EQ(digest(once.model), digest(again.model)) << format;
    EXPECT_NE(digest(once.output), digest(other.output)) << format;
  }
}

TEST_F(GenerateTest, ZipAndFolderHoldTheSame) {
  const GenerateOptions zip = options("slack", "a.zip"), folder = options("slack", "b/");
  ASSERT_TRUE(generate(zip));
  ASSERT_TRUE(generate(folder));
  EXPECT_EQ(digest(zip.output), digest(folder_ + "/b"));
  EXPECT_EQ(digest(zip.model), digest(folder.model));
}

TEST_F(GenerateTest, TotalsAreTrueOfSlack) {
  GenerateOptions made = options("slack", "a.zip");
  made.dirty_rate = 0;
  ASSERT_TRUE(generate(made));
  size_t records = 0, changed = 0, deleted = 0, joins = 0;
  for (const auto& [name, text] : contents(made.output)) {
    if (name.find('/') == std::string::npos) continue;
    records += count(text, "\n    {");
    changed += count(text, "\"message_changed\"");
    deleted += count(text, "\"message_deleted\"");
    joins += count(text, "_join\"");
  }
  const std::string model = text_of(made.model);
  EXPECT_EQ(total(model, "messages"), 3'000U);
  EXPECT_EQ(total(model, "records"), records);
  EXPECT_EQ(total(model, "folded"), changed + deleted);
  EXPECT_EQ(total(model, "joins"), joins);
  EXPECT_EQ(total(model, "deleted"), deleted);
  EXPECT_EQ(total(model, "events"), count(model, "{\"record\":\"event\""));
  EXPECT_EQ(total(model, "records"), total(model, "events") + total(model, "folded"));
  EXPECT_GT(total(model, "replies"), 300U);
  EXPECT_GT(changed, 20U);
}

TEST_F(GenerateTest, DirtyRecordsAreAccountedFor) {
  for (const char* format : {"slack", "events"}) {
    const GenerateOptions made = options(format, std::string(format) + ".zip");
    ASSERT_TRUE(generate(made));
    const std::string model = text_of(made.model);
    EXPECT_GT(total(model, "dropped"), 10U);
    EXPECT_GT(total(model, "repaired"), 10U);
    EXPECT_EQ(total(model, "records"),
              total(model, "events") + total(model, "folded") + total(model, "dropped") + total(model, "repeated"));
  }
}

TEST_F(GenerateTest, SlackThreadsCrossDays) {
  const GenerateOptions made = options("slack", "a/");
  ASSERT_TRUE(generate(made));
  size_t crossing = 0;
  std::string roots;  // all times of the days before
  for (const auto& [name, text] : contents(folder_ + "/a")) {
    if (!name.starts_with("general/")) continue;
    for (size_t at = text.find("\"parent_user_id\""); at != std::string::npos;
         at = text.find("\"parent_user_id\"", at + 1)) {
      const size_t thread = text.rfind("\"thread_ts\": \"", at) + 14;
      if (roots.find("\"ts\": \"" + text.substr(thread, 17)) != std::string::npos) ++crossing;
    }
    roots += text;
  }
  EXPECT_GT(crossing, 5U);
}

TEST_F(GenerateTest, WhatsappLinesAreTheRecords) {
  GenerateOptions made = options("whatsapp", "a.zip");
  made.style = "ios";
  made.dirty_rate = 0;
  ASSERT_TRUE(generate(made));
  const auto all = contents(made.output);
  ASSERT_EQ(all.size(), 1U);
  ASSERT_EQ(all.begin()->first, "_chat.txt");
  size_t lines = 0;
  std::string_view rest = all.begin()->second;
  for (size_t end; (end = rest.find('\n')) != std::string_view::npos; rest.remove_prefix(end + 1)) {
    std::string_view line = rest.substr(0, end);
    if (line.starts_with("\u200e")) line.remove_prefix(3);
    const bool foreign = line.find("Somebody: forwarded") != std::string_view::npos;
    if (line.starts_with('[') && !foreign) ++lines;
  }
  EXPECT_EQ(total(text_of(made.model), "records"), lines);
}

TEST_F(GenerateTest, ShufflesEventsNotFarther) {
  GenerateOptions straight = options("events", "a.ndjson"), mixed = options("events", "b.ndjson"),
                  again = options("events", "c.ndjson"), shuffled = options("events", "d.ndjson");
  mixed.shuffle = 1;
  again.shuffle = shuffled.shuffle = 100;
  std::vector<std::vector<std::string>> lines;
  for (GenerateOptions* made : {&straight, &mixed, &again, &shuffled}) {
    made->conversations = 20;
    made->dirty_rate = 0;
    ASSERT_TRUE(generate(*made));
    auto& mine = lines.emplace_back();
    const std::string text = text_of(made->output);
    std::string_view rest = text;
    for (size_t end; (end = rest.find('\n')) != std::string_view::npos; rest.remove_prefix(end + 1))
      mine.emplace_back(rest.substr(0, end));
  }
  EXPECT_EQ(lines[2], lines[3]);
  EXPECT_NE(lines[1], lines[3]);
  auto time_of = [](const std::string& line) {
    const size_t at = line.find("\"timestamp\":\"");
    return at == std::string::npos ? std::string() : line.substr(at + 13, 19);
  };
  EXPECT_TRUE(std::is_sorted(lines[1].begin(), lines[1].end(),
                             [&](const auto& a, const auto& b) { return time_of(a) < time_of(b); }));
  size_t first = 0;
  while (time_of(lines[1][first]).empty()) ++first;  // declarations keep their place
  for (size_t i = first; i < lines[1].size(); i += 100) {
    const size_t end = std::min(i + 100, lines[1].size());
    EXPECT_TRUE(
        std::is_permutation(lines[1].begin() + long(i), lines[1].begin() + long(end), lines[3].begin() + long(i)));
  }
  for (auto& mine : lines) std::sort(mine.begin(), mine.end());
  EXPECT_EQ(lines[0], lines[1]);
  EXPECT_EQ(lines[0], lines[3]);
  for (const char* name : {"records", "events", "messages", "joins", "conversations"})
    EXPECT_EQ(total(text_of(straight.model), name), total(text_of(shuffled.model), name)) << name;
}

TEST_F(GenerateTest, RefusesWhatItCannotDo) {
  GenerateOptions made = options("slack", "a.zip");
  ASSERT_TRUE(generate(made));
  EXPECT_EQ(generate(made).error().kind, ErrorKind::usage);  // exists
  made.overwrite = true;
  EXPECT_TRUE(generate(made));
  made.output = folder_ + "/";  // not empty, and folders are never replaced
  EXPECT_EQ(generate(made).error().kind, ErrorKind::usage);
  GenerateOptions format = options("teams", "b.zip");
  EXPECT_EQ(generate(format).error().kind, ErrorKind::usage);
  GenerateOptions rate = options("slack", "c.zip");
  rate.reply_rate = 1.5;
  EXPECT_EQ(generate(rate).error().kind, ErrorKind::usage);
  GenerateOptions shuffle = options("slack", "c.zip");
  shuffle.shuffle = 10;
  EXPECT_EQ(generate(shuffle).error().kind, ErrorKind::usage);
  EXPECT_FALSE(fs::exists(folder_ + "/c.zip"));
  EXPECT_FALSE(fs::exists(folder_ + "/c.zip.part"));
}

TEST(ChatTextTest, HasTheShapeOfChat) {
  ChatText text;
  const uint32_t people[] = {0, 1};
  size_t bytes = 0, very_short = 0;
  for (uint64_t i = 0; i < 10'000; ++i) {
    compose(i, vocabularies().front(), people, text);
    EXPECT_FALSE(text.letters.empty());
    bytes += text.letters.size();
    very_short += text.letters.size() < 12 ? 1 : 0;
  }
  EXPECT_NEAR(static_cast<double>(bytes) / 10'000, 85, 8);
  EXPECT_NEAR(static_cast<double>(very_short), 2'000, 400);
}

}  // namespace
}  // namespace rsmf
