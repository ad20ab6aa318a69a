// What the checker says of thousands of manifests, against what independent validators say with the published schemas.
#include <gtest/gtest.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <fstream>
#include <valijson/adapters/rapidjson_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "manifest_generator.hpp"
#include "rsmf/validate/manifest_checker.hpp"
#include "support/judge.hpp"
#include "support/text_source.hpp"

namespace rsmf::test {
namespace {

constexpr uint64_t kManifests = 8'000;
constexpr size_t kSample = 400;  // of these also judged by slower validators
constexpr RuleId kSchemaRules[] = {RuleId::member_missing, RuleId::wrong_type,   RuleId::not_a_choice,
                                   RuleId::too_short,      RuleId::not_an_email, RuleId::not_a_time};

std::string to_text(const rapidjson::Value& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

/// valijson's `format` throws at values that are no strings, and asks for other dates than anybody else.
void remove_formats(rapidjson::Value& schema) {
  if (schema.IsArray())
    for (auto& element : schema.GetArray()) remove_formats(element);
  if (!schema.IsObject()) return;
  if (auto format = schema.FindMember("format"); format != schema.MemberEnd() && format->value.IsString())
    schema.EraseMember(format);
  for (auto& member : schema.GetObject()) remove_formats(member.value);
}

class PublishedSchema {
 public:
  explicit PublishedSchema(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(file), {});
    if (text.starts_with("\xef\xbb\xbf")) text.erase(0, 3);
    document_.Parse(text.c_str());
    EXPECT_FALSE(document_.HasParseError()) << path;
    remove_formats(document_);
    valijson::SchemaParser parser;
    valijson::adapters::RapidJsonAdapter adapter(document_);
    parser.populateSchema(adapter, schema_);
  }
  bool accepts(const rapidjson::Value& manifest) {
    valijson::adapters::RapidJsonAdapter adapter(manifest);
    return validator_.validate(schema_, adapter, nullptr);
  }

 private:
  rapidjson::Document document_;
  valijson::Schema schema_;
  valijson::Validator validator_{valijson::Validator::kStrongTypes};
};

/// Fewer than the five characters that the schema wants.
bool has_short_version(std::string_view version) {
  return std::ranges::count_if(version, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }) < 5;
}

std::string broken_schema_rules(ManifestChecker& checker, const std::string& text) {
  BreachLog log;
  TextSource source(text);
  auto facts = checker.check(source, "rsmf_manifest.json", log);
  EXPECT_TRUE(facts.has_value());
  std::string broken;
  // A version that is too short for the schema is told as what it is foremost: a version nobody knows.
  if (log.count(RuleId::unsupported_version) > 0 && facts && has_short_version(facts->version)) broken = "R067 ";
  for (RuleId id : kSchemaRules)
    if (log.count(id) > 0) broken += std::string(rule(id).code) + " ";
  return broken;
}

class SchemaDifferential : public testing::Test {
 protected:
  void SetUp() override {
    if (schema_folder().empty())
      GTEST_SKIP() << "the published schemas are not at hand (RSMF_SCHEMA names their folder)";
  }
  static bool is_1_0(const rapidjson::Value& manifest) {
    auto version = manifest.FindMember("version");
    return version != manifest.MemberEnd() && version->value.IsString() &&
           std::string_view(version->value.GetString(), version->value.GetStringLength()) == "1.0.0";
  }
  /// A manifest of the seed: sound, or spoiled up to four times.
  static void make(uint64_t seed, rapidjson::Document& manifest) {
    ManifestGenerator generator(seed);
    generator.make(manifest);
    const uint64_t times[] = {0, 1, 1, 1, 2, 4};
    for (uint64_t i = times[seed % 6]; i > 0; --i) generator.spoil(manifest);
  }
  /// Asks a program that prints "valid" or "invalid" for each line of the file it is given.
  static std::vector<bool> ask(const std::string& command, const std::vector<std::string>& manifests) {
    std::string lines;
    for (const std::string& manifest : manifests) lines += manifest + "\n";
    TemporaryFile file(lines, ".ndjson");
    Outcome outcome = run(command + " '" + schema_folder() + "' " + file.path());
    EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
    std::vector<bool> verdicts;
    std::istringstream words(outcome.output);
    for (std::string word; words >> word;) verdicts.push_back(word == "valid");
    return verdicts;
  }
  static void compare_sample(const std::string& command) {
    std::vector<std::string> manifests, broken;
    ManifestChecker checker;
    for (uint64_t seed = 0; seed < kSample; ++seed) {
      rapidjson::Document manifest;
      make(seed, manifest);
      if (!formats_hold(manifest)) continue;  // not asked for formats either
      manifests.push_back(to_text(manifest));
      broken.push_back(broken_schema_rules(checker, manifests.back()));
    }
    std::vector<bool> valid = ask(command, manifests);
    ASSERT_EQ(valid.size(), manifests.size());
    for (size_t i = 0; i < manifests.size(); ++i) EXPECT_EQ(broken[i].empty(), valid[i]) << broken[i] << manifests[i];
  }
};

TEST_F(SchemaDifferential, SameVerdictAsValijson) {
  PublishedSchema schema_1(schema_folder() + "/rsmf_schema_1_0_0.json");
  PublishedSchema schema_2(schema_folder() + "/rsmf_schema_2_0_0.json");
  ManifestChecker checker;
  uint64_t valid = 0, disagreements = 0;
  for (uint64_t seed = 0; seed < kManifests && disagreements < 20; ++seed) {
    rapidjson::Document manifest;
    make(seed, manifest);
    std::string text = to_text(manifest);
    bool accepted = (is_1_0(manifest) ? schema_1 : schema_2).accepts(manifest) && formats_hold(manifest);
    std::string broken = broken_schema_rules(checker, text);
    valid += accepted;
    disagreements += accepted != broken.empty();
    EXPECT_EQ(accepted, broken.empty()) << "seed " << seed << ", broken rules: " << broken << "\n" << text;
  }
  if (disagreements == 0) {  // a generator that makes one kind only would prove nothing
    EXPECT_GT(valid, kManifests / 5);
    EXPECT_LT(valid, kManifests * 4 / 5);
  }
}

TEST_F(SchemaDifferential, SameVerdictAsAjv) {
  const std::string node = "NODE_PATH=/usr/share/nodejs node ";  // where Debian puts modules
  if (run(node + "-e 'require(\"ajv\")'").exit_code != 0) GTEST_SKIP() << "node or node-ajv is not here";
  compare_sample(node + RSMF_SOURCE_DIR "/tests/differential/ajv.js");
}

TEST_F(SchemaDifferential, SameVerdictAsPythonJsonschema) {
  compare_sample("/usr/bin/python3 " RSMF_SOURCE_DIR "/tests/differential/python_jsonschema.py");
}

}  // namespace
}  // namespace rsmf::test
