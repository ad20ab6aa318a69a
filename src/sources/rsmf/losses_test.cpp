// What cannot be carried over is told, and nothing that can be is lost or put together wrongly.
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/event_batch.hpp"
#include "rsmf/schema/manifest_members.hpp"
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

/// Messages of all findings of that code.
std::vector<std::string> survey_findings(Files files, std::string_view code, const SourceOptions& options = {}) {
  MemoryContainer container(Container::Kind::folder, "/nowhere/export", std::move(files));
  auto source = std::move(*format_of("rsmf").open({container, real_file_system(), options}));
  std::vector<std::string> found;
  if (!source->survey()) return found;
  auto decoder = source->decoder();
  for (auto unit = source->make_unit(); *source->next(*unit);) {
    for (const Finding& f : unit->findings)
      if (f.spec->code == code) found.push_back(f.message);
    EventBatch batch;
    EventBuilder builder(batch, unit->stream);
    decoder->decode(*unit, builder);
    for (const Finding& f : batch.findings())
      if (f.spec->code == code) found.push_back(f.message);
  }
  return found;
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

/// A value for each kind; for an array, objects with all members that the table has.
std::string row_of_all_members(RowKind kind) {
  std::string row;
  for (const MemberRule& rule : members_of(kind)) {
    row += (row.empty() ? "{\"" : ",\"") + std::string(spelling(rule.name)) + "\":";
    switch (rule.kind) {
      case ValueKind::boolean:
        row += "true";
        break;
      case ValueKind::integer:
        row += "1";
        break;
      case ValueKind::time:
        row += "\"2024-03-01T08:00:00Z\"";
        break;
      case ValueKind::choice:
        row += "\"" + std::string(rule.choices[0].value) + "\"";
        break;
      case ValueKind::texts:
        row += "[\"a\"]";
        break;
      case ValueKind::rows:
        row += "[" + row_of_all_members(rule.rows) + "]";
        break;
      case ValueKind::email:
        row += "\"a@example.com\"";
        break;
      default:
        row += rule.name == ManifestName::version ? "\"2.0.0\"" : "\"a\"";
    }
  }
  return row + "}";
}

TEST(RsmfLosses, every_member_of_the_table_is_read_RSF_032) {
  const std::string manifest = row_of_all_members(RowKind::root);
  EXPECT_FALSE(run_files({{"rsmf_manifest.json", manifest}}).codes.contains("RSF-032")) << manifest;
  EXPECT_EQ(survey_findings({{"rsmf_manifest.json", manifest}}, "RSF-032"), std::vector<std::string>());
  // One that is in no table, in the innermost object of all that are named here.
  std::string spoiled = manifest;
  spoiled.insert(spoiled.find("\"count\""), "\"colour\":\"red\",");
  EXPECT_TRUE(run_files({{"rsmf_manifest.json", spoiled}}).codes.contains("RSF-032")) << spoiled;
}

TEST(RsmfLosses, entries_that_nobody_names_are_told_RSF_047) {
  std::string named = event_row(R"(,"attachments":[{"id":"a.txt"}])");
  EXPECT_FALSE(run_files({{"a.rsmf", mail_of(manifest_text(named), {{"a.txt", "A"}})}}).codes.contains("RSF-047"));
  EXPECT_TRUE(run_files({{"a.rsmf", mail_of(manifest_text(named), {{"a.txt", "A"}, {"b.txt", "B"}})}})
                  .codes.contains("RSF-047"));
  EXPECT_TRUE(run_files({{"rsmf.zip", zip_of({{"rsmf_manifest.json", manifest_text(event_row())}, {"b.txt", "B"}})}})
                  .codes.contains("RSF-047"));
}

TEST(RsmfLosses, members_of_the_manifest_are_known_with_escapes) {
  std::string text = manifest_text(event_row());
  text.replace(text.find("\"events\""), 8, R"("\u0065v\u0065nts")");
  EXPECT_EQ(run_files({{"rsmf_manifest.json", text}}).tally.events, 1u);
}

TEST(RsmfLosses, what_is_no_list_is_an_error_RSF_048) {
  for (const char* events : {R"(,"events":{"0":{"type":"message"}})", R"(,"events":"none")", R"(,"events":null)", ""})
    EXPECT_TRUE(run_files({{"rsmf_manifest.json", R"({"version":"2.0.0",)" + std::string(kTables) + events + "}"}})
                    .codes.contains("RSF-048"))
        << events;
  EXPECT_TRUE(run_files({{"rsmf_manifest.json", R"({"version":"2.0.0","participants":{},"events":[]})"}})
                  .codes.contains("RSF-048"));
  EXPECT_FALSE(run_files({{"rsmf_manifest.json", R"({"version":"2.0.0","events":[]})"}}).codes.contains("RSF-048"));
}

TEST(RsmfLosses, a_collection_id_of_another_type_is_told) {
  std::string text = R"({"version":"2.0.0","eventcollectionid":5,"events":[]})";
  EXPECT_TRUE(run_files({{"rsmf_manifest.json", text}}).codes.contains("RSF-010"));
  SourceOptions mended;
  mended.set("repair", "on");
  EXPECT_TRUE(run_files({{"rsmf_manifest.json", text}}, mended).codes.contains("RSF-020"));
}

TEST(RsmfLosses, all_members_that_no_version_knows_are_counted) {
  std::string more;
  for (int i = 0; i < 14; ++i) more += ",\"x" + std::to_string(i) + "\":1";
  auto findings = survey_findings({{"rsmf_manifest.json", manifest_text(event_row(), more)}}, "RSF-009");
  ASSERT_EQ(findings.size(), 11u);
  EXPECT_EQ(findings.back(), "The manifest has 4 more such members.");
}

TEST(RsmfLosses, an_archive_of_rsmf_inside_the_input_is_told_RSF_049) {
  std::string good = manifest_text(event_row());
  for (const char* name : {"day.rsmf", "mail/day.EML", "x/rsmf.zip"}) {
    SourceExercise r = run_files({{"in.zip", zip_of({{name, "x"}})}, {"rsmf_manifest.json", good}});
    EXPECT_TRUE(r.codes.contains("RSF-049")) << name;
    EXPECT_EQ(r.tally.events, 1u);
  }
  SourceExercise r = run_files({{"in.zip", zip_of({{"a.docx", "x"}, {"b.zip", "y"}})}, {"rsmf_manifest.json", good}});
  EXPECT_FALSE(r.codes.contains("RSF-049"));
  EXPECT_TRUE(r.codes.contains("RSF-004"));
  EXPECT_FALSE(run_files({{"in.zip", zip_of({{"a/rsmf_manifest.json", good}, {"b/rsmf_manifest.json", good}})}})
                   .codes.contains("RSF-004"));
}

std::string with_custodian(const std::string& text, const std::string& id) {
  std::string out = text;
  return out.insert(out.find(R"("platform")"), R"("custodian":")" + id + "\",");
}

