// One test per trap in the messages of a Slack export.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "sources/slack/slack_reading_test.hpp"

namespace rsmf::slack_tests {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(Slack, a_message_keeps_its_time_to_the_microsecond) {
  Seen s = only(R"("text":"hi")");
  EXPECT_EQ(s.id, "1700000010.000100");
  EXPECT_EQ(s.time, 1700000010'000100'000);
  EXPECT_EQ(s.author, "U1");
  EXPECT_EQ(s.display, "Ann");
  EXPECT_EQ(s.conversation, "C1");
  EXPECT_EQ(s.body, "hi");
  EXPECT_EQ(only(R"("user":"U2","text":"hi")").display, "Bob Ray");
}

TEST(Slack, markup_becomes_text) {
  auto body = [](const std::string& text) { return only("\"text\":\"" + text + "\"").body; };
  EXPECT_EQ(body("hey <@U2> and <@U9|old> and <@U8>"), "hey @Bob Ray and @old and @U8");
  EXPECT_EQ(body("<#C1|general> <#C1> <#C7>"), "#general #general #C7");
  EXPECT_EQ(body("<!here> <!channel> <!subteam^S1|@ops> <!subteam^S1>"), "@here @channel @ops @S1");
  EXPECT_EQ(body("<https:\\/\\/a.example\\/?x=1&amp;y=2|the plan> <https://b.example> <http://c.example/|c.example>"),
            "the plan (https://a.example/?x=1&y=2) https://b.example http://c.example/");
  EXPECT_EQ(body("<mailto:a@b.example|a@b.example> <tel:+123|call>"), "a@b.example call (tel:+123)");
  EXPECT_EQ(body("&lt;b&gt; &amp;amp; a<b <> <no token"), "<b> &amp; a<b <> <no token");
  EXPECT_EQ(body("<!date^1392734382^{date_num}|2014-02-18> <!date^1392734382^{date}>"),
            "2014-02-18 2014-02-18T14:39:42Z");
  EXPECT_EQ(body("*bold* _it_ ~s~ `code <@U2>` :wave::skin-tone-2:"),
            "*bold* _it_ ~s~ `code @Bob Ray` :wave::skin-tone-2:");
}

TEST(Slack, threads_link_to_their_first_message) {
  Outcome r = read_day(
      "[" +
      message("1700000010.000100",
              R"("text":"root","thread_ts":"1700000010.000100","replies":[{"ts":"1700000020.000100"}])") +
      "," + message("1700000020.000100", R"("text":"reply","thread_ts":"1700000010.000100")") + "," +
      message(
          "1700000030.000100",
          R"("text":"both","subtype":"thread_broadcast","thread_ts":"1700000010.000100","root":{"ts":"1700000010.000100","text":"root"})") +
      "]");
  ASSERT_EQ(r.events.size(), 3u);
  EXPECT_EQ(r.events[0].parent, "");
  EXPECT_EQ(r.events[1].parent, "1700000010.000100");
  EXPECT_EQ(r.events[2].parent, "1700000010.000100");
  EXPECT_EQ(r.events[2].custom["Also sent to the channel"], "yes");
}

TEST(Slack, reactions_keep_their_count_and_lose_the_skin_tone) {
  Seen s = only(
      R"("text":"x","reactions":[{"name":"thumbsup::skin-tone-3","users":["U1","U2"],"count":5},{"name":"tada","users":["U9"]}])");
  EXPECT_THAT(s.reactions, ElementsAre("thumbsup*5:U1,U2,", "tada*1:U9,"));
  EXPECT_EQ(s.custom["Skin tone of reaction"], "thumbsup::skin-tone-3");
}

TEST(Slack, a_plain_edit_keeps_who_and_when) {
  EXPECT_THAT(only(R"("text":"new","edited":{"user":"U2","ts":"1700000020.000000"})").edits,
              ElementsAre("U2@1700000020:?>new"));
  EXPECT_THAT(only(R"("text":"new","edited":{"ts":"1700000020.000000"})").edits, ElementsAre("U1@1700000020:?>new"));
}

TEST(Slack, logged_edits_are_folded_in_order_of_time) {
  const std::string ts = "1700000010.000100";
  Outcome r = read_day("[" + message(ts, R"("text":"three","edited":{"user":"U1","ts":"1700000030.000000"})") + "," +
                       changed("1700000030.000000", ts, "two", "three", "previous") + "," +
                       changed("1700000020.000000", ts, "one", "two", "original") + "," +
                       changed("1700000040.000000", ts, "three", "three") + "]");
  ASSERT_EQ(r.events.size(), 1u);
  EXPECT_THAT(r.events[0].edits, ElementsAre("U1@1700000020:one>two", "U1@1700000030:two>three"));
  EXPECT_EQ(r.tally.folded, 3u);
  EXPECT_EQ(r.grouping, Grouping::by_conversation_in_time);
}

TEST(Slack, a_logged_deletion_marks_the_message) {
  const std::string ts = "1700000010.000100";
  Outcome r = read_day("[" + message(ts, R"("text":"gone")") + "," + deleted("1700000020.000000", ts, "gone") + "]");
  ASSERT_EQ(r.events.size(), 1u);
  EXPECT_TRUE(r.events[0].deleted);
  EXPECT_EQ(r.events[0].body, "gone");
  EXPECT_EQ(r.events[0].custom["Deleted at"], "2023-11-14T22:13:40Z");
}

TEST(Slack, a_message_known_only_from_the_log_is_recovered_once_and_in_time) {
  for (std::string key : {"previous_message", "previous", "original"}) {
    auto c =
        folder({{"users.json", kUsers},
                {"channels.json", kChannels},
                {"general/2023-11-14.json", "[" + message("1700000005.000100", R"("text":"a")") + "," +
                                                message("1700000050.000100", R"("text":"b")") + "]"},
                {"general/2023-11-15.json", "[" + changed("1700086500.000000", "1700000010.000100", "one", "two", key) +
                                                "," + deleted("1700086600.000000", "1700000010.000100", "two", key) +
                                                "," + message("1700086700.000100", R"("text":"c")") + "]"}});
    Outcome r = Reading(c).run;
    ASSERT_EQ(r.events.size(), 4u);
    EXPECT_EQ(r.events[1].id, "1700000010.000100");
    EXPECT_EQ(r.events[1].body, "two");
    EXPECT_TRUE(r.events[1].deleted);
    EXPECT_EQ(r.events[1].author, "U2");
    EXPECT_THAT(r.events[1].edits, ElementsAre("U1@1700086500:one>two"));
    EXPECT_EQ(r.events[1].custom["Recovered from"], "log of edits and deletions");
    EXPECT_EQ(r.tally.folded, 2u);
    EXPECT_EQ(r.tally.split, 1u);
    EXPECT_THAT(r.codes, Contains("SLK-011"));
  }
}

TEST(Slack, a_log_without_messages_still_gives_them) {
  Outcome r = read_day(
      "[" + deleted("1700000020.000000", "1700000010.000100", "gone") +
      R"(,{"type":"message","subtype":"message_deleted","ts":"1700000030.000000","deleted_ts":"1700000011.000100"}])");
  ASSERT_EQ(r.events.size(), 2u);
  EXPECT_EQ(r.events[0].body, "gone");
  EXPECT_EQ(r.events[1].id, "1700000011.000100");
  EXPECT_TRUE(r.events[1].deleted);
  EXPECT_EQ(r.tally.records, 2u);
  EXPECT_EQ(r.tally.folded, 0u);
}

TEST(Slack, a_log_record_that_names_no_message_is_dropped_and_told) {
  Outcome r = read_day(R"([{"type":"message","subtype":"message_changed","ts":"1700000020.000000"}])");
  EXPECT_EQ(r.tally.dropped, 1u);
  EXPECT_THAT(r.codes, Contains("SLK-010"));
}

TEST(Slack, a_tombstone_has_no_author) {
  Seen s = only(
      R"("user":"USLACKBOT","subtype":"tombstone","hidden":true,"text":"This message was deleted.","thread_ts":"1700000010.000100")");
  EXPECT_TRUE(s.deleted);
  EXPECT_EQ(s.author, "-");
  EXPECT_EQ(s.body, "");
  EXPECT_EQ(s.custom["Placeholder"], "This message was deleted.");
  EXPECT_THAT(s.custom["Author"], HasSubstr("not stated"));
}

TEST(Slack, files_of_both_generations) {
  Seen s = only(
      R"("text":"","files":[{"id":"F0ONE","name":"r\u00e9sum\u00e9.pdf","title":"CV","size":1234,"mode":"hosted","url_private":"https:\/\/files.example.com\/x?t=xoxe-0"},
    {"id":"F0TWO","mode":"tombstone"},{"id":"F0THR","mode":"hidden_by_limit"},{"id":"F0EXT","name":"doc","mode":"external","is_external":true,"external_type":"gdrive","url_private":"https://docs.example/d?x=1#h"}])");
  EXPECT_THAT(s.attachments,
              ElementsAre("r\xC3\xA9sum\xC3\xA9.pdf|F0ONE|missing|not in the export; at https://files.example.com/x",
                          "F0TWO|F0TWO|missing|deleted in Slack before the export",
                          "F0THR|F0THR|missing|hidden by the limit of the workspace's plan",
                          "doc|F0EXT|missing|kept outside Slack (gdrive); at https://docs.example/d"));
  EXPECT_EQ(s.custom["File title"], "CV");
  s = only(R"("subtype":"file_share","text":"shared","file":{"id":"F0OLD","name":"a.txt","size":"12"})");
  EXPECT_THAT(s.attachments, ElementsAre("a.txt|F0OLD|missing|not in the export"));
}

