// Public exports, where they are at hand: RSMF_SAMPLES names the folder, or it lies beside the project.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "archive/container.hpp"
#include "io/file_system.hpp"
#include "sources/source.hpp"
#include "support/source_exercise.hpp"

namespace rsmf {
namespace {

namespace fs = std::filesystem;

fs::path samples() {
  if (const char* place = std::getenv("RSMF_SAMPLES")) return place;
  return fs::path(RSMF_SOURCE_DIR).parent_path() / "shared" / "samples";
}

struct Counts {
  uint64_t messages = 0, system = 0, attachments = 0;
  std::set<std::string> authors, conversations;
};

Counts count(const fs::path& path) {
  Counts counts;
  auto container = open_container(real_file_system(), path.string());
  EXPECT_TRUE(container.has_value());
  SourceOptions options;
  auto source = format_of("slack").open({**container, real_file_system(), options});
  EXPECT_TRUE((*source)->survey().has_value());
  auto decoder = (*source)->decoder();
  EventBatch batch;
  auto unit = (*source)->make_unit();
  while (*(*source)->next(*unit)) {
    EventBuilder builder(batch, unit->stream);
    decoder->decode(*unit, builder);
    EXPECT_EQ(batch.tally().dropped, 0u);
    for (const Event& e : batch.events()) {
      counts.conversations.insert(std::string(batch.conversations()[e.conversation].id));
      counts.attachments += e.attachments.size();
      ++(e.type == EventType::message ? counts.messages : counts.system);
      if (e.type != EventType::message) continue;
      // Nobody in particular is an author, too: the table counts Slackbot, who stands in a tombstone's place.
      counts.authors.insert(e.participant == kNone ? "unknown" : std::string(batch.participants()[e.participant].id));
    }
  }
  return counts;
}

TEST(SlackSamples, give_the_counts_of_the_table) {
  std::ifstream table(samples() / "expected.tsv");
  if (!table) GTEST_SKIP() << "no samples at " << samples();
  std::string line;
  size_t seen = 0;
  while (std::getline(table, line)) {
    std::vector<std::string> cells;
    std::stringstream row(line);
    for (std::string cell; std::getline(row, cell, '\t');) cells.push_back(cell);
    if (cells.size() < 9 || cells[1] != "slack") continue;
    ++seen;
    Counts c = count(samples() / cells[0]);
    std::map<std::string, std::pair<std::string, uint64_t>> columns = {
        {"messages", {cells[2], c.messages}},
        {"participants", {cells[3], c.authors.size()}},
        {"conversations", {cells[4], c.conversations.size()}},
        {"attachments", {cells[5], c.attachments}},
        {"system_events", {cells[8], c.system}},
    };
    // Every count of the table is right, as far as we can see; a dispute would be listed here, with its reason.
    for (const auto& [name, values] : columns) {
      EXPECT_EQ(values.first, std::to_string(values.second)) << cells[0] << " " << name;
    }
  }
  EXPECT_GT(seen, 0u);
}

}  // namespace
}  // namespace rsmf
