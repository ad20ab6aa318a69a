#include "rsmf/encode/slice_encoder.hpp"

#include <gtest/gtest.h>

#include <set>

#include "model/source_stream.hpp"
#include "support/slice_encoding.hpp"

namespace rsmf {
namespace {

using test::Encoded;
using test::kMorning;
using test::MemoryAttachments;
using test::plain;
using test::SampleSlice;

using SliceEncoderTest = test::SliceEncoding;

/// A bit of everything that an event can have.
void fill(SampleSlice& s, bool direct = false) {
  Participant ann;
  ann.id = "U1";
  ann.display = "Ann Example";
  ann.email = "ann@example.com";
  ann.account_id = "ann.e";
  static constexpr Property kTitle[] = {{"Title", "Buyer"}, {"Nothing", ""}};
  ann.custom = kTitle;
  s.person(ann);
  s.person("U2", "Bob \"B\" Example", "bob_at_example");
  s.event("m1", 0, "Hello\nworld");
  Event& reply = s.event("m2", 1, "Hi \U0001F44B");
  reply.parent = "m1";
  reply.importance = Importance::high;
  reply.direction = Direction::incoming;
  reply.reactions = s.rows({Reaction{"wave", 3, s.rows<uint32_t>({0, 1})}, Reaction{"+1", 1, s.rows<uint32_t>({0})}});
  reply.edits = s.rows({Edit{kNone, reply.time + kSecond, "Ho", "Hi"}, Edit{0, kNoTime, {}, "Hi \U0001F44B"}});
  reply.receipts = s.rows({ReadReceipt{0, reply.time + 2 * kSecond, ReceiptAction::read}});
  Event& lost = s.event("m3", 0, "");
  lost.deleted = true;
  lost.parent = "m0";
  lost.parent_time = kMorning - 3600 * kSecond;
  lost.attachments = s.rows({Attachment{"plan.pdf", "F1", {}, "was at files/plan.pdf", 1234}});
  s.event("m4", 1, "").type = direct ? EventType::join : EventType::leave;
  s.event("m5", 0, "Topic: x").type = EventType::unknown;
}

TEST_F(SliceEncoderTest, Manifest) {
  SampleSlice s;
  fill(s);
  Encoded e = encode(s.slice);
  EXPECT_EQ(
      e.manifest,
      R"({"version":"2.0.0","eventcollectionid":")" + s.slice.channel->collection_id +
          R"(",
"participants":[
{"id":"U1","display":"Ann Example","email":"ann@example.com","account_id":"ann.e","custom":[{"name":"Title","value":"Buyer"}]},
{"id":"U2","display":"Bob \"B\" Example","custom":[{"name":"E-mail","value":"bob_at_example"}]}],
"conversations":[
{"id":"C1","display":"general","platform":"slack","type":"channel","participants":["U1","U2"]}],
"events":[
{"id":"m1","type":"message","conversation":"C1","participant":"U1","timestamp":"2024-03-01T08:00:00Z","body":"Hello\nworld"},
{"id":"m2","type":"message","conversation":"C1","participant":"U2","timestamp":"2024-03-01T08:01:00Z","parent":"m1","body":"Hi )"
          "\U0001F44B"
          R"(","importance":"high","direction":"incoming","reactions":[{"value":"wave","count":2,"participants":["U1","U2"]},{"value":"+1","count":1,"participants":["U1"]}],"edits":[{"participant":"U2","timestamp":"2024-03-01T08:01:01Z","previous":"Ho","new":"Hi"},{"participant":"U1","new":"Hi )"
          "\U0001F44B"
          R"("}],"read_receipts":[{"participant":"U1","timestamp":"2024-03-01T08:01:02Z","action":"read"}],"custom":[{"name":"Stated reaction count","value":"wave: 3"}]},
{"id":"m3","type":"message","conversation":"C1","participant":"U1","timestamp":"2024-03-01T08:02:00Z","deleted":true,"custom":[{"name":"Parent","value":"m0"},{"name":"Parent time","value":"2024-03-01T07:00:00Z"},{"name":"Missing attachment","value":"plan.pdf"},{"name":"Missing attachment note","value":"was at files/plan.pdf"}]},
{"id":"m4","type":"leave","conversation":"C1","participant":"U2","timestamp":"2024-03-01T08:03:00Z"},
{"id":"m5","type":"unknown","conversation":"C1","participant":"U1","timestamp":"2024-03-01T08:04:00Z","body":"Topic: x"}]}
)");
  EXPECT_EQ(e.codes(), (std::set<std::string_view>{"ENC-001", "ENC-007"}));
}