TEST(Slack, a_file_comment_is_by_its_commenter) {
  Seen s =
      read_day(
          R"([{"type":"message","subtype":"file_comment","ts":"1700000010.000100","text":"nice","comment":{"user":"U2","comment":"nice"},"file":{"id":"F0OLD","name":"a.txt"}}])")
          .events.at(0);
  EXPECT_EQ(s.author, "U2");
  EXPECT_THAT(s.attachments, IsEmpty());
  EXPECT_EQ(s.custom["File"], "a.txt");
}

TEST(Slack, bytes_of_files_are_found_by_id) {
  std::string m =
      "[" +
      message(
          "1700000010.000100",
          R"("text":"x","files":[{"id":"F0ONE","name":"a.txt"},{"id":"F0TWO","name":"b.txt"},{"id":"F0THREE","name":"c.txt"}])") +
      "]";
  auto c = folder({{"__uploads/F0ONE/a.txt", "A"},
                   {"channels.json", kChannels},
                   {"general/2023-11-14.json", m},
                   {"general/attachments/F0TWO-b.txt", "B"},
                   {"users.json", kUsers}});
  Outcome r = Reading(c).run;
  EXPECT_THAT(r.events.at(0).attachments,
              ElementsAre("a.txt|F0ONE|found|", "b.txt|F0TWO|found|", "c.txt|F0THREE|missing|not in the export"));
}

