#include "io/spill_file.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

namespace rsmf {
namespace {

class SpillFileTest : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::remove(path_); }
  void TearDown() override { std::filesystem::remove(path_); }

  SpillFile write(const std::vector<std::string>& blocks) {
    auto out = SpillWriter::create(real_file_system(), path_, 1000);
    EXPECT_TRUE(out);
    for (const auto& block : blocks) {
      places_.push_back(out->bytes());
      EXPECT_TRUE(out->add(block));
    }
    auto file = out->close();
    EXPECT_TRUE(file);
    return *file;
  }
  Result<std::vector<std::string>> read(const SpillFile& file, size_t window) {
    auto in = SpillReader::open(real_file_system(), file, window);
    if (!in) return std::unexpected(in.error());
    std::vector<std::string> blocks;
    for (Bytes block;;) {
      auto more = in->next(block);
      if (!more) return std::unexpected(more.error());
      if (!*more) return blocks;
      blocks.emplace_back(block.view());
    }
  }
  std::string content() const {
    std::ifstream in(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void overwrite(const std::string& bytes) const { std::ofstream(path_, std::ios::binary) << bytes; }
  void expect_damage(const SpillFile& file, const std::string& what) {
    auto blocks = read(file, 100);
    ASSERT_FALSE(blocks) << what;
    EXPECT_EQ(blocks.error().kind, ErrorKind::io) << what;
    EXPECT_NE(blocks.error().message.find(path_), std::string::npos) << blocks.error().message;
  }

  std::string path_ = std::filesystem::temp_directory_path() / ("rsmf_spill_" + std::to_string(getpid()));
  std::vector<uint64_t> places_;
};

std::string noise(size_t size, unsigned seed) {
  std::mt19937 random(seed);
  std::string bytes(size, 0);
  for (char& c : bytes) c = char(random());
  return bytes;
}

TEST_F(SpillFileTest, GivesBackWhatWasWritten) {
  std::vector<std::string> blocks = {"", "a", std::string(100'000, 'x'), noise(5000, 1), "", noise(70'000, 2), "end"};
  const SpillFile file = write(blocks);
  EXPECT_LT(file.bytes, 80'000u) << "what repeats is compressed";
  EXPECT_EQ(file.bytes, content().size());
  for (size_t window : {1, 17, 4096, 1 << 20}) {
    auto back = read(file, window);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(*back, blocks);
  }
}

TEST_F(SpillFileTest, NoBlocks) {
  auto back = read(write({}), 100);
  ASSERT_TRUE(back);
  EXPECT_TRUE(back->empty());
}

TEST_F(SpillFileTest, BlocksByTheirPlaceWhileOthersAreRead) {
  std::vector<std::string> blocks;
  for (unsigned i = 0; i < 20; ++i) blocks.push_back(i % 2 ? noise(300 * i, i) : std::string(500 * i, char('a' + i)));
  const SpillFile file = write(blocks);
  auto in = SpillReader::open(real_file_system(), file, 64);
  ASSERT_TRUE(in);
  Bytes next, packed, found;
  for (int round = 0; round < 2; ++round, in->rewind()) {
    for (size_t i = 0; i < blocks.size(); ++i) {
      ASSERT_TRUE(in->next(next).value());
      EXPECT_EQ(next.view(), blocks[i]);
      const size_t other = (i * 7 + 3) % blocks.size();
      ASSERT_TRUE(in->read_at(places_[other], packed, found));
      EXPECT_EQ(found.view(), blocks[other]);
    }
    EXPECT_FALSE(in->next(next).value());
  }
}

TEST_F(SpillFileTest, EverySpoiledByteIsFound) {
  const SpillFile file = write({std::string(50, 'a') + "bcd", noise(40, 3), std::string(300, 'z')});
  const std::string good = content();
  for (size_t at = 0; at < good.size(); ++at) {
    for (int bit : {1, 0x10, 0x80}) {
      std::string bad = good;
      bad[at] = char(bad[at] ^ bit);
      overwrite(bad);
      expect_damage(file, "byte " + std::to_string(at));
    }
  }
}

TEST_F(SpillFileTest, AFileOfAnotherLengthIsFound) {
  const SpillFile file = write({std::string(50, 'a'), noise(40, 3)});
  const std::string good = content();
  for (size_t size = 0; size < good.size(); ++size) {
    overwrite(good.substr(0, size));
    expect_damage(file, std::to_string(size));
  }
  overwrite(good + "x");
  expect_damage(file, "longer");
}

TEST_F(SpillFileTest, BlocksThatChangedPlacesAreFound) {
  const SpillFile file = write({noise(40, 1), noise(40, 2)});
  const std::string good = content();
  overwrite(good.substr(good.size() / 2) + good.substr(0, good.size() / 2));
  expect_damage(file, "sound blocks, but not where they were");
}

TEST_F(SpillFileTest, TheMessageSaysWhere) {
  const SpillFile file = write({noise(40, 1), noise(40, 2)});
  std::string bad = content();
  bad.back() ^= 1;
  overwrite(bad);
  auto blocks = read(file, 100);
  ASSERT_FALSE(blocks);
  EXPECT_EQ(blocks.error().message, path_ + " is damaged at offset 56: the checksum is another");
}

}  // namespace
}  // namespace rsmf