TEST_F(SliceEncoderTest, ManifestOfTheOldVersionLosesNothing) {
  SampleSlice s;
  fill(s);
  Encoded e = encode(s.slice, plain(RsmfVersion::v1_0_0));
  EXPECT_EQ(
      e.manifest,
      R"({"version":"1.0.0",
"participants":[
{"id":"U1","display":"Ann Example","email":"ann@example.com","custom":[{"name":"Title","value":"Buyer"},{"name":"Account ID","value":"ann.e"}]},
{"id":"U2","display":"Bob \"B\" Example","custom":[{"name":"E-mail","value":"bob_at_example"}]}],
"conversations":[
{"id":"C1","display":"general","platform":"slack","type":"channel","participants":["U1","U2"],"custom":[{"name":"Event collection ID","value":")" +
          s.slice.channel->collection_id +
          R"("}]}],
"events":[
{"id":"m1","type":"message","conversation":"C1","participant":"U1","timestamp":"2024-03-01T08:00:00Z","body":"Hello\nworld"},
{"id":"m2","type":"message","conversation":"C1","participant":"U2","timestamp":"2024-03-01T08:01:00Z","parent":"m1","body":"Hi )"
          "\U0001F44B"
          R"(","importance":"high","reactions":[{"value":"wave","count":2,"participants":["U1","U2"]},{"value":"+1","count":1,"participants":["U1"]}],"edits":[{"participant":"U2","timestamp":"2024-03-01T08:01:01Z"}],"custom":[{"name":"Direction","value":"incoming"},{"name":"Stated reaction count","value":"wave: 3"},{"name":"Edit 1 previous","value":"Ho"},{"name":"Edit 1 new","value":"Hi"},{"name":"Edit 2 by","value":"Ann Example"},{"name":"Edit 2 new","value":"Hi )"
          "\U0001F44B"
          R"("},{"name":"Receipt","value":"read by Ann Example 2024-03-01T08:01:02Z"}]},
{"id":"m3","type":"message","conversation":"C1","participant":"U1","timestamp":"2024-03-01T08:02:00Z","deleted":true,"custom":[{"name":"Parent","value":"m0"},{"name":"Parent time","value":"2024-03-01T07:00:00Z"},{"name":"Missing attachment","value":"plan.pdf"},{"name":"Missing attachment note","value":"was at files/plan.pdf"}]},
{"id":"m4","type":"leave","conversation":"C1","participant":"U2","timestamp":"2024-03-01T08:03:00Z"},
{"id":"m5","type":"disclaimer","conversation":"C1","participant":"U1","timestamp":"2024-03-01T08:04:00Z","body":"Topic: x","custom":[{"name":"Original type","value":"unknown"}]}]}
)");
  EXPECT_EQ(e.header("X-RSMF-Application"), "(none)");
  EXPECT_EQ(e.header("X-RSMF-EventCount"), "5");
}

TEST_F(SliceEncoderTest, SchemasAgree) {
  if (test::schema_folder().empty()) GTEST_SKIP() << "the published schemas are not here";
  for (auto version : {RsmfVersion::v1_0_0, RsmfVersion::v2_0_0}) {
    SampleSlice s(ConversationType::direct);
    fill(s, true);
    Encoded e = encode(s.slice, plain(version));  // the judge reads the schemas
    e.bytes.replace(e.bytes.find("X-RSMF-Version"), 14, "X-RSMF-Wersion");
    EXPECT_NE(test::judge_rsmf({e.bytes}), "") << "the judge must be able to say no";
  }
}

