#include "rsmf/encode/person_texts.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <deque>
#include <new>
#include <string>

namespace rsmf {
namespace {

class PersonTextsTest : public testing::Test {
 protected:
  /// The texts of one person in a slice of that platform.
  const PersonText& text_of(const Participant& row, std::string_view platform = "slack") {
    Conversation conversation;
    conversation.id = "c";
    conversation.platform = platform;
    const ConversationRecord& channel = channels_.emplace_back(conversation, 0u);
    Slice slice;
    slice.channel = &channel;
    slice.people = {&people_.emplace_back(row)};
    texts_.gather(slice, gathered_);
    return *gathered_.at(0);
  }
  static Participant row(std::string_view id, std::string_view display) {
    Participant row;
    row.id = id;
    row.display = display;
    return row;
  }

  PersonTexts texts_{RsmfVersion::v2_0_0};
  std::vector<const PersonText*> gathered_;
  std::deque<ConversationRecord> channels_;
  std::deque<ParticipantRecord> people_;
};

TEST_F(PersonTextsTest, AllFields) {
  const Property custom[] = {{"Title", "a \"b\""}};
  Participant ada = row("u\"1", "Ada");
  ada.email = "ada@example.com";
  ada.account_id = "A1";
  ada.custom = custom;
  const PersonText& text = text_of(ada);
  EXPECT_EQ(text.id, R"("u\"1")");
  EXPECT_EQ(text.row_begin, R"({"id":"u\"1","display":"Ada","email":"ada@example.com")");
  EXPECT_EQ(text.row_end, R"(,"account_id":"A1","custom":[{"name":"Title","value":"a \"b\""}]})");
  EXPECT_EQ(text.mailbox, R"("Ada" <ada@example.com>)");
  EXPECT_TRUE(text.fits_participants_line);
}

TEST_F(PersonTextsTest, WhoDiffersInOneFieldIsSomebodyElse) {
  EXPECT_EQ(text_of(row("u1", "Ada")).mailbox, R"("Ada" <u1@slack.invalid>)");
  EXPECT_EQ(text_of(row("u1", "Ada B")).mailbox, R"("Ada B" <u1@slack.invalid>)");
  EXPECT_EQ(text_of(row("u2", "Ada")).mailbox, R"("Ada" <u2@slack.invalid>)");
  Participant named = row("u1", "Ada");
  named.account_id = "A1";
  EXPECT_EQ(text_of(named).row_end, R"(,"account_id":"A1"})");
  EXPECT_EQ(text_of(row("u1", "Ada")).row_end, "}");
  const Property custom[] = {{"Title", "Captain"}};
  named.custom = custom;
  EXPECT_EQ(text_of(named).row_end, R"(,"account_id":"A1","custom":[{"name":"Title","value":"Captain"}]})");
}

TEST_F(PersonTextsTest, TheAddressIsOfThePlatformOfTheSlice) {
  const Participant ada = row("u1", "Ada");
  EXPECT_EQ(text_of(ada, "slack").mailbox, R"("Ada" <u1@slack.invalid>)");
  EXPECT_EQ(text_of(ada, "teams").mailbox, R"("Ada" <u1@teams.invalid>)");
  EXPECT_EQ(text_of(ada, "slack").mailbox, R"("Ada" <u1@slack.invalid>)");
}

TEST_F(PersonTextsTest, NamesThatReadersWouldTakeForOthers) {
  for (std::string_view name : {"Moss, Ada", "Ada  Moss", " Ada", "=?UTF-8?B?QWRh?=", "Ada\nMoss", "A\xff"})
    EXPECT_FALSE(text_of(row("u", name)).fits_participants_line) << name;
  for (std::string_view name : {"Ada Moss", "\u00c9va", "\u6e2f"})
    EXPECT_TRUE(text_of(row("u", name)).fits_participants_line) << name;
}

// An encoder may see slices whose people are gone, and others where they were.
TEST_F(PersonTextsTest, SomebodyElseInTheSamePlace) {
  Conversation conversation;
  conversation.id = "c";
  const ConversationRecord& channel = channels_.emplace_back(conversation, 0u);
  alignas(ParticipantRecord) std::byte place[sizeof(ParticipantRecord)];
  for (std::string_view name : {"Ada", "Bob", "Ada", "Eve"}) {
    auto* person = new (place) ParticipantRecord(row(name, name));
    Slice slice;
    slice.channel = &channel;
    slice.people = {person};
    texts_.gather(slice, gathered_);
    EXPECT_EQ(gathered_.at(0)->id, '"' + std::string(name) + '"');
    person->~ParticipantRecord();
  }
}

// More than are kept, twice over: everybody is still written as themselves.
TEST_F(PersonTextsTest, MorePeopleThanAreKept) {
  Conversation conversation;
  conversation.id = "c";
  const ConversationRecord& channel = channels_.emplace_back(conversation, 0u);
  for (int round = 0; round < 2; ++round) {
    Slice slice;
    slice.channel = &channel;
    for (int i = 0; i < 6000; ++i) {
      const std::string id = std::to_string(i);
      slice.people.push_back(&people_.emplace_back(row(id, id)));
    }
    texts_.gather(slice, gathered_);
    ASSERT_EQ(gathered_.size(), 6000u);
    for (int i = 0; i < 6000; ++i) ASSERT_EQ(gathered_[i]->id, '"' + std::to_string(i) + '"');
  }
}

}  // namespace
}  // namespace rsmf
