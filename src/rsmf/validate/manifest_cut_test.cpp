// A stream that breaks off is no reason to find fault with what was never read.
#include <gtest/gtest.h>

#include "rsmf/validate/manifest_checker.hpp"
#include "support/text_source.hpp"

namespace rsmf {
namespace {

constexpr std::string_view kSound = R"({
  "version": "2.0.0", "eventcollectionid": "c",
  "participants": [{"id": "A", "display": "Ada", "email": "ada@example.org", "custom": [{"name": "n", "value": "v"}]}],
  "conversations": [{"id": "C", "platform": "slack", "type": "channel", "participants": ["A"], "custodian": "A"}],
  "events": [
    {"id": "1", "type": "message", "conversation": "C", "participant": "A", "body": "caf\u00e9 é", "deleted": false,
     "timestamp": "2024-03-01T08:00:00.5Z", "reactions": [{"value": "ok", "count": 1, "participants": ["A"]}],
     "attachments": [{"id": "a.txt", "display": "a", "size": 12}],
     "edits": [{"participant": "A", "timestamp": "2024-03-01T08:01:00Z", "previous": "caf", "new": "caf\u00e9 é"}]},
    {"id": "2", "parent": "1", "type": "message", "conversation": "C", "participant": "A", "body": "y",
     "timestamp": "2024-03-01T08:02:00Z", "importance": "high",
     "read_receipts": [{"participant": "A", "timestamp": "2024-03-01T09:00:00Z"}]}
  ]
})";

TEST(ManifestCut, NoPrefixOfASoundManifestHasAFinding) {
  ManifestChecker checker;
  for (size_t length = 0; length < kSound.size(); ++length) {
    for (size_t portion : {size_t{1}, size_t{64}, SIZE_MAX}) {
      TextSource source(kSound.substr(0, length), portion, Error{ErrorKind::format, "cut off"});
      BreachLog log;
      auto facts = checker.check(source, "", log);
      ASSERT_FALSE(facts);
      ASSERT_TRUE(log.kept().empty()) << "after " << kSound.substr(0, length) << ": " << rule(log.kept()[0].rule).code
                                      << " " << log.kept()[0].message;
    }
  }
}

TEST(ManifestCut, WhatStandsBeforeTheCutIsStillReported) {
  ManifestChecker checker;
  std::string text(kSound.substr(0, kSound.size() - 40));
  text.replace(text.find("\"A\""), 3, "null");
  TextSource source(text, 64, Error{ErrorKind::format, "cut off"});
  BreachLog log;
  ASSERT_FALSE(checker.check(source, "", log));
  EXPECT_EQ(log.count(RuleId::wrong_type), 1U);
}

TEST(ManifestCut, TheSoundManifestIsSound) {
  ManifestChecker checker;
  TextSource source(kSound, 64);
  BreachLog log;
  ASSERT_TRUE(checker.check(source, "", log));
  for (const Breach& b : log.kept()) ADD_FAILURE() << rule(b.rule).code << " " << b.place.pointer << " " << b.message;
}

}  // namespace
}  // namespace rsmf
