// What cannot be carried over is told, and nothing that can be is lost or put together wrongly.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "support/memory_container.hpp"
#include "support/source_exercise.hpp"
#include "support/zip_text.hpp"

namespace rsmf {
namespace {

using Files = std::vector<MemoryContainer::File>;
using Entries = std::vector<std::pair<std::string, std::string>>;

SourceExercise run_files(Files files, const SourceOptions& options = {}) {
  MemoryContainer container(Container::Kind::folder, "/nowhere/export", std::move(files));
  return exercise_source(format_of("rsmf"), container, options, true);
}

constexpr const char* kTables =
    R"("participants":[{"id":"a","display":"Ada"},{"id":"b","display":"Ben"}],"conversations":[{"id":"c",)"
    R"("display":"C","platform":"x","type":"channel","participants":["a","b"]}])";

std::string event_row(const std::string& more = "") {
  return R"({"type":"message","id":"1","conversation":"c","participant":"a","timestamp":"2024-03-01T08:00:00Z",)"
         R"("body":"hello")" +
         more + "}";
}

std::string manifest_text(const std::string& events, const std::string& more = "") {
  return R"({"version":"2.0.0","eventcollectionid":"k",)" + std::string(kTables) + more + R"(,"events":[)" + events +
         "]}";
}

std::string zip_of(const Entries& entries) {
  ZipText zip;
  for (const auto& [name, content] : entries) zip.add(name, content);
  return zip.bytes();
}

std::string mail_of(const std::string& manifest, Entries entries = {}, const std::string& headers = "") {
  MailText mail;
  mail.headers += headers;
  entries.insert(entries.begin(), {"rsmf_manifest.json", manifest});
  mail.zip = zip_of(entries);
  return mail.bytes();
}

TEST(RsmfLosses, entries_that_nobody_names_are_told_RSF_047) {
  std::string named = event_row(R"(,"attachments":[{"id":"a.txt"}])");
  EXPECT_FALSE(run_files({{"a.rsmf", mail_of(manifest_text(named), {{"a.txt", "A"}})}}).codes.contains("RSF-047"));
  EXPECT_TRUE(run_files({{"a.rsmf", mail_of(manifest_text(named), {{"a.txt", "A"}, {"b.txt", "B"}})}})
                  .codes.contains("RSF-047"));
  EXPECT_TRUE(run_files({{"rsmf.zip", zip_of({{"rsmf_manifest.json", manifest_text(event_row())}, {"b.txt", "B"}})}})
                  .codes.contains("RSF-047"));
}

}  // namespace
}  // namespace rsmf