TEST_F(SliceEncoderTest, Headers) {
  SampleSlice s;
  fill(s);
  Encoded e = encode(s.slice);
  std::string boundary = e.slice.head.substr(e.slice.head.find("boundary=\"") + 10, 23);
  EXPECT_EQ(e.slice.head,
            "X-RSMF-Version: 2.0.0\r\n"
            "From: \"Ann Example\" <ann@example.com>\r\n"
            "To: \"Ann Example\" <ann@example.com>,\r\n"
            " \"Bob \\\"B\\\" Example\" <U2@slack.invalid>\r\n"
            "Subject: general - 2024-03-01\r\n"
            "Date: Fri, 01 Mar 2024 08:00:00 +0000\r\n"
            "X-RSMF-Generator: rsmf test\r\n"
            "X-RSMF-BeginDate: 2024-03-01T08:00:00Z\r\n"
            "X-RSMF-EndDate: 2024-03-01T08:04:00Z\r\n"
            "X-RSMF-EventCount: 5\r\n"
            "X-RSMF-Application: slack\r\n"
            "X-RSMF-Participants: Ann Example,Bob \"B\" Example\r\n"
            "X-RSMF-AttachmentCount: 0\r\n"
            "X-RSMF-EventCollectionID: " +
                s.slice.channel->collection_id +
                "\r\n"
                "MIME-Version: 1.0\r\n"
                "Content-Type: multipart/mixed; boundary=\"" +
                boundary + "\"\r\n\r\n--" + boundary +
                "\r\n"
                "Content-Type: text/plain; charset=\"utf-8\"\r\n"
                "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                "Conversation: general\r\n\r\n"
                "Ann Example 2024-03-01T08:00:00Z\r\nHello\r\nworld\r\n\r\n"
                "Bob \"B\" Example 2024-03-01T08:01:00Z\r\nHi =F0=9F=91=8B\r\n"
                "Reaction: wave (Ann Example, Bob \"B\" Example)\r\n"
                "Reaction: +1 (Ann Example)\r\n"
                "Edited from: Ho\r\n\r\n"
                "Ann Example 2024-03-01T08:02:00Z (deleted)\r\nAttachment: plan.pdf (missing)\r\n\r\n"
                "Bob \"B\" Example 2024-03-01T08:03:00Z\r\n(left)\r\n\r\n"
                "Ann Example 2024-03-01T08:04:00Z\r\nTopic: x\r\n\r\n"
                "--" +
                boundary +
                "\r\n"
                "Content-Type: application/zip; name=\"rsmf.zip\"\r\n"
                "Content-Transfer-Encoding: base64\r\n"
                "Content-Disposition: attachment; filename=\"rsmf.zip\"\r\n\r\n");
  EXPECT_EQ(e.slice.tail, "--" + boundary + "--\r\n");
}

TEST_F(SliceEncoderTest, DirectConversationsHaveNoJoins) {
  SampleSlice s(ConversationType::direct);
  fill(s, true);
  s.slice.members = {0};  // whoever appears in a direct conversation is a member
  Encoded e = encode(s.slice);
  EXPECT_TRUE(e.has(R"("type":"direct","participants":["U1","U2"])"));
  EXPECT_TRUE(e.has(R"({"id":"m4","type":"disclaimer","conversation":"C1","participant":"U2",)"
                    R"("timestamp":"2024-03-01T08:03:00Z","body":"Bob \"B\" Example joined",)"
                    R"("custom":[{"name":"Original type","value":"join"}]})"));
  EXPECT_TRUE(e.codes().contains("ENC-009"));
}

TEST_F(SliceEncoderTest, ALeaveThatLaterEventsDenyIsADisclaimer) {
  SampleSlice s;
  s.person("U1", "Ann");
  Event& leave = s.event("a", 0, "");
  leave.type = EventType::leave;
  leave.denied = true;
  s.event("b", 0, "still here");
  Encoded e = encode(s.slice);
  EXPECT_TRUE(e.has(R"("type":"disclaimer","conversation":"C1","participant":"U1",)"
                    R"("timestamp":"2024-03-01T08:00:00Z","body":"Ann left",)"
                    R"("custom":[{"name":"Original type","value":"leave"}]})"));
  EXPECT_TRUE(e.codes().contains("ENC-014"));
}

