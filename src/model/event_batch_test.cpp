#include "model/event_batch.hpp"

#include <gtest/gtest.h>

#include "model/identity_table.hpp"

namespace rsmf {
namespace {

constexpr FindingSpec kRemark{"TST-001", Severity::info, Action::kept, "A remark", "It is kept.", "Nothing to do."};

class FindingsOfABatch : public testing::Test {
 protected:
  Event event(std::string_view author, TimeNs time) {
    Event e;
    e.id = author;
    e.time = time;
    e.conversation = builder_.conversation({.id = "c", .display = "general"});
    e.participant = builder_.participant({.id = author, .display = author});
    return e;
  }
  Finding named(size_t number) {
    identities_.merge(batch_);
    return identities_.named(batch_, number);
  }

  EventBatch batch_;
  EventBuilder builder_{batch_, 3};
  IdentityTable identities_;
};

TEST_F(FindingsOfABatch, BelongToTheEventOfTheirRecordAddedBeforeOrAfter) {
  builder_.begin_record(0, 10);
  builder_.report({&kRemark});
  builder_.add(event("Ada", 100));
  builder_.begin_record(10, 10);
  builder_.add(event("Ben", 200));
  builder_.report({&kRemark});
  ASSERT_EQ(batch_.findings().size(), 2u);
  EXPECT_EQ(batch_.event_of(0), &batch_.events()[0]);
  EXPECT_EQ(batch_.event_of(1), &batch_.events()[1]);
  EXPECT_EQ(named(0).author, "Ada");
  EXPECT_EQ(named(1).author, "Ben");
  EXPECT_EQ(named(1).conversation, "general");
  EXPECT_EQ(named(1).time, 200);
}

TEST_F(FindingsOfABatch, OfADroppedRecordKeepWhatTheirDecoderStates) {
  builder_.begin_record(0, 10);
  builder_.add(event("Ada", 100));
  builder_.begin_record(10, 10);
  Finding lost{&kRemark};
  lost.conversation = "general";
  builder_.drop(std::move(lost));
  builder_.begin_record(20, 10);
  builder_.add(event("Ben", 200));
  EXPECT_EQ(batch_.event_of(0), nullptr);
  EXPECT_EQ(named(0).conversation, "general");
  EXPECT_EQ(named(0).author, "");
  EXPECT_EQ(named(0).time, kNoTime);
}

TEST_F(FindingsOfABatch, AreTakenBackWithTheirEvents) {
  builder_.begin_record(0, 10);
  builder_.add(event("Ada", 100));
  const EventBuilder::Mark mark = builder_.mark();
  builder_.begin_record(10, 10);
  builder_.report({&kRemark});
  builder_.add(event("Ben", 200));
  builder_.rollback(mark);
  builder_.begin_record(10, 10);
  builder_.add(event("Cleo", 300));
  builder_.report({&kRemark});
  ASSERT_EQ(batch_.findings().size(), 1u);
  EXPECT_EQ(named(0).author, "Cleo");
}

/// The name of a person is the one that the run knows, whatever the batch says of the same id.
TEST_F(FindingsOfABatch, HaveTheNamesOfTheRun) {
  identities_.add_person({.id = "u1", .display = "Ada Byron"});
  builder_.begin_record(0, 10);
  Event e = event("Ada", 100);
  e.participant = builder_.participant({.id = "u1", .display = "u1"});
  builder_.add(e);
  builder_.report({&kRemark});
  EXPECT_EQ(named(0).author, "Ada Byron");
}

}  // namespace
}  // namespace rsmf
