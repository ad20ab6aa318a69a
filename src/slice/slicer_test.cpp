#include "slice/slicer.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <random>
#include <set>

#include "rsmf/roster.hpp"
#include "slice/event_codec.hpp"
#include "slice/membership.hpp"
#include "slice/sorted_route.hpp"

namespace rsmf {
namespace {

/// What a slice said, in a form that can be compared.
struct Seen {
  std::string name;
  std::vector<std::string> events;   // id, or ~id for a copy made for context
  std::vector<std::string> members;  // at the start
};

class Collector : public SliceSink {
 public:
  Result<void> commit(Slice& slice) override {
    Seen s{std::string(slice.channel->row.id) + "/" + slice.label + "#" + std::to_string(slice.part), {}, {}};
    for (const auto& e : slice.events) {
      s.events.push_back((e.context ? "~" : "") + std::string(e.id));
      EXPECT_LT(e.participant, slice.people.size());
    }
    for (uint32_t m : slice.members) s.members.emplace_back(slice.people[m]->row.id);
    slices.push_back(std::move(s));
    return {};
  }
  void fold(const Origin&, Finding) override { ++folded; }
  void report(Finding f) override { codes.emplace_back(f.spec->code); }

  std::vector<Seen> slices;
  std::vector<std::string> codes;
  int folded = 0;
};

class SlicerTest : public testing::Test {
 protected:
  Event event(const char* conversation, const char* who, const char* time, const char* id, const char* parent = "") {
    Event e;
    Conversation c;
    c.id = conversation;
    c.type = ConversationType::channel;
    c.roster = roster_;
    e.conversation = directory_.add_conversation(c);
    Participant p;
    p.id = who;
    e.participant = directory_.add_person(p);
    e.time = *time ? parse_timestamp(time) : kNoTime;
    e.id = id;
    e.parent = parent;
    e.origin = {0, 0, offset_ += 10, 10};
    return e;
  }
  Slicer slicer(SliceOptions options = {}, bool ids_follow_time = true) {
    return Slicer({options, TimeZone(), ids_follow_time, nullptr, false}, directory_, sink_);
  }

  IdentityTable directory_;
  Collector sink_;
  const Roster* roster_ = nullptr;
  uint64_t offset_ = 0;
};

TEST_F(SlicerTest, a_slice_a_day_and_one_for_the_undated) {
  Slicer s = slicer();
  ASSERT_TRUE(s.add(event("c", "a", "2024-03-01T10:00:00Z", "2")));
  ASSERT_TRUE(s.add(event("c", "a", "2024-03-01T09:00:00Z", "1")));
  ASSERT_TRUE(s.add(event("c", "a", "", "none")));
  ASSERT_TRUE(s.add(event("c", "b", "2024-03-02T00:00:00Z", "3")));
  ASSERT_TRUE(s.finish());
  ASSERT_EQ(sink_.slices.size(), 3u);
  EXPECT_EQ(sink_.slices[0].events, (std::vector<std::string>{"1", "2"})) << "sorted inside the slice";
  EXPECT_EQ(sink_.slices[1].name, "c/2024-03-02#1");
  EXPECT_EQ(sink_.slices[2].name, "c/undated#1");
}

TEST_F(SlicerTest, refuses_what_comes_too_late) {
  Slicer s = slicer();
  ASSERT_TRUE(s.add(event("c", "a", "2024-03-02T10:00:00Z", "1")));
  auto late = s.add(event("c", "a", "2024-03-01T10:00:00Z", "0"));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().kind, ErrorKind::order);
  Slicer t = slicer();
  ASSERT_TRUE(t.add(event("c", "a", "2024-03-02T10:00:00Z", "1")));
  ASSERT_TRUE(t.add(event("d", "a", "2024-03-02T10:00:00Z", "1")));
  auto again = t.add(event("c", "a", "2024-03-03T10:00:00Z", "2"));
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, ErrorKind::order);
}

