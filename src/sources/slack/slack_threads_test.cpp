// Whoever reads an export, in how many threads and with how much memory: it says the same.
#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "exec/worker_pool.hpp"
#include "rsmf/roster.hpp"
#include "sources/slack/slack_reading_test.hpp"
#include "support/zip_text.hpp"

namespace rsmf::slack_tests {
namespace {

constexpr unsigned kThreads[] = {1, 2, 3, 8};
constexpr uint64_t kMemory[] = {0, 20'000, 100'000, 64 * 1024 * 1024};

std::string ts_of(int i) {
  return std::to_string(1'700'000'000 + i) + ".000100";
}

// Message `i`, and what the log says of others: of earlier ones, of later ones and of some that are nowhere.
std::string records(int i, bool telling) {
  std::string text = message(ts_of(i), "\"text\":\"number " + std::to_string(i) + "\",\"blocks\":[{\"a\":[1,{}]}]");
  if (!telling) return text;
  if (i % 7 == 3) text += ",\n" + changed(ts_of(i), ts_of(i - 2), "before", "number " + std::to_string(i - 2));
  if (i % 11 == 5) text += ",\n" + changed(ts_of(i), ts_of(i + 40), "much later", "later");
  if (i % 13 == 6) text += ",\n" + deleted(ts_of(i), std::to_string(1'700'000'000 + i) + ".5", "gone");
  if (i % 17 == 8) text += ",\n" + deleted(ts_of(i), ts_of(i - 5), "was here");
  if (i % 19 == 2)
    text += R"(,{"type":"message","subtype":"channel_join","user":"U2","text":"in","ts":")" + ts_of(i) + "\"}";
  return text;
}

// One of each kind that may be left out of what is kept of a file, and its like that must not be.
std::string odd_one(int i) {
  const std::string blocks = R"("blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[
      {"type":"text","text":"from the \u00abblocks\u00bb, longer than the text"},{"type":"user","user_id":"U2"}]}]}])";
  const std::string own = R"("client_msg_id":"8f3d",)";
  const std::string kinds[] = {
      own + R"("text":"plain",)" + blocks,
      R"("text":"of an app",)" + blocks,
      own + R"("text":"",)" + blocks,
      own + R"("text":"<mailto:>",)" + blocks,
      own + R"("text":"?t=xoxe-1",)" + blocks,
      own + R"("text":"\u003cmailto:\u003e",)" + blocks,
      own + R"("text":null,)" + blocks,
      R"("text":"a guest","user":"W77","user_profile":{"display_name":"Gu\u00e9st","real_name":"G."})",
      R"("text":"known","user":"U1","user_profile":{"display_name":"Not \"this\"","real_name":"N."})",
      R"("text":"none","user":null,"username":"poster","bot_id":"B9","bot_profile":{"name":"Poster"},"hidden":true)",
      R"("text":"escaped","user":"\u0055X1","user_profile":{"real_name":"by escape"},"is_ephemeral":true)",
      R"("text":"liked","reactions":[{"name":"joy","users":["U1","U2"],"count":2},{"name":7},["x"]],"edited":{"user":"U1","ts":"1700000001.5"})",
      R"("text":"files","files":[{"id":"F1","name":"a.txt","size":"12","is_external":true},{"name":"no id"},3])",
      R"("text":"cards","attachments":[{"fallback":"f","text":"card <https://x.example|x>"},{"is_share":true,"text":"y"}])",
      R"("text":"twice","text":"the last one counts","user":{"id":"U2"},"files":null,"reactions":{}, "room":{"date_start":5})",
      R"("subtype":"file_comment","text":"c","comment":{"user":"U2","comment":"hm"},"file":{"id":"F2","title":"t"})",
      R"("subtype":"strange","client_msg_id":"x","blocks":[])",
      R"("subtype":"channel_topic","topic":"t","text":"set","thread_ts":"1700000000.000100","inviter":"U1","source_team":"T9")",
      R"("text":"answered","slackdump_thread_replies":[{"type":"message","user":"U1","text":"so","ts":")" + ts_of(i) +
          R"(1"}])"};
  return R"({"type":"message","user":"U2","ts":")" + ts_of(i) + "\"," + kinds[size_t(i) % std::size(kinds)] + "}";
}

std::string day(int from, int to, bool telling) {
  std::string text = "[";
  for (int i = from; i < to; ++i) text += (i > from ? ",\n" : "") + records(i, telling);
  return text + "]";
}

