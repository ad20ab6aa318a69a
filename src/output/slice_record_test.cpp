#include "output/slice_record.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "support/sample_slice.hpp"

namespace rsmf {
namespace {

/// Two people, two messages, one of them with all that a message can have.
struct Recorded : test::SampleSlice {
  Recorded() {
    person("u1", "Ada Quill", "ada@example.com");
    person("u2", "Ben Ode");
    event("e1", 0, "hello");
    Event& e = event("e2", 1, "look at this");
    e.attachments = rows<Attachment>({{"plan.txt", "f1", "files/plan.txt", "", 20}, {"gone.txt", "f2", "", "gone", 0}});
    e.reactions = rows<Reaction>({{"thumbsup", 1, rows<uint32_t>({0})}});
    e.edits = rows<Edit>({{0, 5, "before", "after"}});
    e.receipts = rows<ReadReceipt>({{0, 7, ReceiptAction::read}});
    e.custom = rows<Property>({{"Client", "phone"}});
  }
  Fingerprint print() const { return SliceFingerprint().of(slice, "general/2024-03-01.rsmf"); }
};

TEST(SliceRecord, FingerprintIsOfTheContentNotOfThePlace) {
  const Recorded one, two;
  EXPECT_EQ(one.print(), two.print());
  SliceFingerprint print;  // used again
  (void)print.of(one.slice, "other");
  EXPECT_EQ(print.of(two.slice, "general/2024-03-01.rsmf"), one.print());
  EXPECT_NE(print.of(two.slice, "general/2024-03-01_002.rsmf"), one.print());
}

TEST(SliceRecord, FingerprintSeesEachPart) {
  using Change = std::function<void(Recorded&, Event&)>;
  auto attachment = [](Recorded& r, Event& e, auto change) {
    std::vector<Attachment> all(e.attachments.begin(), e.attachments.end());
    change(all[0]);
    e.attachments = r.slice.arena.copy(std::span<const Attachment>(all));
  };
  const Change changes[] = {
      [](Recorded& r, Event&) { r.slice.label = "2024-03-02"; },
      [](Recorded& r, Event&) { r.slice.part = 2; },
      [](Recorded& r, Event&) { r.slice.members.pop_back(); },
      [](Recorded& r, Event&) { r.slice.people.pop_back(); },
      [](Recorded& r, Event&) { r.slice.events.pop_back(); },
      [](Recorded& r, Event&) { std::swap(r.slice.people[0], r.slice.people[1]); },
      [](Recorded&, Event& e) { e.time += 1; },
      [](Recorded&, Event& e) { e.parent_time = 1; },
      [](Recorded&, Event& e) { e.participant = 0; },
      [](Recorded&, Event& e) { e.type = EventType::leave; },
      [](Recorded&, Event& e) { e.importance = Importance::high; },
      [](Recorded&, Event& e) { e.direction = Direction::incoming; },
      [](Recorded&, Event& e) { e.deleted = true; },
      [](Recorded&, Event& e) { e.context = true; },
      [](Recorded&, Event& e) { e.denied = true; },
      [](Recorded&, Event& e) { e.id = "e3"; },
      [](Recorded&, Event& e) { e.parent = "e1"; },
      [](Recorded&, Event& e) { e.body = "look at that"; },
      [](Recorded&, Event& e) { e.id = "e2l", e.body = "ook at this"; },
      [](Recorded&, Event& e) { e.origin.stream = 1; },
      [](Recorded&, Event& e) { e.origin.sub = 1; },
      [](Recorded&, Event& e) { e.origin.position = 1; },
      [](Recorded&, Event& e) { e.origin.length = 1; },
      [](Recorded&, Event& e) { e.attachments = e.attachments.first(1); },
      [](Recorded&, Event& e) { e.reactions = {}; },
      [](Recorded&, Event& e) { e.edits = {}; },
      [](Recorded&, Event& e) { e.receipts = {}; },
      [](Recorded&, Event& e) { e.custom = {}; },
      [](Recorded& r, Event& e) {
        e.custom = r.rows<Property>({{"Clientp", "hone"}});
      },
      [](Recorded& r, Event& e) {
        e.reactions = r.rows<Reaction>({{"thumbsup", 2, e.reactions[0].participants}});
      },
      [](Recorded& r, Event& e) {
        e.edits = r.rows<Edit>({{0, 5, {}, "after"}});
      },
      [](Recorded& r, Event& e) {
        e.receipts = r.rows<ReadReceipt>({{0, 7, ReceiptAction::delivered}});
      },
      [&](Recorded& r, Event& e) { attachment(r, e, [](Attachment& a) { a.key = "files/other.txt"; }); },
      [&](Recorded& r, Event& e) { attachment(r, e, [](Attachment& a) { a.stated_size = 21; }); },
      [&](Recorded& r, Event& e) { attachment(r, e, [](Attachment& a) { a.display = "plan2.txt"; }); },
  };
  const Fingerprint same = Recorded().print();
  for (size_t i = 0; i < std::size(changes); ++i) {
    Recorded changed;
    changes[i](changed, changed.slice.events[1]);
    EXPECT_NE(changed.print(), same) << "change " << i;
  }
}

SliceOutcome written_of(const Slice& slice) {
  SliceOutcome written;
  written.bytes = 12345;
  written.sha256 = std::string(64, 'a');
  written.crc = 0xDEADBEEF;
  written.participants = 2;
  written.attachments = 1;
  written.verified = true;
  const Event& e = slice.events[1];
  written.outcomes.push_back(
      {AttachmentOutcome::State::found, &e, &e.attachments[0], "plan.txt", 20, std::string(64, 'b'), ""});
  written.outcomes.push_back({AttachmentOutcome::State::missing, &e, &e.attachments[1], "", 0, "", "gone"});
  written.used.push_back({"files/plan.txt", std::string(64, 'b')});
  written.used.push_back({"files/damaged.txt", ""});
  written.findings.push_back(
      {&encoder_findings()[3], {1, 2, 3, 4}, "e2", "a message", "an excerpt", "general", "Mara", 77});
  return written;
}

std::string record_of(const Recorded& recorded, const SliceOutcome& written) {
  std::string record = "of another slice";
  make_record(recorded.print(), recorded.slice, written, record);
  return record;
}

TEST(SliceRecord, GivesBackAllOfIt) {
  Recorded one, two;
  const SliceOutcome before = written_of(one.slice);
  auto after = take_record(record_of(one, before), two.print(), two.slice);
  ASSERT_TRUE(after.has_value());
  EXPECT_EQ(after->bytes, before.bytes);
  EXPECT_EQ(after->sha256, before.sha256);
  EXPECT_EQ(after->crc, before.crc);
  EXPECT_EQ(after->participants, before.participants);
  EXPECT_EQ(after->attachments, before.attachments);
  EXPECT_TRUE(after->verified);
  ASSERT_EQ(after->outcomes.size(), 2u);
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(after->outcomes[i].state, before.outcomes[i].state);
    EXPECT_EQ(after->outcomes[i].event, &two.slice.events[1]);
    EXPECT_EQ(after->outcomes[i].attachment, &two.slice.events[1].attachments[i]);
    EXPECT_EQ(after->outcomes[i].name, before.outcomes[i].name);
    EXPECT_EQ(after->outcomes[i].size, before.outcomes[i].size);
    EXPECT_EQ(after->outcomes[i].sha256, before.outcomes[i].sha256);
    EXPECT_EQ(after->outcomes[i].reason, before.outcomes[i].reason);
  }
  ASSERT_EQ(after->used.size(), 2u);
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(after->used[i].key, before.used[i].key);
    EXPECT_EQ(after->used[i].sha256, before.used[i].sha256);
  }
  ASSERT_EQ(after->findings.size(), 1u);
  EXPECT_EQ(after->findings[0].spec, before.findings[0].spec);
  EXPECT_EQ(after->findings[0].origin, before.findings[0].origin);
  EXPECT_EQ(after->findings[0].record, "e2");
  EXPECT_EQ(after->findings[0].message, "a message");
  EXPECT_EQ(after->findings[0].excerpt, "an excerpt");
  EXPECT_EQ(after->findings[0].conversation, "general");
  EXPECT_EQ(after->findings[0].author, "Mara");
  EXPECT_EQ(after->findings[0].time, 77);
}

