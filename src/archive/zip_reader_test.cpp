#include "archive/zip_reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "archive/zip_directory.hpp"
#include "support/memory_file.hpp"
#include "support/zip_text.hpp"

namespace rsmf {
namespace {

using enum ZipFault::Kind;

struct KeptFault {
  ZipFault::Kind kind;
  uint64_t offset = 0, count = 0;
  uint8_t differs = 0;
  std::string entry;
};

struct Listed {
  ZipListing listing;
  std::vector<KeptFault> faults;
  std::vector<ZipFault::Kind> kinds() const {
    std::vector<ZipFault::Kind> all;
    for (const KeptFault& fault : faults) all.push_back(fault.kind);
    return all;
  }
};

Listed list(std::string bytes, const ZipReadLimits& limits = {}) {
  Listed listed;
  const MemoryFile file(std::move(bytes));
  auto listing = list_zip(file, limits, [&](const ZipFault& f) {
    listed.faults.push_back({f.kind, f.offset, f.count, f.differs, f.entry ? f.entry->name : ""});
  });
  EXPECT_TRUE(listing) << listing.error().message;
  if (listing) listed.listing = std::move(*listing);
  return listed;
}

using Kinds = std::vector<ZipFault::Kind>;

ZipText two_entries() {
  ZipText zip;
  zip.add("one.txt", "first");
  zip.add_deflated("two.txt", std::string(1000, 'x'));
  return zip;
}

TEST(ZipReader, ASoundZipHasNoFaults) {
  const std::string bytes = two_entries().bytes();
  const Listed l = list(bytes);
  EXPECT_EQ(l.kinds(), Kinds());
  EXPECT_TRUE(l.listing.found);
  EXPECT_FALSE(l.listing.salvaged);
  ASSERT_EQ(l.listing.entries.size(), 2u);
  const ZipEntry& two = l.listing.entries[1];
  EXPECT_EQ(two.name, "two.txt");
  EXPECT_EQ(two.packing, Packing::deflate);
  EXPECT_EQ(two.offset, bytes.find("PK\3\4", 1));
  EXPECT_EQ(two.data, two.offset + kZipLocalSize + 7);
  const MemoryFile file(bytes);
  Bytes unpacked;
  ASSERT_TRUE(read_all(*open_entry(file, two, "zip!two.txt"), unpacked, 2000));
  EXPECT_EQ(unpacked.view(), std::string(1000, 'x'));
}

TEST(ZipReader, FaultsNameTheEntryAndItsPlace) {
  ZipText zip = two_entries();
  zip.entries[0].local_name = "eno.txt";
  zip.entries[1].flags = 1;
  zip.add("caf\xE9", "").method = 12;
  const std::string bytes = zip.bytes();
  const Listed l = list(bytes);
  EXPECT_EQ(l.kinds(), Kinds({encrypted, name_not_utf8, unknown_method, header_differs}));
  ASSERT_EQ(l.faults.size(), 4u);
  EXPECT_EQ(l.faults[0].entry, "two.txt");
  EXPECT_EQ(l.faults[0].offset, bytes.find("PK\3\4", 1));
  EXPECT_EQ(l.faults[2].entry, "caf\xCE\x98");  // code page 437
  EXPECT_EQ(l.faults[2].count, 12u);
  EXPECT_EQ(l.faults[3].entry, "one.txt");
  EXPECT_EQ(l.faults[3].differs, ZipFault::name);
  EXPECT_FALSE(l.listing.entries[1].readable);
  EXPECT_TRUE(l.listing.entries[0].readable);
}

TEST(ZipReader, BytesAroundTheZipAreCounted) {
  const Listed l = list("before" + two_entries().bytes() + "behind");
  EXPECT_EQ(l.kinds(), Kinds({bytes_before, bytes_behind}));
  EXPECT_EQ(l.faults[0].count, 6u);
  EXPECT_EQ(l.faults[1].count, 6u);
  EXPECT_EQ(l.listing.entries[0].offset, 6u);
}

TEST(ZipReader, WithoutADirectoryTheLocalHeadersAreRead) {
  const std::string bytes = two_entries().bytes();
  const Listed l = list(bytes.substr(0, bytes.find("PK\1\2")));
  EXPECT_EQ(l.kinds(), Kinds({directory_missing}));
  EXPECT_EQ(l.faults[0].count, 2u);
  EXPECT_TRUE(l.listing.salvaged);
  EXPECT_EQ(l.listing.entries.size(), 2u);
  EXPECT_EQ(list("no zip at all").kinds(), Kinds({not_a_zip}));
  EXPECT_EQ(list("").kinds(), Kinds({empty_file}));
}

TEST(ZipReader, LimitsHold) {
  ZipText zip = two_entries();
  zip.add("three.txt", "");
  const Listed few = list(zip.bytes(), {.max_entries = 2});
  EXPECT_EQ(few.kinds(), Kinds({too_many_entries}));
  EXPECT_EQ(few.listing.entries.size(), 2u);
  const Listed short_names = list(zip.bytes(), {.max_name_bytes = 8});
  EXPECT_EQ(short_names.kinds(), Kinds({too_many_entries}));
  EXPECT_EQ(short_names.listing.entries.size(), 1u);
}

TEST(ZipDirectory, ASearchPutsUpWithAsMuchAsItSays) {
  const std::string sound = two_entries().bytes();
  const ZipSearch strict{.window = 1000, .candidates = 1, .whole_comment = true};
  const auto search = [](const std::string& bytes, const ZipSearch& how) {
    const MemoryFile file(bytes);
    auto outcome = find_zip_directory(file, how);
    EXPECT_TRUE(outcome);
    return *outcome;
  };
  EXPECT_TRUE(search(sound, strict).directory);
  const std::string far = sound + std::string(1000, ' ');
  EXPECT_FALSE(search(far, strict).has_end_record);
  EXPECT_TRUE(search(far, {}).directory);
  const std::string decoy = sound + "PK\5\6" + std::string(18, '\1');
  EXPECT_FALSE(search(decoy, {.window = 1000, .candidates = 1}).directory);
  EXPECT_TRUE(search(decoy, {.window = 1000, .candidates = 1}).has_end_record);
  EXPECT_TRUE(search(decoy, strict).directory) << "the decoy's comment is not whole";
  EXPECT_TRUE(search(decoy, {}).directory);
  std::string cut = sound;
  cut[cut.size() - 2] = 5;  // a comment that is not there
  EXPECT_FALSE(search(cut, strict).has_end_record);
  ASSERT_TRUE(search(cut, {}).directory);
  EXPECT_TRUE(search(cut, {}).directory->is_comment_cut);
}

TEST(ZipDirectory, OffsetsAreShiftedByWhatIsInFront) {
  ZipDirectory directory{.entries = 1, .offset = 100, .size = 50, .begin = 110, .end = 160};
  EXPECT_EQ(directory.place_of(7), 17u);
  directory.begin = 90;
  EXPECT_EQ(directory.place_of(20), 10u);
  EXPECT_EQ(directory.place_of(5), UINT64_MAX) << "below zero";
}

}  // namespace
}  // namespace rsmf