TEST(Slack, no_token_gets_out) {
  Outcome r = read_day(
      "[" +
      message(
          "1700000010.000100",
          R"("text":"<https://files.slack.com/a?t=xoxe-1-2&amp;x=1|f> https://b.example/?pub_secret=abc&y=1 https://c.example/?a=1&t=xoxe-9 watch https://v.example/?t=10s",
    "files":[{"id":"F0ONE","name":"a","url_private":"https://f.example/a?pub_secret=77"}],
    "attachments":[{"title":"t","title_link":"https://g.example/?t=xoxe-5","text":"see https://h.example/?pub_secret=8","image_url":"https://i.example/p.png?t=xoxe-1"}])") +
      "]");
  EXPECT_THAT(r.everything, Not(HasSubstr("xox")));
  EXPECT_THAT(r.everything, Not(HasSubstr("pub_secret")));
  EXPECT_THAT(r.events.at(0).body, HasSubstr("f (https://files.slack.com/a?x=1) https://b.example/?y=1 "
                                             "https://c.example/?a=1 watch https://v.example/?t=10s"));
  EXPECT_THAT(r.codes, Contains("SLK-008"));
}

TEST(Slack, blocks_speak_where_the_text_does_not) {
  Seen s = only(R"("text":"","client_msg_id":"x","blocks":[{"type":"rich_text","elements":[
    {"type":"rich_text_section","elements":[{"type":"text","text":"only in "},{"type":"text","text":"blocks","style":{"bold":true}},{"type":"emoji","name":"wave","unicode":"1f44b"},
     {"type":"user","user_id":"U1"},{"type":"channel","channel_id":"C1"},{"type":"broadcast","range":"here"},{"type":"link","url":"https://a.example","text":"a"}]},
    {"type":"rich_text_list","style":"ordered","indent":1,"elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"one"}]},{"type":"rich_text_section","elements":[{"type":"text","text":"two"}]}]},
    {"type":"rich_text_quote","elements":[{"type":"text","text":"said\nbefore"}]},{"type":"rich_text_preformatted","elements":[{"type":"text","text":"x=1"}]}]}])");
  EXPECT_EQ(
      s.body,
      "only in *blocks*:wave:@Ann#general@herea (https://a.example)\n  1. one\n  2. two\n> said\n> before\n```x=1```");
  s = only(
      R"("text":"new poll","bot_id":"B1","blocks":[{"type":"header","text":{"type":"plain_text","text":"Poll"}},{"type":"divider"},{"type":"section","text":{"type":"mrkdwn","text":"<@U1> asks"},"fields":[{"type":"mrkdwn","text":"*yes*"}]},
    {"type":"context","elements":[{"type":"mrkdwn","text":"by"},{"type":"image","alt_text":"logo"}]},{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"Vote"}}]},{"type":"image","alt_text":"chart","title":{"type":"plain_text","text":"T"}}])");
  EXPECT_EQ(s.body, "Poll\n---\n@Ann asks\n*yes*\nby logo\n[Vote]\nT\nchart");
  EXPECT_EQ(s.custom["Notification text"], "new poll");
  EXPECT_EQ(
      only(
          R"("text":"longer than the blocks","bot_id":"B1","blocks":[{"type":"section","text":{"type":"plain_text","text":"short"}}])")
          .body,
      "longer than the blocks");
}

