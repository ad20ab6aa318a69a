// Rows of an SQLite database inside a zip, all the way to RSMF.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "io/forwarding_file_system.hpp"
#include "rsmf/event_stream.hpp"
#include "run/converter.hpp"
#include "sources/declared_options.hpp"
#include "support/source_exercise.hpp"
#include "support/tree.hpp"
#include "support/zip_text.hpp"

namespace rsmf {
namespace {

namespace fs = std::filesystem;
using test::Tree;
using test::tree_of;
using testing::HasSubstr;

constexpr int kRows = 3000;

/// What is made below folders named "spool", and a death when the first file would be.
class WatchedDisk final : public ForwardingFileSystem {
 public:
  explicit WatchedDisk(bool deadly = false) : ForwardingFileSystem(real_file_system()), deadly_(deadly) {}
  Result<std::unique_ptr<OutputFile>> create(const std::string& path) override {
    auto file = below().create(path);
    if (path.find("spool") == std::string::npos) return file;
    copies.push_back(path);
    if (deadly_) raise(SIGKILL);
    return file;
  }
  std::vector<std::string> copies;

 private:
  bool deadly_;
};

class SqliteRowsTest : public testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(root_);
    fs::create_directories(root_ / "temp");
    fs::create_directories(root_ / "folder/inner");
    make_database((root_ / "folder/inner/chat #1.db").string());
    std::ifstream in(root_ / "folder/inner/chat #1.db", std::ios::binary);
    ZipText zip;
    zip.add("readme.txt", "an export");
    zip.add_deflated("inner/chat #1.db", {std::istreambuf_iterator<char>(in), {}});
    std::ofstream(root_ / "export.zip", std::ios::binary) << zip.bytes();
    options_.encode.compression = Compression::store;
    options_.encode.provenance = true;
    options_.temp_dir = (root_ / "temp").string();
    options_.source.frame_bytes = 64 * 100;  // rows enough for 30 units
    options_.verify = true;
  }
  void TearDown() override { fs::remove_all(root_); }

  static void make_database(const std::string& path) {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
    std::string sql =
        "BEGIN; CREATE TABLE messages(conversation TEXT, author TEXT, time TEXT, text TEXT);"
        "CREATE TABLE other AS SELECT 'c' conversation, 'Ann' author, '2024-05-01T08:00:00Z' time, 'elsewhere' text;";
    for (int i = 1; i <= kRows; ++i) {
      char time[32];
      std::snprintf(time, sizeof time, "2024-03-%02dT%02d:%02d:00Z", 1 + i / 1440, i / 60 % 24, i % 60);
      sql += "INSERT INTO messages VALUES('room " + std::to_string(i % 3) + "'," +
             (i == 23 ? std::string("NULL") : "'person " + std::to_string(i % 5) + "'") + ",'" +
             (i == 17 ? "yesterday" : time) + "','message " + std::to_string(i) + "');";
    }
    // Gaps in the numbers, and a row far behind.
    sql +=
        "DELETE FROM messages WHERE rowid BETWEEN 1000 AND 1999;"
        "INSERT INTO messages(rowid, conversation, author, time, text) VALUES(9000000000, 'room 0', 'person 0', "
        "'2024-03-09T08:00:00Z', 'the last'); COMMIT;";
    ASSERT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
    sqlite3_close(database);
  }