/// How many conversations the events of the input are in.
size_t conversations_of(const Files& files) {
  MemoryContainer container(Container::Kind::folder, "/nowhere/export", files);
  SourceOptions options;
  auto source = std::move(*format_of("rsmf").open({container, real_file_system(), options}));
  if (!source->survey()) return 0;
  auto decoder = source->decoder();
  std::set<const Roster*> found;
  for (auto unit = source->make_unit(); *source->next(*unit);) {
    EventBatch batch;
    EventBuilder builder(batch, unit->stream);
    decoder->decode(*unit, builder);
    for (const Conversation& c : batch.conversations()) found.insert(c.roster);
  }
  return found.size();
}

TEST(RsmfLosses, slices_of_two_custodians_stay_apart) {
  std::string text = manifest_text(event_row());
  Files two = {{"a/rsmf_manifest.json", with_custodian(text, "a")},
               {"b/rsmf_manifest.json", with_custodian(text, "b")}};
  EXPECT_EQ(conversations_of(two), 2u);
  EXPECT_TRUE(survey_findings(two, "RSF-037").empty());
  Files one = {{"a/rsmf_manifest.json", with_custodian(text, "a")},
               {"b/rsmf_manifest.json", with_custodian(text, "a")}};
  EXPECT_EQ(conversations_of(one), 1u);
  EXPECT_TRUE(survey_findings(one, "RSF-037").empty());
  Files half = {{"a/rsmf_manifest.json", with_custodian(text, "a")}, {"b/rsmf_manifest.json", text}};
  EXPECT_EQ(conversations_of(half), 1u);
  EXPECT_EQ(survey_findings(half, "RSF-037").size(), 1u);
}