TEST_F(SlicerTest, parts_by_count_and_by_bytes) {
  Slicer s = slicer({.max_events = 2});
  for (const char* id : {"1", "2", "3", "4", "5"})
    ASSERT_TRUE(s.add(event("c", "a", ("2024-03-01T10:00:0" + std::string(id) + "Z").c_str(), id)));
  ASSERT_TRUE(s.finish());
  ASSERT_EQ(sink_.slices.size(), 3u);
  EXPECT_EQ(sink_.slices[2].name, "c/2024-03-01#3");
  EXPECT_EQ(sink_.slices[2].events, (std::vector<std::string>{"5"}));
  Collector by_bytes;
  Slicer t({{.max_bytes = 1000}, TimeZone(), true, nullptr, false}, directory_, by_bytes);
  std::string body(700, 'x');
  for (const char* id : {"1", "2"}) {
    Event e = event("d", "a", "2024-03-01T10:00:00Z", id);
    e.body = body;
    ASSERT_TRUE(t.add(e));
  }
  ASSERT_TRUE(t.finish());
  EXPECT_EQ(by_bytes.slices.size(), 2u);
}

TEST_F(SlicerTest, duplicates_fold_and_collisions_are_renamed_SLC_001_SLC_002) {
  Slicer s = slicer();
  for (int i = 0; i < 40; ++i)  // more than a few at one instant, so that both ways of looking are taken
    ASSERT_TRUE(s.add(event("c", "a", "2024-03-01T10:00:00Z", ("m" + std::to_string(i)).c_str())));
  ASSERT_TRUE(s.add(event("c", "a", "2024-03-01T10:00:00Z", "m3")));
  ASSERT_TRUE(s.add(event("c", "a", "2024-03-01T10:00:00Z", "m39")));
  Event other = event("c", "a", "2024-03-01T10:00:00Z", "m5");
  other.body = "another text";
  ASSERT_TRUE(s.add(other));
  ASSERT_TRUE(s.finish());
  EXPECT_EQ(sink_.folded, 2);
  ASSERT_EQ(sink_.slices.size(), 1u);
  EXPECT_EQ(sink_.slices[0].events.size(), 41u);
  EXPECT_EQ(sink_.codes, (std::vector<std::string>{"SLC-002"}));
  std::set<std::string> ids(sink_.slices[0].events.begin(), sink_.slices[0].events.end());
  EXPECT_EQ(ids.size(), 41u);
}

TEST_F(SlicerTest, a_duplicate_across_parts_folds) {
  Slicer s = slicer({.max_events = 2});
  for (const char* id : {"1", "2", "2"}) ASSERT_TRUE(s.add(event("c", "a", "2024-03-01T10:00:00Z", id)));
  ASSERT_TRUE(s.finish());
  EXPECT_EQ(sink_.folded, 1);
  EXPECT_EQ(sink_.slices.size(), 1u) << "no empty part";
}

TEST_F(SlicerTest, same_id_at_another_time) {
  Slicer s = slicer({}, false);
  ASSERT_TRUE(s.add(event("c", "a", "2024-03-01T10:00:00Z", "x")));
  ASSERT_TRUE(s.add(event("c", "a", "2024-03-01T11:00:00Z", "x")));
  ASSERT_TRUE(s.finish());
  EXPECT_EQ(sink_.slices[0].events, (std::vector<std::string>{"x", "x~2"}));
}