  Result<ConvertSummary> run(const std::string& input, const std::string& output,
                             FileSystem& disk = real_file_system()) {
    options_.output = (root_ / output).string();
    return convert(disk, {(root_ / input).string()}, options_);
  }
  std::string text(const std::string& name) {
    std::ifstream in(root_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  const fs::path root_ = fs::temp_directory_path() / ("rsmf_sqlite_rows_" + std::to_string(getpid()));
  ConvertOptions options_;
};

TEST_F(SqliteRowsTest, AZipIsConvertedToTheSameBytesByAnyNumberOfThreads) {
  Tree first;
  for (unsigned threads : {1u, 2u, 8u}) {
    options_.threads = threads;
    const std::string out = "out" + std::to_string(threads);
    auto done = run("export.zip", out);
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_TRUE(done->balanced) << done->balance;
    EXPECT_EQ(done->totals.records, 2001u);
    EXPECT_EQ(done->totals.events, 2000u);
    EXPECT_EQ(done->totals.dropped, 1u);
    EXPECT_EQ(done->totals.conversations, 3u);
    EXPECT_GT(done->totals.verified, 6u);
    if (threads == 1) first = tree_of(root_ / out);
    EXPECT_TRUE(tree_of(root_ / out) == first) << threads;
    EXPECT_TRUE(fs::is_empty(root_ / "temp")) << "a copy is left";
  }
}

TEST_F(SqliteRowsTest, PlacesAreRows) {
  ASSERT_TRUE(run("export.zip", "out"));
  const std::string findings = text("out/findings.csv");
  EXPECT_THAT(findings, HasSubstr("SQR-001"));
  EXPECT_THAT(findings, HasSubstr("inner/chat #1.db,row 17,"));
  EXPECT_THAT(findings, HasSubstr("inner/chat #1.db,row 23,"));
  EXPECT_THAT(text("out/report.json"), HasSubstr("\"sqlite_table\": \"messages\""));
  bool found = false;
  for (const auto& [name, content] : tree_of(root_ / "out"))
    found = found || (name.ends_with(".rsmf") && content.find("X-RSMF") != std::string::npos);
  EXPECT_TRUE(found);
  auto back = EventStream::open((root_ / "out").string());
  ASSERT_TRUE(back) << back.error().message;
  uint64_t events = 0;
  while (const Event* e = back->next()) {
    ++events;
    EXPECT_THAT(e->body, testing::AnyOf(HasSubstr("message "), HasSubstr("the last")));
  }
  EXPECT_EQ(events, 2000u);
}

TEST_F(SqliteRowsTest, AFolderIsReadInPlaceAndNothingIsWrittenBesideIt) {
  const Tree before = tree_of(root_ / "folder");
  WatchedDisk disk;
  ASSERT_TRUE(run("folder", "out", disk));
  EXPECT_TRUE(disk.copies.empty());
  EXPECT_TRUE(tree_of(root_ / "folder") == before);
  ASSERT_TRUE(run("export.zip", "zipped", disk));
  EXPECT_EQ(disk.copies.size(), 1u);
}

TEST_F(SqliteRowsTest, ItsOptionIsDeclaredByItAlone) {
  ASSERT_NE(find_option("sqlite-table"), nullptr);
  options_.source.set("sqlite-table", "other");
  auto done = run("export.zip", "out");
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->totals.events, 1u);
  options_.source.set("sqlite-table", "no such table");
  ASSERT_TRUE(run("export.zip", "none"));
  EXPECT_THAT(text("none/findings.csv"), HasSubstr("SQR-003"));
}

TEST_F(SqliteRowsTest, ACopyKeepsToItsLimit) {
  options_.source.max_spool_bytes = 1000;
  auto done = run("export.zip", "out");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::limit);
  EXPECT_THAT(done.error().message, HasSubstr("copies may take no more than 1000 bytes"));
  EXPECT_TRUE(fs::is_empty(root_ / "temp"));
  EXPECT_TRUE(run("folder", "out2")) << "no copy, no limit";
}

TEST_F(SqliteRowsTest, WhatAKilledRunCopiedIsRemovedByTheNext) {
  for (bool in_temp : {true, false}) {
    if (!in_temp) options_.temp_dir.clear();
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      WatchedDisk deadly(true);
      (void)run("export.zip", "out", deadly);
      _exit(0);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "it was not killed";
    const fs::path left = in_temp ? root_ / "temp" : root_ / "out/.rsmf-unfinished/.source-0";
    ASSERT_FALSE(fs::is_empty(left)) << "a killed run leaves a copy: or else this sees nothing";
    auto next = run("export.zip", "out");
    ASSERT_TRUE(next) << next.error().message;
    EXPECT_TRUE(fs::is_empty(root_ / "temp"));
    EXPECT_FALSE(fs::exists(root_ / "out/.rsmf-unfinished"));
    fs::remove_all(root_ / "out");
  }
}

TEST_F(SqliteRowsTest, KeepsTheContractOfSources) {
  auto container = open_container(real_file_system(), (root_ / "folder").string());
  ASSERT_TRUE(container);
  SourceOptions options, tiny;
  tiny.frame_bytes = 1;
  const SourceExercise whole = exercise_source(format_of("sqlite_rows"), **container, options, true);
  EXPECT_EQ(whole.broken, "");
  EXPECT_EQ(whole.refused, "");
  EXPECT_EQ(whole.frames, 1u);
  const SourceExercise cut = exercise_source(format_of("sqlite_rows"), **container, tiny, true);
  EXPECT_EQ(cut.frames, 2001u);
  EXPECT_EQ(cut.digest, whole.digest);
}

}  // namespace
}  // namespace rsmf