TEST(RsmfLosses, other_custom_properties_of_a_conversation_are_told) {
  std::string text = manifest_text(event_row()), other = text;
  other.insert(other.find(R"("platform")"), R"("custom":[{"name":"n","value":"v"}],)");
  EXPECT_EQ(survey_findings({{"a/rsmf_manifest.json", text}, {"b/rsmf_manifest.json", other}}, "RSF-037").size(), 1u);
}

TEST(RsmfLosses, other_pictures_of_a_person_are_told_RSF_050) {
  std::string text = manifest_text(event_row());
  text.insert(text.find(R"("display":"Ada")"), R"("avatar":"a.png",)");
  Files files = {{"1.rsmf", mail_of(text, {{"a.png", "one"}})}, {"2.rsmf", mail_of(text, {{"a.png", "one"}})}};
  EXPECT_TRUE(survey_findings(files, "RSF-050").empty());
  files.push_back({"3.rsmf", mail_of(text, {{"a.png", "two"}})});
  EXPECT_EQ(survey_findings(files, "RSF-050").size(), 1u);
}

TEST(RsmfLosses, the_collection_of_the_mail_counts_where_the_manifest_states_none) {
  std::string text = manifest_text(event_row());
  text.erase(text.find(R"("eventcollectionid":"k",)"), 24);
  auto of = [&](const std::string& id) { return mail_of(text, {}, "X-RSMF-EventCollectionID: " + id + "\r\n"); };
  EXPECT_EQ(conversations_of({{"1.rsmf", of("x")}, {"2.rsmf", of("y")}}), 2u);
  EXPECT_EQ(conversations_of({{"1.rsmf", of("x")}, {"2.rsmf", of("x")}}), 1u);
}

TEST(RsmfLosses, chats_with_other_people_stay_apart) {
  auto chat = [](const std::string& name) {
    return R"({"version":"2.0.0","participants":[{"id":"me"},{"id":"2","display":")" + name +
           R"("}],"conversations":[{"id":"c","platform":"sms","type":"direct","participants":["me","2"]}],"events":[)" +
           event_row() + "]}";
  };
  EXPECT_EQ(conversations_of({{"a/rsmf_manifest.json", chat("Ben")}, {"b/rsmf_manifest.json", chat("Cleo")}}), 2u);
  EXPECT_EQ(conversations_of({{"a/rsmf_manifest.json", chat("Ben")}, {"b/rsmf_manifest.json", chat("Ben")}}), 1u);
}

TEST(RsmfLosses, who_is_named_only_is_the_one_whom_another_file_lists) {
  std::string full = manifest_text(event_row()), bare = full;
  size_t from = bare.find(R"("participants":[{)"), to = bare.find(R"("conversations")");
  bare.erase(from, to - from);
  for (bool listed_first : {true, false}) {
    Files files = {{"1/rsmf_manifest.json", listed_first ? full : bare},
                   {"2/rsmf_manifest.json", listed_first ? bare : full}};
    EXPECT_EQ(survey_findings(files, "RSF-033").size(), 2u);
    EXPECT_TRUE(survey_findings(files, "RSF-036").empty());
  }
}

TEST(RsmfLosses, a_copy_with_other_bytes_attached_is_no_copy) {
  std::string file = R"(,"attachments":[{"id":"a.txt","size":3}])";
  std::string copy = file + R"(,"custom":[{"name":"Context","value":"copy of an event in another slice"}])";
  auto both = [&](const std::string& bytes) {
    std::string generator = "X-RSMF-Generator: rsmf 1.0\r\n";
    return Files{{"1.rsmf", mail_of(manifest_text(event_row(file)), {{"a.txt", "one"}}, generator)},
                 {"2.rsmf", mail_of(manifest_text(event_row(copy)), {{"a.txt", bytes}}, generator)}};
  };
  EXPECT_EQ(survey_findings(both("one"), "RSF-039").size(), 1u);
  EXPECT_EQ(survey_findings(both("two"), "RSF-039").size(), 0u);
  EXPECT_EQ(survey_findings(both("two"), "RSF-040").size(), 1u);
}