TEST(Slack, cards_of_apps_are_their_text) {
  Seen s =
      read_day(
          R"([{"type":"message","subtype":"bot_message","bot_id":"B0SYN","username":"deploybot","text":"","ts":"1700000500.000100",
    "attachments":[{"fallback":"f","pretext":"pre","title":"build","title_link":"https://ci.example/7","text":"ok","fields":[{"title":"branch","value":"main"}],"footer":"ci"}]}])")
          .events.at(0);
  EXPECT_EQ(s.author, "B0SYN");
  EXPECT_EQ(s.display, "deploybot");
  EXPECT_EQ(s.custom["Posted as"], "deploybot");
  EXPECT_EQ(s.body, "pre\nbuild (https://ci.example/7)\nok\nbranch: main\nci");
  s = only(
      R"("text":"see <https://n.example>","attachments":[{"from_url":"https://n.example","title":"News","text":"story"}])");
  EXPECT_EQ(s.body, "see https://n.example");
  EXPECT_EQ(s.custom["Link preview"], "News\nstory");
  s = only(R"("text":"fyi","attachments":[{"is_share":true,"author_name":"Bob","text":"original"}])");
  EXPECT_EQ(s.body, "fyi\nBob\noriginal");
  EXPECT_EQ(s.custom["Forwarded from"], "Bob");
}

TEST(Slack, joins_leaves_and_notices_have_their_types) {
  Outcome r = read_day(
      R"([{"type":"message","subtype":"channel_join","user":"U1","ts":"1700000001.000100","text":"<@U1> has joined the channel","inviter":"U2"},
    {"type":"message","subtype":"channel_leave","user":"U9","ts":"1700000002.000100","text":"<@U9> has left"},
    {"type":"message","subtype":"channel_topic","user":"U1","ts":"1700000003.000100","text":"<@U1> set the channel topic: x","topic":"x"},
    {"type":"message","subtype":"sh_room_created","user":"U1","ts":"1700000004.000100","text":"","room":{"date_start":1700000004,"date_end":1700000016,"participant_history":["U1","U2"]}},
    {"type":"message","subtype":"me_message","user":"U1","ts":"1700000005.000100","text":"waves"},
    {"type":"message","subtype":"brand_new","user":"U1","ts":"1700000006.000100","text":"hm"},
    {"type":"message","subtype":"brand_new","user":"U1","ts":"1700000007.000100"}])");
  ASSERT_EQ(r.events.size(), 7u);
  EXPECT_EQ(r.events[0].type, EventType::join);
  EXPECT_EQ(r.events[0].custom["Invited by"], "Bob Ray (U2)");
  EXPECT_EQ(r.events[1].type, EventType::leave);
  EXPECT_EQ(r.events[2].type, EventType::disclaimer);
  EXPECT_EQ(r.events[2].body, "@Ann set the channel topic: x");
  EXPECT_EQ(r.events[3].type, EventType::disclaimer);
  EXPECT_EQ(r.events[3].custom["Call duration"], "12 s");
  EXPECT_EQ(r.events[3].custom["Call participants"], "Ann, Bob Ray");
  EXPECT_EQ(r.events[4].body, "/me waves");
  EXPECT_EQ(r.events[5].type, EventType::message);
  EXPECT_EQ(r.events[6].type, EventType::unknown);
  EXPECT_EQ(r.events[6].custom["Slack subtype"], "brand_new");
  EXPECT_EQ(r.codes.count("SLK-009"), 2u);
}

TEST(Slack, people_in_no_index_are_named_by_their_messages) {
  Outcome r = read_day(
      R"([{"type":"message","user":"W77","ts":"1700000001.000100","text":"x","user_profile":{"display_name":"Guest","real_name":"G. Uest"}},
    {"type":"message","ts":"1700000002.000100","text":"y","bot_id":"B5","bot_profile":{"id":"B5","name":"Jira"}},
    {"type":"message","ts":"1700000003.000100","text":"z"}])");
  EXPECT_EQ(r.events[0].display, "Guest");
  EXPECT_EQ(r.events[1].display, "Jira");
  EXPECT_EQ(r.events[2].author, "-");
  EXPECT_EQ(r.codes.count("SLK-007"), 1u);
}

TEST(Slack, hidden_and_ephemeral_are_said) {
  Seen s = only(R"("text":"psst","hidden":true,"is_ephemeral":true,"team":"T1","source_team":"T2")");
  EXPECT_EQ(s.custom["Hidden"], "yes");
  EXPECT_EQ(s.custom["Ephemeral"], "yes");
  EXPECT_EQ(s.custom["Source team"], "T2");
}

}  // namespace
}  // namespace rsmf::slack_tests