// Small files and one that is cut into frames; some damaged, some with times of unusual form, some silent.
Files conversation_files() {
  Files files = {{"users.json", kUsers},
                 {"channels.json", R"([{"id":"C1","name":"general","members":["U1"]},{"id":"C2","name":"quiet"}])"}};
  auto add = [&](const std::string& folder, int number, std::string content) {
    files.push_back({folder + "/2023-11-" + std::to_string(100 + number) + ".json", std::move(content)});
  };
  for (int i = 0; i < 40; ++i) {
    std::string content = day(i * 30, i * 30 + 30, i % 3 != 0);
    if (i % 10 == 4) content.erase(content.size() / 2, 3);
    if (i % 10 == 7) content.insert(1, R"({"type":"message","user":"U1","text":"odd","ts":"1700000001.1"},)");
    if (i == 21) content.insert(0, "\xEF\xBB\xBF");
    if (i == 33) content.resize(content.size() / 3);
    if (i == 34) content = "";
    if (i == 36) content.pop_back();
    add("general", i, content);
    add("quiet", i, day(i * 5, i * 5 + 5, false));
  }
  for (int i = 0; i < 19; ++i) add("odd", i, "[" + odd_one(3000 + i) + ",\n" + odd_one(3100 + 2 * i) + "]");
  add("general", 50, day(2000, 2400, true));
  add("general", 51, day(2400, 2800, false));
  std::sort(files.begin(), files.end());
  return files;
}

SourceOptions small_frames() {
  SourceOptions options;
  options.frame_bytes = 4096;
  return options;
}

// Compares all ways to read `container` with the plain one.
void expect_same(const Container& container, const SourceOptions& options) {
  const SourceFormat& format = format_of("slack");
  const SourceExercise plain = exercise_source(format, {container, real_file_system(), options, nullptr, 0});
  EXPECT_EQ(plain.refused + plain.broken, "");
  EXPECT_GT(plain.tally.folded, 0u);
  for (unsigned threads : kThreads) {
    WorkerPool crew(threads);
    for (uint64_t memory : kMemory) {
      const SourceExercise run = exercise_source(format, {container, real_file_system(), options, &crew, memory}, true);
      EXPECT_EQ(run.refused + run.broken, "") << threads << " " << memory;
      EXPECT_EQ(run.digest, plain.digest) << threads << " " << memory;
      EXPECT_EQ(run.log, plain.log) << threads << " " << memory;
    }
  }
}

TEST(SlackThreads, FoldersSayTheSame) {
  expect_same(folder(conversation_files()), small_frames());
  expect_same(folder(conversation_files()), {});
}

// Whether an index names an author is said of each message by itself: the same id may have been a bot's before.
TEST(SlackThreads, AuthorsOfNoIndexAreToldOfHoweverTheFileIsCut) {
  std::string file =
      R"([{"type":"message","subtype":"bot_message","bot_id":"X1","text":"of a bot","ts":")" + ts_of(0) + "\"}";
  for (int i = 1; i < 200; ++i)
    file += R"(,{"type":"message","user":"X1","text":"of nobody known","ts":")" + ts_of(i) + "\"}";
  auto c = folder({{"users.json", R"([{"id":"U1","name":"ann"}])"},
                   {"channels.json", R"([{"id":"C1","name":"general"}])"},
                   {"general/2024-01-01.json", file + "]"}});
  SourceOptions tiny;
  tiny.frame_bytes = 1024;
  for (const SourceOptions& options : {SourceOptions(), small_frames(), tiny})
    EXPECT_EQ(Reading(c, options).run.codes.count("SLK-007"), 199u) << options.frame_bytes;
}

TEST(SlackThreads, AllThatIsToldArrives) {
  auto c = folder(conversation_files());
  WorkerPool crew(3);
  const SourceOptions options = small_frames();
  const SourceExercise run =
      exercise_source(format_of("slack"), {c, real_file_system(), options, &crew, 64 * 1024 * 1024});
  EXPECT_TRUE(run.codes.contains("SLK-002"));  // repaired
  EXPECT_TRUE(run.codes.contains("SLK-011"));  // recovered
  EXPECT_GT(run.tally.split, 0u);              // recovered at another record
}

