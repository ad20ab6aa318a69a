#include "app/code_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "app/finding_tables.hpp"

namespace rsmf::app {
namespace {

TEST(CodeText, KnowsRulesAndFindingsInAnyLetterCase) {
  EXPECT_EQ(std::get<const Rule*>(meaning_of_code("r034"))->code, "R034");
  EXPECT_EQ(std::get<ListedFinding>(meaning_of_code("enc-007")).spec->code, "ENC-007");
  EXPECT_EQ(std::get<ListedFinding>(meaning_of_code("SLC-001")).occurs, "Cutting into slices");
  EXPECT_TRUE(std::holds_alternative<std::monostate>(meaning_of_code("ENC-000")));
  EXPECT_TRUE(std::holds_alternative<std::monostate>(meaning_of_code("")));
}

TEST(CodeText, EveryCodeIsExplainedInSentences) {
  const Console console;
  for (std::string_view code : all_codes()) {
    const std::string text = explained(meaning_of_code(code), console);
    EXPECT_NE(text.find(code), text.npos) << code;
    for (const char* row : {"Severity", "Explanation", "What to do"}) EXPECT_NE(text.find(row), text.npos) << code;
    EXPECT_NE(as_json(meaning_of_code(code)).find("\"explanation\":\""), std::string::npos) << code;
  }
}

TEST(CodeText, TextsOfFindingsAreSentences) {
  for (const FindingTable& table : all_finding_tables()) {
    for (const FindingSpec& spec : table.findings) {
      EXPECT_TRUE(spec.title[0] >= 'A' && spec.title[0] <= 'Z') << spec.code;
      EXPECT_FALSE(spec.title.ends_with('.')) << spec.code;
      for (std::string_view text : {spec.explanation, spec.hint}) {
        EXPECT_TRUE(text.ends_with('.') || text.ends_with('?')) << spec.code << ": " << text;
        EXPECT_FALSE(text[0] >= 'a' && text[0] <= 'z') << spec.code << ": " << text;
      }
    }
  }
}

TEST(CodeText, NearestCodes) {
  EXPECT_EQ(nearest_codes("ENC-07").at(0), "ENC-007");
  EXPECT_EQ(nearest_codes("r34").at(0), "R034");
  EXPECT_EQ(nearest_codes("ENC-0070").size(), 3u);
  EXPECT_TRUE(nearest_codes("nonsense").empty());
  EXPECT_TRUE(nearest_codes(std::string(100'000, 'E')).empty());
}

}  // namespace
}  // namespace rsmf::app