TEST_F(SlicerTest, membership_at_the_first_event) {
  Roster roster;
  for (const char* id : {"index", "joiner", "leaver", "later"}) {
    Participant p;
    p.id = id;
    roster.people.push_back(p);
  }
  roster.members = {0, 1};
  roster.transitions = {{parse_timestamp("2024-03-02T09:00:00Z"), 1, true},
                        {parse_timestamp("2024-03-02T10:00:00Z"), 2, false},
                        {parse_timestamp("2024-03-05T10:00:00Z"), 3, true}};
  roster_ = &roster;
  Slicer s = slicer();
  ASSERT_TRUE(s.add(event("c", "actor", "2024-03-01T10:00:00Z", "1")));
  Event join = event("c", "joiner", "2024-03-02T09:00:00Z", "2");
  join.type = EventType::join;
  ASSERT_TRUE(s.add(join));
  Event leave = event("c", "leaver", "2024-03-02T10:00:00Z", "3");
  leave.type = EventType::leave;
  ASSERT_TRUE(s.add(leave));
  ASSERT_TRUE(s.add(event("c", "later", "2024-03-03T10:00:00Z", "4")));
  ASSERT_TRUE(s.finish());
  ASSERT_EQ(sink_.slices.size(), 3u);
  EXPECT_EQ(sink_.slices[0].members, (std::vector<std::string>{"actor", "index", "leaver"}))
      << "who joins later is out, who leaves later is in, who acts was there";
  EXPECT_EQ(sink_.slices[1].members, (std::vector<std::string>{"index", "leaver"}));
  EXPECT_EQ(sink_.slices[2].members, (std::vector<std::string>{"index", "joiner", "later"}))
      << "the leaver is gone, and who acts before the recorded entry was there all the same";
}

TEST_F(SlicerTest, who_acts_after_leaving_denies_the_leave) {
  class Check : public Collector {
   public:
    Result<void> commit(Slice& slice) override {
      for (const Event& e : slice.events) denied.push_back(e.denied);
      return Collector::commit(slice);
    }
    std::vector<bool> denied;
  } sink;
  Slicer s({{}, TimeZone(), true, nullptr, false}, directory_, sink);
  auto add = [&](const char* who, const char* time, EventType type) {
    Event e = event("c", who, time, time);
    e.type = type;
    ASSERT_TRUE(s.add(e));
  };
  add("stays", "2024-03-02T09:00:00Z", EventType::leave);
  add("returns", "2024-03-02T09:01:00Z", EventType::leave);
  add("goes", "2024-03-02T09:02:00Z", EventType::leave);
  add("returns", "2024-03-02T09:03:00Z", EventType::join);
  add("stays", "2024-03-02T09:04:00Z", EventType::message);
  add("returns", "2024-03-02T09:05:00Z", EventType::message);
  ASSERT_TRUE(s.finish());
  EXPECT_EQ(sink.denied, (std::vector<bool>{true, false, false, false, false, false}));
}

TEST_F(SlicerTest, a_leave_without_time_is_looked_at_before_all_others) {
  Slice slice;
  slice.events.push_back(event("c", "a", "2024-03-02T09:00:00Z", "1"));
  slice.events.push_back(event("c", "a", "2024-03-02T09:01:00Z", "2"));
  slice.events[1].type = EventType::leave;
  slice.events[1].time = kNoTime;
  Membership membership(directory_, ParticipantScope::all);
  membership.open(slice.events[0].conversation);
  membership.fill(slice);
  EXPECT_TRUE(slice.events[1].denied);
  EXPECT_EQ(slice.members.size(), 1u);
}

TEST_F(SlicerTest, who_reacts_to_a_join_is_not_somebody_else) {
  Event join = event("c", "joiner", "2024-03-02T09:00:00Z", "1");
  Event other = event("c", "waver", "2024-03-02T09:30:00Z", "2");
  join.type = EventType::join;
  uint32_t who[] = {other.participant};
  Reaction reactions[] = {{"wave", 1, who}};
  join.reactions = reactions;
  class Check : public Collector {
   public:
    Result<void> commit(Slice& slice) override {
      EXPECT_EQ(slice.people[slice.events[0].reactions[0].participants[0]]->row.id, "waver");
      return Collector::commit(slice);
    }
  } sink;
  Slicer s({{}, TimeZone(), true, nullptr, false}, directory_, sink);
  ASSERT_TRUE(s.add(join));
  ASSERT_TRUE(s.finish());
  EXPECT_EQ(sink.slices[0].members, (std::vector<std::string>{"waver"}));
}

