#include "archive/container.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "archive/export_files.hpp"
#include "archive/inflate.hpp"
#include "archive/zip_output.hpp"

namespace rsmf {
namespace {

namespace fs = std::filesystem;

class ContainerTest : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(root_); }
  void TearDown() override { fs::remove_all(root_); }

  using Members = std::vector<std::pair<std::string, std::string>>;
  std::string zip(const Members& members) {
    std::string path = root_ + "/test.zip";
    fs::remove(path);
    auto file = real_file_system().create(path);
    ZipOutput out(**file);
    for (const auto& [name, content] : members) {
      EXPECT_TRUE(out.begin(name));
      EXPECT_TRUE(out.write(content));
      EXPECT_TRUE(out.end());
    }
    EXPECT_TRUE(out.finish());
    EXPECT_TRUE((*file)->close());
    return path;
  }
  static std::string content(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static void write(const std::string& path, const std::string& bytes) {
    fs::create_directories(fs::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
  }
  static Result<std::string> read(const Container& c, size_t entry) {
    auto stream = c.open(entry);
    if (!stream) return std::unexpected(stream.error());
    Bytes bytes;
    auto done = read_all(**stream, bytes, 1 << 28);
    if (!done) return std::unexpected(done.error());
    return std::string(bytes.view());
  }
  /// Replaces bytes of the zip's directory (and leaves the local headers alone).
  std::string patched(const Members& members, size_t field, const std::string& bytes) {
    std::string path = zip(members), data = content(path);
    size_t at = data.find("PK\x01\x02");
    data.replace(at + field, bytes.size(), bytes);
    write(path, data);
    return path;
  }
  std::vector<std::string> codes(const Container& c) {
    std::vector<std::string> all;
    for (const auto& f : c.findings()) all.emplace_back(f.spec->code);
    return all;
  }

  std::string root_ = fs::temp_directory_path() / ("rsmf_container_" + std::to_string(getpid()));
};

TEST_F(ContainerTest, folder_and_zip_look_alike) {
  Members members = {{"b/two.txt", "two"},    {"a.txt", std::string(100'000, 'x')},
                     {"b/one.txt", "one"},    {"__MACOSX/._a.txt", "junk"},
                     {"b/.DS_Store", "junk"}, {"b/._one.txt", "junk"}};
  for (const auto& [name, text] : members) write(root_ + "/folder/" + name, text);
  for (const std::string& path : {zip(members), root_ + "/folder/"}) {
    auto c = open_container(real_file_system(), path);
    ASSERT_TRUE(c) << c.error().message;
    ASSERT_EQ((*c)->entries().size(), 3u);
    EXPECT_EQ((*c)->entries()[0].name, "a.txt");
    EXPECT_EQ((*c)->entries()[1].name, "b/one.txt");
    EXPECT_EQ((*c)->find("b/two.txt"), 2);
    EXPECT_EQ((*c)->find("b/three.txt"), -1);
    EXPECT_EQ(*read(**c, 0), std::string(100'000, 'x'));
    EXPECT_EQ(*(*c)->prefix(2, 2), "tw");
    Bytes packed, plain;
    Inflater inflater;
    ASSERT_TRUE((*c)->read_packed(0, packed));
    ASSERT_TRUE(unpack((*c)->entries()[0], packed.view(), plain, inflater));
    EXPECT_EQ(plain.view(), std::string(100'000, 'x'));
  }
}

TEST_F(ContainerTest, single_file_and_what_is_not_there) {
  write(root_ + "/chat.txt", "hello");
  auto c = open_container(real_file_system(), root_ + "/chat.txt");
  ASSERT_TRUE(c);
  EXPECT_EQ((*c)->entries()[0].name, "chat.txt");
  EXPECT_EQ(*read(**c, 0), "hello");
  auto none = open_container(real_file_system(), root_ + "/none");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, ErrorKind::usage);
  auto odd = open_container(real_file_system(), "/dev/null");
  ASSERT_FALSE(odd);
}

TEST_F(ContainerTest, names_that_escape_are_left_out_ZIP_002) {
  auto c = open_container(real_file_system(), zip({{"../evil.txt", "x"},
                                                   {"/etc/passwd", "x"},
                                                   {"a/../../b", "x"},
                                                   {"C:/x", "x"},
                                                   {"a\\..\\..\\b", "x"},
                                                   {"..fine/..a..", "ok"}}));
  ASSERT_TRUE(c);
  ASSERT_EQ((*c)->entries().size(), 1u);
  EXPECT_EQ((*c)->entries()[0].name, "..fine/..a..");
  EXPECT_EQ(codes(**c), std::vector<std::string>(5, "ZIP-002"));
}

TEST_F(ContainerTest, encrypted_and_odd_members_are_left_out_ZIP_001_ZIP_003_ZIP_004) {
  Members one = {{"a.txt", std::string(5'000'000, 'x')}};
  auto encrypted = open_container(real_file_system(), patched(one, 8, std::string("\1\0", 2)));
  EXPECT_EQ(codes(**encrypted), std::vector<std::string>{"ZIP-001"});
  auto method = open_container(real_file_system(), patched(one, 10, std::string("\14\0", 2)));
  EXPECT_EQ(codes(**method), std::vector<std::string>{"ZIP-003"});
  auto bomb = open_container(real_file_system(), patched(one, 24, "\xF0\xFF\xFF\xFF"));
  EXPECT_EQ(codes(**bomb), std::vector<std::string>{"ZIP-004"});
  EXPECT_TRUE((*bomb)->entries().empty());
}

TEST_F(ContainerTest, twins_and_code_page_437_ZIP_005_ZIP_006) {
  auto twins = open_container(real_file_system(), zip({{"a", "1"}, {"a", "2"}}));
  EXPECT_EQ(codes(**twins), std::vector<std::string>{"ZIP-005"});
  EXPECT_EQ((*twins)->entries().size(), 2u);
  auto old = open_container(real_file_system(), zip({{"gr\x81n.txt", "1"}}));
  EXPECT_EQ(codes(**old), std::vector<std::string>{"ZIP-006"});
  EXPECT_EQ((*old)->entries()[0].name, "gr\xC3\xBCn.txt");
}

TEST_F(ContainerTest, a_cut_archive_says_so) {
  std::string path = zip({{"a", std::string(3000, 'x')}, {"b", "y"}}), data = content(path);
  for (size_t keep : {data.size() - 1, data.size() / 2, size_t{4}, size_t{30}}) {
    write(path, data.substr(0, keep));
    auto c = open_container(real_file_system(), path);
    ASSERT_FALSE(c) << keep;
    EXPECT_EQ(c.error().kind, ErrorKind::format);
  }
}

TEST_F(ContainerTest, a_lie_about_size_or_sum_is_found_when_reading) {
  for (auto [field, bytes] : {std::pair{16, std::string("\1\2\3\4")}, {24, std::string("\x10\0\0\0", 4)}}) {
    auto c = open_container(real_file_system(), patched({{"a", std::string(3000, 'x')}}, size_t(field), bytes));
    ASSERT_TRUE(c);
    auto text = read(**c, 0);
    ASSERT_FALSE(text) << field;
    EXPECT_EQ(text.error().kind, ErrorKind::format);
    Bytes packed, plain;
    Inflater inflater;
    ASSERT_TRUE((*c)->read_packed(0, packed));
    EXPECT_FALSE(unpack((*c)->entries()[0], packed.view(), plain, inflater));
  }
}

TEST_F(ContainerTest, no_bytes_make_it_crash) {
  std::string path = zip({{"a", std::string(3000, 'x')}, {"b/c", "y"}}), data = content(path);
  for (size_t i = 0; i < data.size(); ++i)
    for (int bit : {1, 128}) {
      std::string bad = data;
      bad[i] = char(bad[i] ^ bit);
      write(path, bad);
      auto c = open_container(real_file_system(), path);
      if (!c) continue;
      for (size_t e = 0; e < (*c)->entries().size(); ++e) (void)read(**c, e);
    }
}

TEST_F(ContainerTest, limits) {
  Members many;
  for (int i = 0; i < 50; ++i) many.push_back({std::to_string(i), "x"});
  ContainerLimits limits;
  limits.max_entries = 49;
  auto c = open_container(real_file_system(), zip(many), limits);
  ASSERT_FALSE(c);
  EXPECT_EQ(c.error().kind, ErrorKind::limit);
}

TEST_F(ContainerTest, members_that_are_left_out_count_towards_the_limit) {
  Members many;
  for (int i = 0; i < 50; ++i) many.push_back({"../" + std::to_string(i), "x"});
  std::string path = zip(many), data = content(path);
  data[data.size() - 22 + 10] = 1;  // the archive's end states one member
  write(path, data);
  ContainerLimits limits;
  limits.max_entries = 49;
  auto c = open_container(real_file_system(), path, limits);
  ASSERT_FALSE(c);
  EXPECT_EQ(c.error().kind, ErrorKind::limit);
}

TEST_F(ContainerTest, a_member_past_the_end_fails_alike_however_it_is_read) {
  Members one = {{"a.txt", std::string(3000, 'x')}};
  size_t size = content(zip(one)).size();
  auto c = open_container(real_file_system(), patched(one, 20, {char(size & 0xFF), char(size >> 8), 0, 0}));
  ASSERT_TRUE(c);
  ASSERT_EQ((*c)->entries().size(), 1u);
  auto stream = (*c)->open(0);
  Bytes packed;
  auto whole = (*c)->read_packed(0, packed);
  ASSERT_FALSE(stream);
  ASSERT_FALSE(whole);
  EXPECT_EQ(stream.error().kind, ErrorKind::format);
  EXPECT_EQ(stream.error().message, whole.error().message);
}

TEST_F(ContainerTest, files_named_by_an_export) {
  write(root_ + "/out/side.txt", "side");
  write(root_ + "/secret.txt", "secret");
  auto c = open_container(real_file_system(), zip({{"x/a.txt", "inside"}}));
  ExportFiles files(**c, real_file_system(), root_ + "/out");
  std::string key;
  files.find("x/", "a.txt", key);
  EXPECT_EQ(key, "in:x/a.txt");
  EXPECT_TRUE(files.open(key));
  files.find("", "./side.txt", key);
  EXPECT_EQ(key, "at:side.txt");
  for (const char* path : {"../secret.txt", "/etc/passwd", "", "nothing"}) {
    files.find("", path, key);
    EXPECT_EQ(key, "") << path;
  }
  EXPECT_FALSE(files.open("at:../secret.txt"));
}

TEST_F(ContainerTest, links_and_special_files_in_a_folder_are_left_out_and_told_FLD_001_FLD_002) {
  write(root_ + "/secret/passwords.txt", "secret");
  write(root_ + "/export/a.txt", "a");
  fs::create_symlink(root_ + "/secret/passwords.txt", root_ + "/export/b.txt");
  fs::create_directory_symlink(root_ + "/secret", root_ + "/export/folder");
  fs::create_symlink("nothing", root_ + "/export/dangling.txt");
  ASSERT_EQ(mkfifo((root_ + "/export/pipe").c_str(), 0600), 0);
  fs::create_directory_symlink("export", root_ + "/named");  // whom the user names is followed
  for (const char* name : {"/export", "/named"}) {
    auto c = open_container(real_file_system(), root_ + name);
    ASSERT_TRUE(c);
    ASSERT_EQ((*c)->entries().size(), 1u);
    EXPECT_EQ((*c)->entries()[0].name, "a.txt");
    EXPECT_EQ(codes(**c), (std::vector<std::string>{"FLD-001", "FLD-001", "FLD-001", "FLD-002"}));
    EXPECT_EQ((*c)->findings()[0].record, "b.txt");
  }
  ContainerLimits limits;
  limits.max_entries = 4;
  auto c = open_container(real_file_system(), root_ + "/export", limits);
  ASSERT_FALSE(c);
  EXPECT_EQ(c.error().kind, ErrorKind::limit);
}

TEST_F(ContainerTest, files_named_by_an_export_are_not_looked_for_behind_links) {
  write(root_ + "/secret/passwords.txt", "secret");
  write(root_ + "/export/chat.txt", "chat");
  write(root_ + "/export/inner/fine.txt", "fine");
  fs::create_symlink(root_ + "/secret/passwords.txt", root_ + "/export/link.txt");
  fs::create_directory_symlink(root_ + "/secret", root_ + "/export/inner/folder");
  fs::create_directory_symlink("export", root_ + "/named");
  auto single = open_container(real_file_system(), root_ + "/named/chat.txt");
  auto packed = open_container(real_file_system(), zip({{"chat.txt", "chat"}}));
  ASSERT_TRUE(single && packed);
  ExportFiles beside(**single, real_file_system(), ""), outside(**packed, real_file_system(), root_ + "/named");
  std::string key;
  for (const auto& [files, kind] : {std::pair(&beside, "be:"), std::pair(&outside, "at:")}) {
    files->find("", "inner/fine.txt", key);
    EXPECT_EQ(key, std::string(kind) + "inner/fine.txt");
    EXPECT_TRUE(files->open(key));
    for (const char* path : {"link.txt", "inner/folder/passwords.txt", "inner/folder", "inner//folder/passwords.txt"}) {
      files->find("", path, key);
      EXPECT_EQ(key, "") << path;
      EXPECT_FALSE(files->open(std::string(kind) + path)) << path;
    }
  }
}

}  // namespace
}  // namespace rsmf
