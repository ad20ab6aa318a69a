// Damaged exports: whatever the bytes, nothing crashes, the counts balance and frames of any size agree.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "sources/source.hpp"
#include "support/memory_container.hpp"
#include "support/source_exercise.hpp"

namespace rsmf {
namespace {

constexpr std::string_view kDay = R"([
    {"type": "message", "user": "U1", "text": "hi <@U2> \ud83d\udc4b", "ts": "1700000001.000100", "reactions": [{"name": "x::skin-tone-2", "users": ["U1"], "count": 1}]},
    {"type": "message", "subtype": "channel_join", "user": "U2", "ts": "1700000002.000100", "text": "<@U2> joined"},
    {"type": "message", "user": "U2", "text": "", "ts": "1700000003.000100", "blocks": [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "b"}]}]}],
     "files": [{"id": "F0ONE", "name": "a.txt", "url_private": "https:\/\/x\/?t=xoxe-1"}], "thread_ts": "1700000001.000100"},
    {"type": "message", "subtype": "message_changed", "ts": "1700000004.000100", "message": {"type": "message", "user": "U1", "text": "new", "ts": "1700000001.000100"}, "previous_message": {"text": "old", "ts": "1700000001.000100"}},
    {"type": "message", "subtype": "message_deleted", "ts": "1700000005.000100", "deleted_ts": "1700000000.000100", "previous_message": {"user": "U1", "text": "gone", "ts": "1700000000.000100"}},
    {"type": "message", "subtype": "bot_message", "bot_id": "B1", "text": "", "ts": "1700000006.000100", "attachments": [{"title": "t", "fields": [{"title": "a", "value": "b"}]}]},
    {"type": "message", "user": "U1", "text": "last", "ts": "1700000007.000100", "edited": {"user": "U1", "ts": "1700000008.000000"}}
])";
constexpr std::string_view kUsers =
    R"([{"id": "U1", "name": "ann", "profile": {"display_name": "Ann"}}, {"id": "U2", "name": "bob"}])";
constexpr std::string_view kChannels = R"([{"id": "C1", "name": "general", "members": ["U1"]}])";

class Mutator {
 public:
  explicit Mutator(uint32_t seed) : random_(seed) {}
  std::string operator()(std::string_view from) {
    constexpr std::string_view kPieces[] = {"{",
                                            "}",
                                            "[",
                                            "]",
                                            "\"",
                                            "\\",
                                            ",",
                                            ":",
                                            "\n",
                                            "\xFF",
                                            "\xEF\xBB\xBF",
                                            "null",
                                            "\\ud800",
                                            "\"ts\":",
                                            "\"subtype\": \"message_deleted\"",
                                            "},{",
                                            "\0"};
    std::string text(from);
    for (size_t i = random_() % 3; i > 0 && !text.empty(); --i) {
      size_t at = random_() % text.size();
      switch (random_() % 5) {
        case 0:
          text[at] = char(random_());
          break;
        case 1:
          text.erase(at, 1 + random_() % 20);
          break;
        case 2:
          text.insert(at, kPieces[random_() % std::size(kPieces)]);
          break;
        case 3:
          text.insert(random_() % text.size(), text.substr(at, 1 + random_() % 60));
          break;
        default:
          text.resize(at);
      }
    }
    return text;
  }

 private:
  std::mt19937 random_;
};

TEST(SlackMutations, never_crash_and_always_balance) {
  Mutator mutate(23);
  for (int round = 0; round < 300; ++round) {
    std::string day = mutate(kDay), next_day = mutate(kDay);
    std::vector<MemoryContainer::File> files = {{"channels.json", mutate(kChannels)},
                                                {"general/2023-11-14.json", day},
                                                {"general/2023-11-15.json", next_day},
                                                {"users.json", mutate(kUsers)}};
    MemoryContainer container(Container::Kind::folder, "export", files);
    SourceOptions options;
    options.max_record_bytes = 100'000;
    SourceExercise whole = exercise_source(format_of("slack"), container, options, round % 10 == 0);
    ASSERT_EQ(whole.broken, "") << day << "\n=====\n" << next_day;
    ASSERT_EQ(whole.refused, "");
    for (uint64_t frame : {1u, 300u}) {
      options.frame_bytes = frame;
      SourceExercise small = exercise_source(format_of("slack"), container, options);
      ASSERT_EQ(small.broken, "");
      ASSERT_EQ(small.tally.records, whole.tally.records) << day << "\n=====\n" << next_day;
      ASSERT_EQ(small.digest, whole.digest) << day << "\n=====\n" << next_day;
    }
  }
}

}  // namespace
}  // namespace rsmf