TEST_F(SlicerTest, different_events_of_one_id_survive_a_part_border) {
  Slicer s = slicer({.max_events = 1});
  ASSERT_TRUE(s.add(event("c", "a", "2024-03-01T10:00:00Z", "x")));
  Event other = event("c", "b", "2024-03-01T10:00:00Z", "x");
  other.body = "not the same";
  ASSERT_TRUE(s.add(other));
  ASSERT_TRUE(s.add(event("c", "a", "2024-03-01T10:00:00Z", "x")));  // this one is
  ASSERT_TRUE(s.finish());
  EXPECT_EQ(sink_.slices.size(), 2u);
  EXPECT_EQ(sink_.folded, 1);
}

TEST_F(SlicerTest, events_that_differ_in_an_attachment_are_no_duplicates) {
  Slicer s = slicer();
  Attachment a{"a.jpg", "a", "", "", 0}, b{"b.jpg", "b", "", "", 0};
  for (const Attachment* file : {&a, &b}) {
    Event e = event("c", "a", "2024-03-01T10:00:00Z", "x");
    e.attachments = {file, 1};
    ASSERT_TRUE(s.add(e));
  }
  ASSERT_TRUE(s.finish());
  EXPECT_EQ(sink_.folded, 0);
  EXPECT_EQ(sink_.slices[0].events.size(), 2u);
}

TEST_F(SlicerTest, the_unknown_author_is_nobody_who_is_known) {
  Event e = event("c", "unknown", "2024-03-01T10:00:00Z", "1");
  Event nobody = event("c", "rsmf.unknown", "2024-03-01T11:00:00Z", "2");
  uint32_t real = nobody.participant;
  nobody.participant = kNone;
  EXPECT_NE(directory_.unknown_person(), e.participant);
  EXPECT_NE(directory_.unknown_person(), real);
  std::set<std::string_view> ids;
  for (uint32_t i = 0; i < directory_.people(); ++i) ids.insert(directory_.person(i).row.id);
  EXPECT_EQ(ids.size(), directory_.people());
}

TEST_F(SlicerTest, many_undated_events_want_the_sorted_route) {
  Slicer s = slicer({.max_events = 2});
  ASSERT_TRUE(s.add(event("c", "a", "2024-03-01T10:00:00Z", "1")));
  ASSERT_TRUE(s.add(event("c", "a", "", "2")));
  ASSERT_TRUE(s.add(event("c", "a", "", "3")));
  auto full = s.add(event("c", "a", "", "4"));
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().kind, ErrorKind::order);
  Collector sink;
  Slicer t({{.max_events = 2}, TimeZone(), true, nullptr, true}, directory_, sink);
  for (const char* id : {"1", "2"}) ASSERT_TRUE(t.add(event("d", "a", "2024-03-01T10:00:00Z", id)));
  for (const char* id : {"3", "4", "5"}) ASSERT_TRUE(t.add(event("d", "a", "", id)));
  ASSERT_TRUE(t.finish());
  ASSERT_EQ(sink.slices.size(), 3u);
  EXPECT_EQ(sink.slices[1].name, "d/undated#1");
  EXPECT_EQ(sink.slices[2].name, "d/undated#2");
}

TEST_F(SlicerTest, long_attachment_lists_count_as_text) {
  Slicer s = slicer();
  std::string note(1'000'000, 'n');
  Attachment a{"a", "a", "", note, UINT64_MAX};
  for (int i = 0; i < 40; ++i) {
    std::string id = std::to_string(i);
    Event e = event("c", "a", "2024-03-01T10:00:00Z", id.c_str());
    e.attachments = {&a, 1};
    ASSERT_TRUE(s.add(e));
  }
  ASSERT_TRUE(s.finish());
  EXPECT_GT(sink_.slices.size(), 2u);
}