/// The custom properties of the first event, as "name=value ".
std::string first_custom(Files files) {
  MemoryContainer container(Container::Kind::folder, "/nowhere/export", std::move(files));
  SourceOptions options;
  auto source = std::move(*format_of("rsmf").open({container, real_file_system(), options}));
  if (!source->survey()) return "none";
  auto decoder = source->decoder();
  for (auto unit = source->make_unit(); *source->next(*unit);) {
    EventBatch batch;
    EventBuilder builder(batch, unit->stream);
    decoder->decode(*unit, builder);
    std::string text;
    for (const Event& e : batch.events())
      for (const Property& p : e.custom) text += std::string(p.name) + "=" + std::string(p.value) + " ";
    if (!batch.events().empty()) return text;
  }
  return "none";
}

TEST(RsmfLosses, a_member_that_stands_twice_is_told_RSF_051) {
  for (const char* more : {R"(,"body":"again")", R"(,"reactions":[{"value":"x","value":"y"}])",
                           R"(,"custom":[{"name":"a","name":"b","value":"c"}])"})
    EXPECT_EQ(survey_findings({{"rsmf_manifest.json", manifest_text(event_row(more))}}, "RSF-051").size(), 1u) << more;
  std::string good = R"(,"parent":"0","deleted":true,"reactions":[{"value":"x","count":1},{"value":"y","count":1}])";
  EXPECT_EQ(survey_findings({{"rsmf_manifest.json", manifest_text(event_row(good))}}, "RSF-051").size(), 0u);
}

TEST(RsmfLosses, members_that_no_version_knows_keep_what_they_say) {
  std::string text = manifest_text(event_row(R"(,"x":"null","y":null,"z":"","":"v")"));
  EXPECT_EQ(first_custom({{"rsmf_manifest.json", text}}), "x=null ");
  EXPECT_EQ(survey_findings({{"rsmf_manifest.json", text}}, "RSF-014"),
            std::vector<std::string>{"The member \"z\" is empty."});
  EXPECT_EQ(survey_findings({{"rsmf_manifest.json", text}}, "RSF-016").size(), 1u);
}

TEST(RsmfLosses, properties_in_the_files_of_others_are_no_notes) {
  std::string text = manifest_text(event_row(R"(,"custom":[{"name":"Parent","value":"0"}])"));
  EXPECT_EQ(first_custom({{"rsmf_manifest.json", text}}), "Parent=0 ");
  EXPECT_EQ(first_custom({{"1.rsmf", mail_of(text)}}), "Parent=0 ");
  EXPECT_EQ(first_custom({{"1.rsmf", mail_of(text, {}, "X-RSMF-Generator: rsmfmaker 2\r\n")}}), "Parent=0 ");
  EXPECT_EQ(first_custom({{"1.rsmf", mail_of(text, {}, "X-RSMF-Generator: rsmf 1.0\r\n")}}), "");
}

TEST(RsmfLosses, a_placeholder_is_known_by_its_entry_too) {
  std::string text = manifest_text(event_row(R"(,"attachments":[{"id":"gone.missing.txt","display":"else"}],)"
                                             R"("custom":[{"name":"Missing attachment","value":"gone"}])"));
  MemoryContainer container(Container::Kind::folder, "/nowhere/export",
                            {{"1.rsmf", mail_of(text, {{"gone.missing.txt", "x"}}, "X-RSMF-Generator: rsmf 1.0\r\n")}});
  SourceOptions options;
  auto source = std::move(*format_of("rsmf").open({container, real_file_system(), options}));
  ASSERT_TRUE(source->survey());
  auto decoder = source->decoder();
  size_t attachments = 0;
  for (auto unit = source->make_unit(); *source->next(*unit);) {
    EventBatch batch;
    EventBuilder builder(batch, unit->stream);
    decoder->decode(*unit, builder);
    for (const Event& e : batch.events()) attachments += e.attachments.size();
  }
  EXPECT_EQ(attachments, 1u);
}

}  // namespace
}  // namespace rsmf