TEST_F(SliceEncoderTest, UndatedEvents) {
  allowed_ = {"R089", "R024"};
  SampleSlice s;
  s.person("U1", "Ann");
  s.event("a", 0, "dated");
  s.event("b", 0, "undated").time = kNoTime;
  Encoded e = encode(s.slice);
  EXPECT_TRUE(e.has(R"({"id":"b","type":"message","conversation":"C1","participant":"U1","body":"undated"})"));
  EXPECT_EQ(e.header("X-RSMF-EndDate"), "2024-03-01T08:00:00Z");
  s.slice.events[0].time = kNoTime;
  e = encode(s.slice);
  EXPECT_EQ(e.header("X-RSMF-BeginDate"), "(none)");
  EXPECT_EQ(e.header("Date"), "(none)");
}

TEST_F(SliceEncoderTest, ContextCopiesAndEarlyEditsSaySo) {
  SampleSlice s;
  s.person("U1", "Ann");
  s.event("a", 0, "root").context = true;
  Event& b = s.event("b", 0, "reply");
  b.parent = "a";
  b.edits = s.rows({Edit{0, b.time - kSecond, "", "reply"}});
  Encoded e = encode(s.slice);
  EXPECT_TRUE(e.has(R"("custom":[{"name":"Context","value":"copy of an event in another slice"}])"));
  EXPECT_TRUE(e.has(R"("edits":[{"participant":"U1","previous":"","new":"reply"}],)"
                    R"("custom":[{"name":"Edit 1 time","value":"2024-03-01T08:00:59Z"}])"));
  EXPECT_TRUE(e.codes().contains("ENC-012"));
}

TEST_F(SliceEncoderTest, ErrorsOfTheOutputComeThrough) {
  SampleSlice s;
  s.person("U1", "Ann");
  s.event("a", 0, "x");
  MemoryAttachments store;
  SliceEncoder encoder(plain(), store);
  EncodedSlice encoded;
  ASSERT_TRUE(encoder.encode(s.slice, encoded));
  for (int nth = 0; nth < 3; ++nth) {
    int calls = 0;
    auto done = encoded.write_to(store, [&](std::string_view) -> Result<void> {
      return calls++ == nth ? fail(ErrorKind::io, "disk full") : Result<void>();
    });
    EXPECT_FALSE(done) << nth;
  }
}

TEST_F(SliceEncoderTest, CustodianIsFoundByIdNameOrMail) {
  for (const char* who : {"U2", "u2", "bob EXAMPLE", "BOB@example.com", "Zo\u00cb"}) {
    SampleSlice s(ConversationType::channel, "general", "U1");
    s.person("U1", "Ann Example");
    bool zoe = std::string_view(who).starts_with("Zo");
    s.person("U2", zoe ? "zo\u00eb" : "Bob Example", "bob@example.com");
    s.event("a", 0, "x");
    EncodeOptions options = plain();
    options.custodian = who;
    Encoded e = encode(s.slice, options);
    EXPECT_TRUE(e.has(R"("participants":["U1","U2"],"custodian":"U2"})")) << who;
    EXPECT_TRUE(e.header("From").ends_with("<bob@example.com>")) << who;
    EXPECT_EQ(e.header("X-RSMF-Custodian"), zoe ? "=?UTF-8?B?em/Dqw==?=" : "Bob Example");
    options.custodian = "nobody";
    e = encode(s.slice, options);
    EXPECT_TRUE(e.has(R"("custodian":"U1")"));
    EXPECT_EQ(e.header("X-RSMF-Custodian"), "Ann Example");
    s.slice.members = {1};  // the custodian has left: the header may name him, the conversation not
    s.slice.events[0].participant = 1;
    e = encode(s.slice, options);
    EXPECT_FALSE(e.has("\"custodian\""));
    EXPECT_EQ(e.header("X-RSMF-Custodian"), "Ann Example");
  }
}