TEST(SliceRecord, OfAnotherSliceOrCutIsNone) {
  Recorded one;
  const std::string record = record_of(one, written_of(one.slice));
  for (size_t length = 0; length < record.size(); ++length)
    EXPECT_FALSE(take_record(record.substr(0, length), one.print(), one.slice)) << length;
  EXPECT_FALSE(take_record(record + "x", one.print(), one.slice));
  Recorded other;
  other.slice.events[0].body = "another";
  EXPECT_FALSE(take_record(record, other.print(), other.slice));
}

/// For any bytes: no outcome, or one whose pointers are within the slice.
TEST(SliceRecord, DamagedOnesPointNowhereElse) {
  const Recorded one;
  const std::string sound = record_of(one, written_of(one.slice));
  size_t refused = 0;
  for (size_t at = 0; at < sound.size(); ++at) {
    for (int bit : {0, 3, 7}) {
      std::string damaged = sound;
      damaged[at] = char(damaged[at] ^ (1 << bit));
      auto taken = take_record(damaged, one.print(), one.slice);
      refused += !taken;
      if (!taken) continue;
      EXPECT_GE(at, 16u) << "of another slice";
      for (const AttachmentOutcome& outcome : taken->outcomes) {
        ASSERT_EQ(outcome.event, &one.slice.events[1]) << at;
        const auto place = outcome.attachment - outcome.event->attachments.data();
        ASSERT_TRUE(place == 0 || place == 1) << at;
        ASSERT_LE(outcome.state, AttachmentOutcome::State::placeholder) << at;
      }
      for (const Finding& finding : taken->findings) {
        ASSERT_GE(finding.spec, encoder_findings().data()) << at;
        ASSERT_LT(finding.spec, encoder_findings().data() + encoder_findings().size()) << at;
      }
    }
  }
  EXPECT_GT(refused, 200u);
}

/// A count that promises more than there is costs neither time nor memory.
TEST(SliceRecord, HugeCountsAreRefused) {
  const Recorded one;
  const SliceOutcome none;
  const std::string sound = record_of(one, none);
  ASSERT_TRUE(take_record(sound, one.print(), one.slice));
  for (size_t at = 0; at + 4 <= sound.size(); ++at) {
    std::string damaged = sound;
    damaged.replace(at, 4, 4, char(0xFF));
    auto taken = take_record(damaged, one.print(), one.slice);
    EXPECT_TRUE(!taken || (taken->outcomes.empty() && taken->used.empty() && taken->findings.empty())) << at;
  }
  std::string findings = sound;
  findings.replace(findings.size() - 4, 4, 4, char(0xFF));
  EXPECT_FALSE(take_record(findings, one.print(), one.slice));
}

}  // namespace
}  // namespace rsmf
