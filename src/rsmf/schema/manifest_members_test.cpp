#include "rsmf/schema/manifest_members.hpp"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "rsmf/schema/member_text.hpp"
#include "support/judge.hpp"

namespace rsmf {
namespace {

// Both the table and a schema become lines, one for each member: "/events/edits/new: text, optional".
using Lines = std::set<std::string>;

std::string line_of(const std::string& path, std::string_view kind, bool required, bool not_empty,
                    const std::vector<std::string>& choices) {
  std::string line = path + ": " + std::string(kind) + (required ? ", required" : ", optional");
  if (not_empty) line += ", not empty";
  for (const std::string& choice : choices) line += " " + choice;
  return line;
}

std::string_view word_of(ValueKind kind) {
  static constexpr std::string_view kWords[] = {"unknown", "text",    "choice", "email", "time",
                                                "boolean", "integer", "rows",   "texts"};
  return kWords[static_cast<size_t>(kind)];
}

void add_table(RowKind kind, const std::string& path, Versions version, Lines& to) {
  for (const MemberRule& rule : members_of(kind)) {
    if ((rule.exists & version) == 0) continue;
    const std::string place = path + "/" + std::string(spelling(rule.name));
    std::vector<std::string> choices;
    for (const Choice& choice : rule.choices)
      if ((choice.versions & version) != 0) choices.emplace_back(choice.value);
    std::sort(choices.begin(), choices.end());
    to.insert(
        line_of(place, word_of(rule.kind), (rule.required & version) != 0, (rule.not_empty & version) != 0, choices));
    if (rule.kind == ValueKind::rows) add_table(rule.rows, place, version, to);
  }
}

std::string_view kind_in(const rapidjson::Value& schema) {
  const std::string_view type = schema["type"].GetString();
  const std::string_view format = schema.HasMember("format") ? schema["format"].GetString() : "";
  if (type == "array") return std::string_view(schema["items"]["type"].GetString()) == "object" ? "rows" : "texts";
  if (type != "string") return type;
  if (schema.HasMember("enum")) return "choice";
  return format == "idn-email" ? "email" : format == "date-time" ? "time" : format.empty() ? "text" : format;
}

void add_schema(const rapidjson::Value& object, const std::string& path, Lines& to) {
  std::set<std::string> required;
  if (object.HasMember("required"))
    for (const auto& name : object["required"].GetArray()) required.insert(name.GetString());
  for (const auto& [key, member] : object["properties"].GetObject()) {
    const std::string name = key.GetString(), place = path + "/" + name;
    const std::string_view kind = kind_in(member);
    std::vector<std::string> choices;
    if (kind == "choice")
      for (const auto& choice : member["enum"].GetArray()) choices.emplace_back(choice.GetString());
    std::sort(choices.begin(), choices.end());
    // A choice is never empty, and the least length of a version is a rule of its own (R067).
    const bool not_empty = kind != "choice" && name != "version" && member.HasMember("minLength");
    to.insert(line_of(place, kind, required.contains(name), not_empty, choices));
    if (kind == "rows") add_schema(member["items"], place, to);
    EXPECT_TRUE(kind != "texts" || member["items"]["minLength"].GetInt() == 1) << place;
  }
}

void expect_as_published(Versions version, const std::string& file) {
  const std::string folder = test::schema_folder();
  if (folder.empty()) GTEST_SKIP() << "the published schemas are not at hand (RSMF_SCHEMA names their folder)";
  std::ifstream in(folder + "/" + file, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(in), {});
  rapidjson::Document schema;
  ASSERT_FALSE(schema.Parse(text.data(), text.size()).HasParseError()) << file;
  Lines table, published;
  add_table(RowKind::root, "", version, table);
  add_schema(schema, "", published);
  EXPECT_GE(published.size(), 40u);
  EXPECT_EQ(table, published);
}

TEST(ManifestMembers, AreThoseOfTheSchemaOf100) {
  expect_as_published(kVersion1, "rsmf_schema_1_0_0.json");
}

TEST(ManifestMembers, AreThoseOfTheSchemaOf200) {
  expect_as_published(kVersion2, "rsmf_schema_2_0_0.json");
}

TEST(ManifestMembers, EveryNameIsUsedAndFound) {
  std::set<ManifestName> used;
  for (size_t kind = 0; kind < kRowKinds; ++kind) {
    for (const MemberRule& rule : members_of(static_cast<RowKind>(kind))) {
      used.insert(rule.name);
      EXPECT_EQ(member_rule(static_cast<RowKind>(kind), rule.name).kind, rule.kind);
    }
  }
  EXPECT_EQ(used.size(), kManifestNames);
  for (size_t i = 0; i < kManifestNames; ++i) {
    const std::string name(spelling(static_cast<ManifestName>(i)));
    EXPECT_EQ(manifest_name(name), static_cast<ManifestName>(i));
    EXPECT_EQ(manifest_name(name + "x"), ManifestName::unknown);
    EXPECT_EQ(manifest_name(std::string(1, static_cast<char>(name[0] - 32)) + name.substr(1)), ManifestName::unknown);
  }
  EXPECT_EQ(manifest_name(""), ManifestName::unknown);
  EXPECT_EQ(manifest_name("x"), ManifestName::unknown);
  EXPECT_EQ(member_rule(RowKind::custom, ManifestName::body).kind, ValueKind::unknown);
}

TEST(MemberText, IsAsTheManifestHasIt) {
  EXPECT_EQ((std::string_view(kNextMember<RowKind::event, ManifestName::body>)), R"(,"body":")");
  EXPECT_EQ((std::string_view(kNextMember<RowKind::reaction, ManifestName::count>)), R"(,"count":)");
  EXPECT_EQ((std::string_view(kNextMember<RowKind::event, ManifestName::read_receipts, kVersion2>)),
            R"(,"read_receipts":[)");
  EXPECT_EQ((std::string_view(kFirstMember<RowKind::edit, ManifestName::participant>)), R"({"participant":")");
  EXPECT_EQ((std::string_view(kFirstQuotedMember<RowKind::edit, ManifestName::participant>)), R"({"participant":)");
  EXPECT_EQ((std::string_view(kMemberPath<RowKind::event, ManifestName::edits, ManifestName::new_text>)), "edits.new");
  EXPECT_EQ((kMemberNote<RowKind::participant, ManifestName::account_id>), "Account ID");
}

}  // namespace
}  // namespace rsmf