// --- the sorted route ------------------------------------------------------------------------------------------------

class SortedRouteTest : public SlicerTest {
 protected:
  std::vector<Seen> sorted(std::vector<Event> events, LinkPolicy links, uint64_t memory, uint64_t max_events = 10'000) {
    Collector sink;
    SortedRoute route({&real_file_system(), folder_, memory, links, SliceUnit::day, TimeZone()});
    for (const auto& e : events) EXPECT_TRUE(route.add(e));
    SliceOptions options;
    options.links = links;
    options.max_events = max_events;
    Slicer s({options, TimeZone(), true, links == LinkPolicy::context ? &route : nullptr, true}, directory_, sink);
    for (bool more = true; more;) {
      auto fed = route.feed(s, 7);
      EXPECT_TRUE(fed) << (fed ? "" : fed.error().message);
      more = fed && *fed;
    }
    EXPECT_TRUE(s.finish());
    return sink.slices;
  }
  void TearDown() override { EXPECT_FALSE(std::filesystem::exists(folder_)) << "spill files must be gone"; }
  std::string folder_ = std::filesystem::temp_directory_path() / ("rsmf_sorted_" + std::to_string(getpid()));
};

TEST_F(SortedRouteTest, any_order_and_any_memory_give_the_same_slices) {
  std::vector<Event> events;
  std::vector<std::string> ids;
  ids.reserve(5000);
  for (int i = 0; i < 5000; ++i) {
    ids.push_back(std::to_string(i));
    Event e = event(i % 3 ? "c" : "d", i % 2 ? "a" : "b", "2024-03-01T10:00:00Z", ids.back().c_str());
    e.time += int64_t(i) * 977 % 400'000 * kSecond;
    events.push_back(e);
  }
  auto names = [](const std::vector<Seen>& all) {
    std::string text;
    for (const auto& s : all) {
      text += s.name + ":";
      for (const auto& e : s.events) text += e + ",";
    }
    return text;
  };
  std::string expected = names(sorted(events, LinkPolicy::detach, 64 << 20, 100));
  EXPECT_GT(expected.size(), 20'000u);
  std::mt19937 random(7);
  std::shuffle(events.begin() + 1, events.end(), random);
  // 64 KiB (the least) makes some twenty runs of this input.
  EXPECT_EQ(names(sorted(events, LinkPolicy::detach, 1, 100)), expected);
}

TEST_F(SortedRouteTest, context_repeats_the_parent) {
  std::vector<Event> events = {event("c", "a", "2024-03-01T10:00:00Z", "root"),
                               event("c", "b", "2024-03-02T10:00:00Z", "reply", "root"),
                               event("c", "b", "2024-03-02T11:00:00Z", "again", "root"),
                               event("c", "b", "2024-03-03T11:00:00Z", "orphan", "nowhere")};
  auto seen = sorted(events, LinkPolicy::context, 1 << 20);
  ASSERT_EQ(seen.size(), 3u);
  EXPECT_EQ(seen[1].events, (std::vector<std::string>{"~root", "reply", "again"}));
  EXPECT_EQ(seen[2].events, (std::vector<std::string>{"orphan"}));
}

TEST_F(SortedRouteTest, context_never_takes_the_place_of_a_real_event) {
  std::vector<Event> events = {event("c", "a", "2024-03-01T10:00:00Z", "self", "self"),
                               event("c", "b", "2024-03-02T10:00:00Z", "reply", "root"),
                               event("c", "a", "2024-03-02T10:00:00Z", "root")};
  auto seen = sorted(events, LinkPolicy::context, 1 << 20);
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_EQ(seen[0].events, (std::vector<std::string>{"self"}));
  EXPECT_EQ(seen[1].events, (std::vector<std::string>{"reply", "root"}));
}

TEST_F(SortedRouteTest, anchor_files_replies_with_their_root) {
  std::vector<Event> events = {
      event("c", "b", "2024-03-03T10:00:00Z", "deep", "reply"), event("c", "a", "2024-03-01T10:00:00Z", "root"),
      event("c", "b", "2024-03-02T10:00:00Z", "reply", "root"), event("c", "b", "2024-03-02T11:00:00Z", "self", "self"),
      event("c", "b", "2024-03-02T12:00:00Z", "other")};
  auto seen = sorted(events, LinkPolicy::anchor, 1 << 20);
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_EQ(seen[0].events, (std::vector<std::string>{"root", "reply", "deep"}));
  EXPECT_EQ(seen[1].events, (std::vector<std::string>{"self", "other"}));
}

TEST_F(SortedRouteTest, everything_in_an_event_survives_the_disk) {
  Event e = event("c", "a", "2024-03-01T10:00:00Z", "id", "parent");
  uint32_t who[] = {e.participant};
  Reaction reactions[] = {{"+1", 7, who}};
  Edit edits[] = {{kNone, kNoTime, {}, "new"}};
  ReadReceipt receipts[] = {{e.participant, 5, ReceiptAction::delivered}};
  Attachment attachments[] = {{"a.txt", "F1", "key", "note", 99}};
  Property custom[] = {{"n", "v"}};
  e.reactions = reactions;
  e.edits = edits;
  e.receipts = receipts;
  e.attachments = attachments;
  e.custom = custom;
  e.body = "text";
  e.deleted = true;
  e.direction = Direction::outgoing;
  std::string bytes;
  append_event(e, bytes);
  std::string_view rest = bytes;
  Arena arena;
  Event back = take_event(rest, arena);
  EXPECT_TRUE(rest.empty());
  std::string again;
  append_event(back, again);
  EXPECT_EQ(again, bytes);
  EXPECT_EQ(back.edits[0].previous.data(), nullptr) << "unknown is not empty";
  EXPECT_EQ(back.reactions[0].participants[0], e.participant);
  for (size_t cut = 0; cut < bytes.size(); ++cut) {
    std::string_view part = std::string_view(bytes).substr(0, cut);
    EXPECT_TRUE(take_event(part, arena).id.empty()) << cut;
  }
}

/// However a crowd comes together, it stands in the order of ids in every slice.
TEST(MembershipOrder, AlwaysByIdWhoeverIsThere) {
  for (auto scope : {ParticipantScope::all, ParticipantScope::speakers}) {
    std::mt19937 random(5);
    IdentityTable directory;
    Roster roster;
    std::vector<std::string> names;
    for (uint32_t i = 0; i < 60; ++i) names.push_back("U" + std::to_string(random()));
    for (uint32_t i = 0; i < 40; ++i) {
      Participant p;
      p.id = names[i];
      roster.people.push_back(p);
      if (i % 3 == 0) roster.members.push_back(i);
    }
    Conversation room;
    room.id = "room";
    room.type = ConversationType::channel;
    room.roster = &roster;
    uint32_t number = directory.add_conversation(room);
    Membership membership(directory, scope);
    membership.open(number);
    for (int round = 0; round < 200; ++round) {
      Slice slice;
      std::set<std::string_view> expected;
      size_t crowd = round < 50 ? 20 : names.size();
      for (size_t i = random() % 30 + 1; i > 0; --i) {
        Participant p;
        p.id = names[random() % crowd];
        expected.insert(p.id);
        Event e;
        e.time = round * 100 + TimeNs(i);
        e.participant = directory.add_person(p);
        slice.events.push_back(e);
      }
      if (scope == ParticipantScope::all)
        for (uint32_t m : roster.members) expected.insert(names[m]);
      membership.fill(slice);
      std::vector<std::string_view> listed;
      for (const ParticipantRecord* person : slice.people) listed.push_back(person->row.id);
      ASSERT_EQ(listed, std::vector<std::string_view>(expected.begin(), expected.end())) << round;
    }
  }
}

}  // namespace
}  // namespace rsmf