class ZippedExport : public testing::Test {
 protected:
  void SetUp() override {
    path_ = (std::filesystem::path(testing::TempDir()) / ("slack_threads_" + std::to_string(::getpid()) + ".zip"));
  }
  void TearDown() override { std::filesystem::remove(path_); }
  std::unique_ptr<Container> zip(ZipText& text) {
    std::ofstream(path_, std::ios::binary) << text.bytes();
    return std::move(*open_container(real_file_system(), path_));
  }
  std::string path_;
};

TEST_F(ZippedExport, SaysTheSame) {
  ZipText text;
  for (auto& [name, content] : conversation_files()) text.add_deflated(name, content);
  auto c = zip(text);
  expect_same(*c, small_frames());
  expect_same(*c, {});
}

TEST_F(ZippedExport, DamagedMembersCostTheSame) {
  ZipText text;
  for (auto& [name, content] : conversation_files()) text.add_deflated(name, content);
  for (size_t i = 0; i < text.entries.size(); ++i) {
    if (!text.entries[i].name.starts_with("general")) continue;
    if (i % 5 == 1) text.entries[i].crc ^= 1;
    if (i % 5 == 2) text.entries[i].packed[text.entries[i].packed.size() / 2] ^= 0x55;
    if (i % 5 == 3) text.entries[i].size -= 7;
  }
  auto c = zip(text);
  expect_same(*c, small_frames());
  const SourceExercise run =
      exercise_source(format_of("slack"), {*c, real_file_system(), SourceOptions(), nullptr, 64 * 1024 * 1024});
  EXPECT_TRUE(run.codes.contains("SLK-013"));  // unreadable file
}

TEST_F(ZippedExport, AWrongChecksumIsToldAtTheEndHoweverTheFileIsCut) {
  ZipText text;
  text.add_deflated("users.json", R"([{"id":"U1","name":"ann"},{"id":"U2","name":"bob"}])");
  text.add_deflated("channels.json", R"([{"id":"C1","name":"general"}])");
  text.add_deflated("general/2024-01-01.json", day(0, 300, false)).crc ^= 1;
  auto c = zip(text);
  SourceOptions tiny;
  tiny.frame_bytes = 1024;
  auto run = [&](const SourceOptions& options) {
    return exercise_source(format_of("slack"), {*c, real_file_system(), options, nullptr, 64 * 1024 * 1024});
  };
  const SourceExercise whole = run({}), cut = run(tiny);
  EXPECT_TRUE(whole.codes.contains("SLK-013"));
  EXPECT_EQ(whole.tally.events, 300u);
  EXPECT_GT(cut.frames, whole.frames + 5);
  EXPECT_EQ(whole.log, cut.log);
  EXPECT_EQ(whole.digest, cut.digest);
}

// Frames are decoded by others, late, while the next conversations are gathered.
TEST(SlackThreads, DecodersNeedNothingButTheirUnit) {
  auto c = folder(conversation_files());
  const SourceOptions options = small_frames();
  auto read = [&](unsigned threads) {
    WorkerPool crew(threads);
    auto source = *format_of("slack").open({c, real_file_system(), options, &crew, 64 * 1024 * 1024});
    EXPECT_TRUE(source->survey().has_value());
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<std::unique_ptr<WorkUnit>> units;
    bool over = false;
    std::string seen;
    {
      std::jthread decoding([&] {
        auto decoder = source->decoder();
        EventBatch batch;
        std::unique_lock lock(mutex);
        while (true) {
          changed.wait(lock, [&] { return over || units.size() > 20; });
          if (units.empty()) return;
          auto unit = std::move(units.front());
          units.pop_front();
          lock.unlock();
          EventBuilder builder(batch, unit->stream);
          decoder->decode(*unit, builder);
          for (const Event& e : batch.events()) seen += std::string(e.id) + " " + std::string(e.body) + "\n";
          for (const Conversation& row : batch.conversations())
            seen += std::to_string(row.roster ? row.roster->transitions.size() : 0) + "\n";
          lock.lock();
        }
      });
      for (bool more = true; more;) {
        auto unit = source->make_unit();
        more = source->next(*unit).value_or(false);
        std::lock_guard lock(mutex);
        if (more) units.push_back(std::move(unit));
        over = !more;
        changed.notify_one();
      }
    }
    return seen;
  };
  const std::string one = read(1);
  EXPECT_GT(one.size(), 10'000u);
  EXPECT_EQ(one, read(4));
}

}  // namespace
}  // namespace rsmf::slack_tests
