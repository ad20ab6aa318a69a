#include "output/volume_writer.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "archive/container.hpp"
#include "archive/inflate.hpp"
#include "support/faulty_file_system.hpp"

namespace rsmf {
namespace {

namespace fs = std::filesystem;

struct Packee {
  std::string name, bytes;
};

std::vector<Packee> some_files(size_t count) {
  std::vector<Packee> files;
  uint32_t state = 1;
  for (size_t i = 0; i < count; ++i) {
    Packee f{"room " + std::to_string(i / 3) + (i % 5 == 0 ? " \xC3\xBC" : "") + "/day-" + std::to_string(i) + ".rsmf",
             {}};
    state = state * 1664525u + 1013904223u;
    for (size_t size = i == 4 ? 0 : state >> 22; f.bytes.size() < size;)
      f.bytes += "line " + std::to_string(state) + "\r\n";
    files.push_back(std::move(f));
  }
  return files;
}

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// All that lies in a folder: name and bytes.
std::vector<std::pair<std::string, std::string>> content_of(const fs::path& folder) {
  std::vector<std::pair<std::string, std::string>> all;
  for (const auto& e : fs::directory_iterator(folder)) all.emplace_back(e.path().filename(), bytes_of(e.path()));
  std::sort(all.begin(), all.end());
  return all;
}

class VolumeWriterTest : public testing::Test {
 protected:
  VolumeWriterTest() : folder_(fs::path(testing::TempDir()) / ("rsmf_volume_writer_" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~VolumeWriterTest() override { fs::remove_all(folder_); }

  fs::path fresh(const std::string& name) {
    fs::remove_all(folder_ / name);
    fs::create_directories(folder_ / name);
    return folder_ / name;
  }
  static VolumeWriter writer(const fs::path& folder, uint64_t limit, FileSystem& files = real_file_system()) {
    return VolumeWriter({.files = &files, .folder = folder, .volume_bytes = limit});
  }
  static Result<PackedPlace> add(VolumeWriter& to, const Packee& f, bool crc_first = true) {
    const uint32_t crc = crc32_of(f.bytes);
    auto place = to.begin(f.name, f.bytes.size(), crc_first ? std::optional(crc) : std::nullopt);
    RSMF_TRY(place);
    const size_t half = f.bytes.size() / 2;
    RSMF_TRY(to.write(std::string_view(f.bytes).substr(0, half)));
    RSMF_TRY(to.write(std::string_view(f.bytes).substr(half)));
    RSMF_TRY(to.end(crc));
    return place;
  }
  /// The volumes of an uninterrupted run.
  std::vector<std::pair<std::string, std::string>> expected(const std::vector<Packee>& files, uint64_t limit) {
    const fs::path out = fresh("expected");
    VolumeWriter to = writer(out, limit);
    for (const Packee& f : files) EXPECT_TRUE(add(to, f));
    EXPECT_TRUE(to.close());
    return content_of(out);
  }

  fs::path folder_;
};

TEST_F(VolumeWriterTest, each_file_is_read_back_from_its_place_and_from_the_directory) {
  const auto files = some_files(50);
  const fs::path out = fresh("out");
  VolumeWriter to = writer(out, 4000);
  std::vector<PackedPlace> places;
  for (size_t i = 0; i < files.size(); ++i) {
    auto place = add(to, files[i], i % 2 == 0);
    ASSERT_TRUE(place) << place.error().message;
    places.push_back(*place);
  }
  ASSERT_TRUE(to.close());
  uint64_t total = 0, found = 0;
  for (const auto& [name, bytes] : content_of(out)) {
    total += bytes.size();
    EXPECT_LE(bytes.size(), 4000) << name;
    auto zip = open_container(real_file_system(), out / name);
    ASSERT_TRUE(zip) << zip.error().message;
    EXPECT_TRUE((*zip)->findings().empty());
    for (size_t i = 0; i < files.size(); ++i) {
      if (places[i].volume != name) continue;
      EXPECT_EQ(bytes.substr(places[i].offset, places[i].length), files[i].bytes);
      const int64_t entry = (*zip)->find(files[i].name);
      ASSERT_GE(entry, 0);
      auto read = (*zip)->prefix(static_cast<size_t>(entry), 1 << 20);
      ASSERT_TRUE(read) << read.error().message;
      EXPECT_EQ(*read, files[i].bytes);
      ++found;
    }
  }
  EXPECT_EQ(found, files.size());
  EXPECT_EQ(total, to.bytes());
  EXPECT_GT(to.volumes(), 3);
  EXPECT_EQ(std::system(("unzip -tqq '" + (out / "pack-0001.zip").string() + "'").c_str()), 0);
}

TEST_F(VolumeWriterTest, a_volume_may_have_exactly_the_limit) {
  const auto files = some_files(7);
  const auto whole = expected(files, 0);
  ASSERT_EQ(whole.size(), 1u);
  const uint64_t size = whole[0].second.size();
  EXPECT_EQ(expected(files, size), whole);
  const auto split = expected(files, size - 1);
  ASSERT_EQ(split.size(), 2u);
  EXPECT_EQ(split[0].second, expected({files.begin(), files.end() - 1}, 0)[0].second);
}

TEST_F(VolumeWriterTest, an_entry_larger_than_a_volume_stands_alone) {
  auto files = some_files(3);
  files[1].bytes.assign(700'000, 'x');
  files[0].bytes = files[2].bytes = "small";
  EXPECT_EQ(expected(files, 1000).size(), 3u);
}

TEST_F(VolumeWriterTest, nothing_written_is_no_volume) {
  EXPECT_TRUE(expected({}, 1000).empty());
}

TEST_F(VolumeWriterTest, the_crc_may_come_late_wherever_the_header_is_by_then) {
  auto files = some_files(6);
  files[2].bytes.assign(300'000, 'y');  // more than is held back
  files[3].bytes.assign(250'000, 'z');
  const auto known = expected(files, 0);
  const fs::path out = fresh("out");
  VolumeWriter to = writer(out, 0);
  for (const Packee& f : files) ASSERT_TRUE(add(to, f, false));
  ASSERT_TRUE(to.close());
  EXPECT_EQ(content_of(out), known);
}

TEST_F(VolumeWriterTest, what_was_announced_must_hold) {
  VolumeWriter to = writer(fresh("out"), 0);
  ASSERT_TRUE(to.begin("a", 3, 5));
  EXPECT_FALSE(to.write("four"));
  ASSERT_TRUE(to.write("abc"));
  EXPECT_EQ(to.end(6).error().kind, ErrorKind::bug);
  ASSERT_TRUE(to.begin("b", 3, {}));
  ASSERT_TRUE(to.write("ab"));
  EXPECT_EQ(to.end(6).error().kind, ErrorKind::bug);
}

TEST_F(VolumeWriterTest, rolled_back_to_any_mark_from_anywhere_it_ends_the_same) {
  const auto files = some_files(24);
  for (uint64_t limit : {0, 3000}) {
    const auto whole = expected(files, limit);
    for (size_t at = 0; at <= files.size(); ++at) {
      for (size_t from : {at, at + 1, at + 7, files.size()}) {
        if (from > files.size()) continue;
        const fs::path out = fresh("out");
        VolumeWriter to = writer(out, limit);
        for (size_t i = 0; i < at; ++i) ASSERT_TRUE(add(to, files[i]));
        const VolumeWriter::Mark mark = to.mark();
        const uint64_t bytes = to.bytes();
        for (size_t i = at; i < from; ++i) ASSERT_TRUE(add(to, files[files.size() - 1 - i]));
        if (from == at + 7) {
          ASSERT_TRUE(to.begin("one at hand", 10, {}));
          ASSERT_TRUE(to.write("half"));
        }
        if (from == files.size()) {
          ASSERT_TRUE(to.close());
        }
        auto back = to.rollback(mark);
        ASSERT_TRUE(back) << back.error().message;
        EXPECT_EQ(to.bytes(), bytes);
        for (size_t i = at; i < files.size(); ++i) ASSERT_TRUE(add(to, files[i]));
        ASSERT_TRUE(to.close());
        EXPECT_EQ(content_of(out), whole) << limit << ": " << from << " back to " << at;
      }
    }
  }
}

TEST_F(VolumeWriterTest, a_killed_run_goes_on_behind_any_entry) {
  const auto files = some_files(24);
  for (uint64_t limit : {0, 3000}) {
    const auto whole = expected(files, limit);
    for (size_t at = 0; at <= files.size(); ++at) {
      for (size_t killed : {at, at + 1, at + 7, files.size()}) {
        if (killed > files.size()) continue;
        const fs::path out = fresh("out");
        VolumeWriter before = writer(out, limit);
        for (size_t i = 0; i < killed; ++i) ASSERT_TRUE(add(before, files[i]));
        ASSERT_TRUE(killed == files.size() ? before.close() : before.flush());
        VolumeWriter to = writer(out, limit);
        for (size_t i = 0; i < at; ++i) {
          auto place = to.adopt(files[i].name, files[i].bytes.size(), crc32_of(files[i].bytes));
          ASSERT_TRUE(place) << place.error().message;
          EXPECT_EQ(bytes_of(out / place->volume).substr(place->offset, place->length), files[i].bytes);
        }
        auto on = to.continue_here();
        ASSERT_TRUE(on) << on.error().message;
        for (size_t i = at; i < files.size(); ++i) ASSERT_TRUE(add(to, files[i]));
        ASSERT_TRUE(to.close());
        EXPECT_EQ(content_of(out), whole) << limit << ": killed at " << killed << ", goes on at " << at;
      }
    }
  }
}

TEST_F(VolumeWriterTest, what_is_not_there_is_not_adopted_and_changes_nothing) {
  const auto files = some_files(12);
  const auto whole = expected(files, 3000);
  for (size_t at = 0; at < files.size(); ++at) {
    const fs::path out = fresh("out");
    VolumeWriter before = writer(out, 3000);
    for (size_t i = 0; i < at; ++i) ASSERT_TRUE(add(before, files[i]));
    ASSERT_TRUE(before.begin(files[at].name, files[at].bytes.size(), crc32_of(files[at].bytes)));
    ASSERT_TRUE(files[at].bytes.empty() || before.write(files[at].bytes.substr(1)));
    ASSERT_TRUE(before.flush());
    VolumeWriter to = writer(out, 3000);
    for (size_t i = 0; i < at; ++i)
      ASSERT_TRUE(to.adopt(files[i].name, files[i].bytes.size(), crc32_of(files[i].bytes)));
    if (!files[at].bytes.empty()) {
      auto cut = to.adopt(files[at].name, files[at].bytes.size(), crc32_of(files[at].bytes));
      ASSERT_FALSE(cut);
      EXPECT_EQ(cut.error().kind, ErrorKind::format);
    }
    EXPECT_FALSE(to.adopt("another", 0, 0));
    ASSERT_TRUE(to.continue_here());
    for (size_t i = at; i < files.size(); ++i) ASSERT_TRUE(add(to, files[i]));
    ASSERT_TRUE(to.close());
    EXPECT_EQ(content_of(out), whole) << at;
  }
}

TEST_F(VolumeWriterTest, every_fault_of_the_disk_is_told) {
  const auto files = some_files(24);
  auto run = [&](FaultyFileSystem& disk) -> Result<void> {
    const fs::path out = fresh("out");
    {
      VolumeWriter to = writer(out, 3000, disk);
      for (size_t i = 0; i < 12; ++i) RSMF_TRY(add(to, files[i]));
      const auto mark = to.mark();
      for (size_t i = 12; i < 20; ++i) RSMF_TRY(add(to, files[i]));
      RSMF_TRY(to.rollback(mark));
      for (size_t i = 12; i < 20; ++i) RSMF_TRY(add(to, files[i], i % 2 == 0));
      RSMF_TRY(to.flush());
    }
    VolumeWriter to = writer(out, 3000, disk);
    for (size_t i = 0; i < 20; ++i) RSMF_TRY(to.adopt(files[i].name, files[i].bytes.size(), crc32_of(files[i].bytes)));
    RSMF_TRY(to.continue_here());
    for (size_t i = 20; i < 24; ++i) RSMF_TRY(add(to, files[i]));
    return to.close();
  };
  FaultyFileSystem sound{Faults{}};
  ASSERT_TRUE(run(sound));
  const auto whole = content_of(folder_ / "out");
  EXPECT_EQ(whole, expected(files, 3000));
  const auto& c = sound.counts();
  const std::pair<uint64_t Faults::*, uint64_t> kinds[] = {
      {&Faults::read, c.read},     {&Faults::write, c.write},   {&Faults::close, c.close}, {&Faults::open, c.open},
      {&Faults::create, c.create}, {&Faults::append, c.append}, {&Faults::list, c.list}};
  for (const auto& [kind, count] : kinds) {
    EXPECT_GT(count, 0u);
    for (uint64_t n = 1; n <= count; ++n) {
      Faults faults;
      faults.*kind = n;
      FaultyFileSystem disk(faults);
      auto done = run(disk);
      EXPECT_TRUE(disk.struck());
      EXPECT_FALSE(done) << n;
    }
  }
}

/// A disk where what is written is forgotten, but for its length: sparse.
class SparseFile final : public OutputFile {
 public:
  explicit SparseFile(std::string path) : path_(std::move(path)) { std::ofstream(path_, std::ios::binary); }
  Result<void> write(std::string_view bytes) override {
    const bool zeros = bytes.size() >= 1 << 20;
    if (!zeros) {
      fs::resize_file(path_, size_);
      std::fstream out(path_, std::ios::binary | std::ios::in | std::ios::out);
      out.seekp(static_cast<std::streamoff>(size_));
      out << bytes;
    }
    size_ += bytes.size();
    if (zeros) fs::resize_file(path_, size_);
    return {};
  }
  Result<void> overwrite(uint64_t offset, std::string_view bytes) override {
    std::fstream out(path_, std::ios::binary | std::ios::in | std::ios::out);
    out.seekp(static_cast<std::streamoff>(offset));
    out << bytes;
    return {};
  }
  Result<void> close() override { return {}; }

 private:
  std::string path_;
  uint64_t size_ = 0;
};

class SparseFileSystem final : public FaultyFileSystem {
 public:
  SparseFileSystem() : FaultyFileSystem(Faults{}) {}
  Result<std::unique_ptr<OutputFile>> create(const std::string& path) override {
    return std::make_unique<SparseFile>(path);
  }
};

TEST_F(VolumeWriterTest, beyond_4_gib_and_65535_entries_it_is_zip64) {
  const fs::path out = fresh("out");
  SparseFileSystem sparse;
  VolumeWriter to = writer(out, 0, sparse);
  const std::string zeros(1 << 26, '\0');
  uint32_t crc = 0;
  const uint64_t big = (uint64_t{1} << 32) + zeros.size();
  std::vector<PackedPlace> places;
  auto first = to.begin("big/zeros.rsmf", big, {});
  ASSERT_TRUE(first);
  for (uint64_t at = 0; at < big; at += zeros.size()) {
    ASSERT_TRUE(to.write(zeros));
    crc = crc32_of(zeros, crc);
  }
  ASSERT_TRUE(to.end(crc));
  constexpr size_t kCount = 70'000;
  for (size_t i = 0; i < kCount; ++i) {
    auto place = add(to, {"room/" + std::to_string(i) + ".rsmf", "entry " + std::to_string(i)});
    ASSERT_TRUE(place);
    if (i == kCount - 1) places.push_back(*place);
  }
  ASSERT_TRUE(to.close());
  const fs::path volume = out / "pack-0001.zip";
  EXPECT_EQ(fs::file_size(volume), to.bytes());
  EXPECT_GT(places[0].offset, big);
  auto zip = open_container(real_file_system(), volume);
  ASSERT_TRUE(zip) << zip.error().message;
  ASSERT_EQ((*zip)->entries().size(), kCount + 1);
  EXPECT_EQ((*zip)->entries()[0].size, big);
  EXPECT_EQ((*zip)->prefix(static_cast<size_t>((*zip)->find("room/69999.rsmf")), 100).value(), "entry 69999");
  const std::string path = volume.string();
  EXPECT_EQ(std::system(("unzip -tqq '" + path + "' 'room/1*'").c_str()), 0);
  EXPECT_EQ(std::system(("python3 -c \"import zipfile\nz=zipfile.ZipFile('" + path +
                         "')\nassert len(z.infolist())==70001\nassert z.read('room/69999.rsmf')==b'entry 69999'\n"
                         "assert z.getinfo('big/zeros.rsmf').file_size==" +
                         std::to_string(big) + "\"")
                            .c_str()),
            0);
}

}  // namespace
}  // namespace rsmf
