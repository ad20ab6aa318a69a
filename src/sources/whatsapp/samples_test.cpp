// The public samples give the counts that an independent script took.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/time_zone.hpp"
#include "sources/source.hpp"

namespace rsmf {
extern const SourceFormat whatsapp_format;
namespace {

namespace fs = std::filesystem;

/// Where we are convinced that a count is wrong: the file, the column and the reason.
const std::map<std::string, std::string> kDisputed = {};

fs::path samples_folder() {
  if (const char* set = std::getenv("RSMF_SAMPLES")) return set;
  return fs::path(RSMF_SOURCE_DIR) / ".." / "shared" / "samples";
}

struct Counts {
  uint64_t messages = 0, attachments = 0, notices = 0;
  std::set<std::string> authors, conversations;
  TimeNs first = kNoTime, last = 0;
};

void count(const fs::path& path, Counts& counts) {
  auto container = open_container(real_file_system(), path.string());
  ASSERT_TRUE(container) << container.error().message;
  std::string why;
  EXPECT_GE(whatsapp_format.probe(**container, why), 50) << path << why;
  SourceOptions options;
  auto source = whatsapp_format.open({**container, real_file_system(), options});
  ASSERT_TRUE(source) << source.error().message;
  ASSERT_TRUE((*source)->survey());
  auto decoder = (*source)->decoder();
  auto unit = (*source)->make_unit();
  EventBatch batch;
  for (;;) {
    auto more = (*source)->next(*unit);
    ASSERT_TRUE(more) << more.error().message;
    if (!*more) return;
    EventBuilder builder(batch, unit->stream);
    decoder->decode(*unit, builder);
    for (const Event& e : batch.events()) {
      counts.conversations.emplace(batch.conversations()[e.conversation].id);
      if (e.type != EventType::message) {
        ++counts.notices;
        continue;
      }
      ++counts.messages;
      counts.attachments += e.attachments.size();
      counts.authors.emplace(batch.participants()[e.participant].id);
      counts.first = std::min(counts.first, e.time);
      counts.last = std::max(counts.last, e.time);
    }
  }
}

std::string time_of(TimeNs time) {
  char buffer[32];
  return std::string(format_timestamp(time, buffer));
}

TEST(WhatsAppSamples, GiveTheExpectedCounts) {
  const fs::path folder = samples_folder();
  std::ifstream table(folder / "expected.tsv");
  if (!table) GTEST_SKIP() << "no samples in " << folder << "; set RSMF_SAMPLES";
  int files = 0;
  for (std::string line; std::getline(table, line);) {
    if (!line.starts_with("whatsapp/")) continue;
    ++files;
    std::istringstream cells(line);
    std::string cell[9];
    for (std::string& c : cell) std::getline(cells, c, '\t');
    Counts counts;
    count(folder / cell[0], counts);
    auto check = [&](int column, const std::string& have) {
      static constexpr const char* kColumns[] = {
          "", "", "messages", "participants", "conversations", "attachments", "first", "last", "system"};
      if (kDisputed.contains(cell[0] + " " + kColumns[column])) return;
      EXPECT_EQ(have, cell[column]) << cell[0] << " " << kColumns[column];
    };
    check(2, std::to_string(counts.messages));
    check(3, std::to_string(counts.authors.size()));
    check(4, std::to_string(counts.conversations.size()));
    check(5, std::to_string(counts.attachments));
    check(6, time_of(counts.first));
    check(7, time_of(counts.last));
    check(8, std::to_string(counts.notices));
  }
  EXPECT_GE(files, 12);
}

}  // namespace
}  // namespace rsmf