TEST_F(SliceEncoderTest, ParticipantsHeaderOnlyWhereItCanMatch) {
  for (const char* name : {"Doe, Joe", " Joe", "Joe ", "Jo\r\nX-Evil: 1", "Ann", "=?UTF-8?Q?x?=", "\u00a0Joe"}) {
    SampleSlice s;
    s.person("U1", "Ann");
    s.person("U2", name);
    s.event("a", 0, "x");
    EXPECT_EQ(encode(s.slice).header("X-RSMF-Participants"), "(none)") << name;
  }
  SampleSlice s;
  s.person("U1", "\u0410\u043d\u043d\u0430");
  s.event("a", 0, "x");
  EXPECT_EQ(encode(s.slice).header("X-RSMF-Participants"), "\u0410\u043d\u043d\u0430");
}

TEST_F(SliceEncoderTest, ProvenanceNamesTheRecord) {
  SampleSlice s;
  s.person("U1", "Ann");
  s.event("a", 0, "x");
  std::vector<SourceStream> streams = {{.path = "export.zip!general/2024-03-01.json"}};
  EncodeOptions options = plain();
  options.provenance = true;
  options.streams = &streams;
  EXPECT_TRUE(encode(s.slice, options)
                  .has(R"("custom":[{"name":"Source file","value":"export.zip!general/2024-03-01.json"},)"
                       R"({"name":"Source offset","value":"100"},{"name":"Source length","value":"90"},)"
                       R"({"name":"Source record","value":"a"}])"));
  streams[0].unit = PositionUnit::row;
  EXPECT_TRUE(encode(s.slice, options).has(R"({"name":"Source offset","value":"row 100"},)"));
}

TEST_F(SliceEncoderTest, ReactionsOfNobodyKnownHaveAnEmptyList) {
  SampleSlice s;
  s.person("U1", "Ann");
  s.event("a", 0, "x").reactions = s.rows({Reaction{"+1", 4, {}}});
  EXPECT_TRUE(encode(s.slice).has(R"("reactions":[{"value":"+1","count":0,"participants":[]}],)"
                                  R"("custom":[{"name":"Stated reaction count","value":"+1: 4"}])"));
}

TEST_F(SliceEncoderTest, HostileText) {
  allowed_ = {"R055", "R070"};
  std::string boundary = "--=_rsmf_0000000000000000\r\n";
  for (std::string text :
       {std::string("a\0b", 3), std::string("lone\rCR"), std::string("line\u2028separator"), std::string(1 << 20, 'x'),
        boundary + "Content-Type: text/html\r\n\r\n" + boundary, std::string("\r\n.\r\n\r\nFrom me\r\n"),
        std::string("bad\xff\xfe utf-8 \xed\xa0\x80"), std::string("]}\n\"},{\"id\":\"x\""),
        std::string("\x7f\x1b[31m"), std::string("=?UTF-8?B?PGI+?="), std::string(" trailing blanks  \t")}) {
    SampleSlice s(ConversationType::channel, text);
    s.person("U1", text);
    s.person("\u00fc" + text.substr(0, 500), "Ann");
    Event& e = s.event(text.substr(0, 900), 0, text);
    e.reactions = s.rows({Reaction{s.slice.arena.copy(text), 1, s.rows<uint32_t>({1})}, Reaction{{}, 1, {}}});
    e.attachments = s.rows({Attachment{s.slice.arena.copy(text), s.slice.arena.copy(text), "k", {}, 0},
                            Attachment{s.slice.arena.copy(text), {}, {}, s.slice.arena.copy(text), 0}});
    MemoryAttachments store;
    store.files["k"] = "content";
    EncodeOptions options = plain();
    options.missing = MissingAttachments::placeholder;
    options.custodian = text;
    options.generator = text;
    for (auto compression : {Compression::store, Compression::fast}) {
      options.compression = compression;
      Encoded encoded = encode(s.slice, options, store);
      EXPECT_TRUE(encoded.codes().contains("ENC-010"));
      EXPECT_EQ(encoded.codes().contains("ENC-008"), text.starts_with("bad"));
    }
  }
}

