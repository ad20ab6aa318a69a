// Manifests whose rows are not what they should be, one after the other with the same checker.
#include <gtest/gtest.h>

#include "rsmf/validate/manifest_checker.hpp"
#include "support/text_source.hpp"

namespace rsmf {
namespace {

ManifestFacts facts_of(ManifestChecker& checker, std::string_view text, BreachLog& log) {
  TextSource source(text);
  auto facts = checker.check(source, "m", log);
  EXPECT_TRUE(facts.has_value());
  return facts ? *facts : ManifestFacts();
}

TEST(OddRowsTest, ARowThatIsNoObjectKeepsItsPlaceAmongPeople) {
  ManifestChecker checker;
  BreachLog log;
  ManifestFacts facts = facts_of(checker,
                                 R"({"version":"2.0.0","participants":["",{"id":"a"},{"id":"b","display":"Bea"}],)"
                                 R"("conversations":[{"id":"c","platform":"p","participants":[],"custodian":"b"}],)"
                                 R"("events":[]})",
                                 log);
  EXPECT_EQ(facts.custodians, (std::vector<std::string>{"b", "Bea"}));
  EXPECT_EQ(log.count(RuleId::wrong_type), 1u);
}

TEST(OddRowsTest, NamesOfTheManifestBeforeAreForgotten) {
  ManifestChecker checker;
  for (int turn = 0; turn < 3; ++turn) {
    BreachLog log;
    facts_of(checker, R"([{"events":[{"id":"x"}]}])", log);
    EXPECT_EQ(log.count(RuleId::root_not_object), 1u);
    EXPECT_EQ(log.count(RuleId::member_twice), 0u);
  }
}

}  // namespace
}  // namespace rsmf
