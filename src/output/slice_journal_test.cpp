// Whatever becomes of the file, no record is given out that is not the one of its slice.
#include "output/slice_journal.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace rsmf {
namespace {

namespace fs = std::filesystem;

class SliceJournalTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("rsmf_journal_" + std::to_string(getpid()));
    fs::remove_all(root_);
    fs::create_directories(root_);
    path_ = (root_ / "journal").string();
    // As make_record() has it: a fingerprint, the size of the file, and more.
    for (char c = 'a'; c < 'i'; ++c)
      records_.push_back(std::string(16, c) + number(100) + std::string(size_t(c % 5), c));
    records_.push_back(std::string(5000, 'x'));
  }
  void TearDown() override { fs::remove_all(root_); }

  static std::string number(uint64_t value) { return {reinterpret_cast<const char*>(&value), sizeof value}; }

  Result<SliceJournal> open(bool resume, std::string_view why = "because", Fingerprint run = {1, 2}) const {
    return SliceJournal::open(real_file_system(), path_, run, why, resume);
  }
  std::string content() const {
    std::ifstream in(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void set_content(std::string_view bytes) const { std::ofstream(path_, std::ios::binary) << bytes; }

  /// A journal of all records.
  std::string whole() const {
    fs::remove(path_);
    auto journal = open(false);
    EXPECT_TRUE(journal.has_value());
    for (const auto& record : records_) EXPECT_TRUE(journal->add(record, 100).has_value());
    EXPECT_TRUE(journal->close().has_value());
    return content();
  }
  /// Goes on with what is there as a run does: how many records it was given. All must be right, and all be there then.
  size_t go_on(const std::string& sound) const {
    size_t given = 0;
    auto journal = open(true);
    if (!journal) {
      ADD_FAILURE() << journal.error().message;
      return given;
    }
    for (const auto& record : records_) {
      const std::string noted = journal->next();
      if (!noted.empty()) {
        EXPECT_EQ(noted, record);
        ++given;
      }
      EXPECT_TRUE(journal->add(record, 100).has_value());
    }
    EXPECT_TRUE(journal->close().has_value());
    EXPECT_EQ(content(), sound);
    EXPECT_FALSE(fs::exists(path_ + ".new"));
    return given;
  }

  fs::path root_;
  std::string path_;
  std::vector<std::string> records_;
};

TEST_F(SliceJournalTest, GivesBackWhatWasNotedInOrder) {
  const std::string sound = whole();
  EXPECT_EQ(go_on(sound), records_.size());
  auto found = SliceJournal::look(real_file_system(), path_, {1, 2});
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->slices, records_.size());
  EXPECT_EQ(found->why_sorted, "because");
  EXPECT_EQ(found->whole, sound.size());
  EXPECT_EQ(go_on(sound), records_.size()) << "a third time";
}

TEST_F(SliceJournalTest, OfAnotherRunOrRouteNothingIsTaken) {
  whole();
  auto found = SliceJournal::look(real_file_system(), path_, {1, 3});
  ASSERT_TRUE(found.has_value());
  EXPECT_FALSE(found->exists());
  {
    auto other = open(true, "because", {1, 3});
    ASSERT_TRUE(other.has_value());
    EXPECT_EQ(other->next(), "");
  }
  whole();
  auto direct = open(true, "");
  ASSERT_TRUE(direct.has_value());
  EXPECT_EQ(direct->next(), "");
}

TEST_F(SliceJournalTest, CutAtEveryLength) {
  const std::string sound = whole();
  size_t most = 0;
  for (size_t length = 0; length <= sound.size(); length += length < 500 ? 1 : 97) {
    set_content(sound.substr(0, length));
    const size_t given = go_on(sound);
    EXPECT_GE(given, most) << length;
    most = given;
  }
  EXPECT_GE(most, records_.size() - 1);
}

TEST_F(SliceJournalTest, DamagedAtEveryByte) {
  const std::string sound = whole();
  size_t all = 0;
  for (size_t at = 0; at < sound.size(); at += at < 500 ? 1 : 97) {
    std::string damaged = sound;
    damaged[at] = char(damaged[at] ^ "\x01\x80\xFF"[at % 3]);
    set_content(damaged);
    all += go_on(sound) == records_.size();
    if (HasFailure()) FAIL() << "byte " << at;
  }
  EXPECT_EQ(all, 0u) << "each byte is watched";
}

TEST_F(SliceJournalTest, ARecordInAnothersPlaceIsNone) {
  const std::string sound = whole();
  const size_t at = sound.find(records_[0]) - 16, next = sound.find(records_[1]) - 16;
  set_content(sound.substr(0, at) + sound.substr(next));
  EXPECT_EQ(go_on(sound), 0u);
}

TEST_F(SliceJournalTest, AKilledRunLosesLittle) {
  auto journal = open(false);
  ASSERT_TRUE(journal.has_value());
  for (size_t i = 0; i < 1000; ++i) ASSERT_TRUE(journal->add(records_[0], 1000).has_value());
  auto found = SliceJournal::look(real_file_system(), path_, {1, 2});  // while it is still open
  ASSERT_TRUE(found.has_value());
  EXPECT_GT(found->slices, 850u);
  for (size_t i = 0; i < 10; ++i) ASSERT_TRUE(journal->add(records_[0], 50'000'000).has_value());
  found = SliceJournal::look(real_file_system(), path_, {1, 2});
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->slices, 1010u) << "large slices at once";
}

}  // namespace
}  // namespace rsmf