TEST_F(SliceEncoderTest, MostlyForeignTextGoesAsBase64) {
  SampleSlice s;
  s.person("U1", "\u0410\u043d\u043d\u0430");
  for (int i = 0; i < 100; ++i) {
    std::string body;
    for (int k = 0; k < 40; ++k) body += "\u0434\u0430 ";
    s.event("m" + std::to_string(i), 0, body);
  }
  Encoded e = encode(s.slice);
  EXPECT_NE(e.slice.head.find("Content-Transfer-Encoding: base64\r\n\r\n"), std::string::npos);
}

TEST_F(SliceEncoderTest, ToIsBounded) {
  SampleSlice s;
  for (int i = 0; i < 1005; ++i) s.person("U" + std::to_string(10000 + i), "ParticipantRecord " + std::to_string(i));
  s.event("a", 0, "x");
  Encoded e = encode(s.slice);
  EXPECT_NE(e.slice.head.find("<U10999@slack.invalid>\r\nSubject"), std::string::npos);
  EXPECT_TRUE(e.codes().contains("ENC-011"));
  EXPECT_EQ(e.slice.participants, 1005u);
}

TEST_F(SliceEncoderTest, SameBytesFromAUsedAndAFreshEncoder) {
  SampleSlice a, b;
  fill(a);
  b.person("U9", "Other");
  b.event("z", 0, "something else");
  MemoryAttachments store;
  for (auto compression : {Compression::store, Compression::fast, Compression::small, Compression::smallest}) {
    EncodeOptions options = plain();
    options.compression = compression;
    SliceEncoder used(options, store);
    EncodedSlice one, two;
    ASSERT_TRUE(used.encode(b.slice, one));
    ASSERT_TRUE(used.encode(a.slice, one));
    SliceEncoder fresh(options, store);
    ASSERT_TRUE(fresh.encode(a.slice, two));
    EXPECT_EQ(one.head, two.head);
    EXPECT_EQ(one.zip, two.zip);
    EXPECT_EQ(one.findings.size(), two.findings.size());
  }
}

TEST_F(SliceEncoderTest, BrokenSlicesAreBugs) {
  MemoryAttachments store;
  EncodedSlice encoded;
  auto refuses = [&](auto&& break_it, RsmfVersion version = RsmfVersion::v2_0_0) {
    SampleSlice s;
    s.person("U1", "Ann");
    Event& e = s.event("a", 0, "x");
    break_it(s, e);
    SliceEncoder encoder(plain(version), store);
    auto done = encoder.encode(s.slice, encoded);
    return !done && done.error().kind == ErrorKind::bug;
  };
  EXPECT_FALSE(refuses([](SampleSlice&, Event&) {}));
  EXPECT_TRUE(refuses([](SampleSlice& s, Event&) { s.slice.events.clear(); }));
  EXPECT_TRUE(refuses([](SampleSlice&, Event& e) { e.participant = kNone; }));
  EXPECT_TRUE(refuses([](SampleSlice&, Event& e) { e.participant = 1; }));
  EXPECT_TRUE(refuses([](SampleSlice& s, Event&) { s.slice.members = {5}; }));
  EXPECT_TRUE(refuses([](SampleSlice& s, Event& e) {
    e.reactions = s.rows({Reaction{"x", 1, s.rows<uint32_t>({9})}});
  }));
  EXPECT_TRUE(refuses([](SampleSlice& s, Event& e) { e.edits = s.rows({Edit{9, 0, {}, {}}}); }));
  EXPECT_TRUE(refuses([](SampleSlice& s, Event& e) { e.receipts = s.rows({ReadReceipt{9, 0, {}}}); }));
  EXPECT_TRUE(refuses([](SampleSlice&, Event& e) { e.time = kNoTime; }, RsmfVersion::v1_0_0));
}

TEST_F(SliceEncoderTest, FindingsAreListedOnceAndInOrder) {
  std::string_view before;
  for (const FindingSpec& spec : encoder_findings()) {
    EXPECT_LT(before, spec.code);
    before = spec.code;
  }
}

}  // namespace
}  // namespace rsmf
