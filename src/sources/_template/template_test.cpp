#include "sources/@NAME@/@NAME@.hpp"

#include <gtest/gtest.h>

#include "support/memory_container.hpp"
#include "support/source_exercise.hpp"

namespace rsmf {

extern const SourceFormat @NAME@_format;

namespace @NAME@ {
namespace {

SourceRun run(std::string text, SourceOptions options = {}, size_t max_read = SIZE_MAX) {
  MemoryContainer container(Container::Kind::file, "chat.txt", {{"chat.txt", std::move(text)}}, max_read);
  return exercise_source(@NAME@_format, container, options, true);
}

constexpr const char* kGood = "2024-03-01T08:00:00Z\tgeneral\tAda\thello\n2024-03-01T08:01:00Z\tgeneral\tBen\tgood morning\n";

TEST(@TYPE@, ReadsLines) {
  SourceRun whole = run(kGood);
  EXPECT_EQ(whole.broken, "");
  EXPECT_EQ(whole.refused, "");
  EXPECT_EQ(whole.tally.events, 2u);
  EXPECT_TRUE(whole.codes.empty());
}

TEST(@TYPE@, FramesAndShortReadsChangeNothing) {
  SourceOptions tiny;
  tiny.frame_bytes = 1;
  EXPECT_EQ(run(kGood, tiny, 3).digest, run(kGood).digest);
}

TEST(@TYPE@, TheLimitDoesNotDependOnFrames) {
  SourceOptions large, tiny;
  large.max_record_bytes = tiny.max_record_bytes = 40;
  tiny.frame_bytes = 16;
  EXPECT_EQ(run(kGood, tiny).digest, run(kGood, large).digest);
  EXPECT_EQ(run(kGood, large).tally.dropped, 1u);
}

TEST(@TYPE@, BadLinesCostThemselves) {
  SourceOptions options;
  options.max_record_bytes = 60;
  options.frame_bytes = 16;
  SourceRun mixed = run("two\tfields\nnever\tgeneral\tAda\thello\n2024-03-01T08:00:00Z\tgeneral\tAda\t" +
                            std::string(100, 'x') + "\n2024-03-01T08:00:00Z\tgeneral\tBen\t\xff\n",
                        options);
  EXPECT_EQ(mixed.broken, "");
  EXPECT_EQ(mixed.tally.dropped, 3u);
  EXPECT_EQ(mixed.tally.events, 1u);
  EXPECT_EQ(mixed.codes, (std::set<std::string>{"@CODE@-001", "@CODE@-002", "@CODE@-003", "@CODE@-004"}));
}

}  // namespace
}  // namespace @NAME@
}  // namespace rsmf
