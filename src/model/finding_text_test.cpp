#include "model/finding_text.hpp"

#include <gtest/gtest.h>

namespace rsmf {
namespace {

constexpr FindingSpec kDetached{"TST-001",
                                Severity::info,
                                Action::kept,
                                "The message it replies to is not in this file",
                                "The reply is kept.",
                                "Use --links context."};

TEST(FindingText, ExplanationSaysWhatWasFoundWhatBecameOfItAndWhatToDo) {
  Finding finding{&kDetached};
  EXPECT_EQ(explanation_of(finding),
            "The message it replies to is not in this file. The reply is kept. Use --links context.");
  finding.message = "The message it replies to (17) is not in this file.";
  EXPECT_EQ(explanation_of(finding),
            "The message it replies to (17) is not in this file. The reply is kept. Use --links context.");
}

TEST(FindingText, Times) {
  EXPECT_EQ(text_of_time(0), "1970-01-01 00:00:00 UTC");
  EXPECT_EQ(text_of_time(1'709'542'812 * kSecond + 100'000), "2024-03-04 09:00:12.0001 UTC");
  EXPECT_EQ(text_of_time(kNoTime), "at an unknown time");
}

}  // namespace
}  // namespace rsmf
