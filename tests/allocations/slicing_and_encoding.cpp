// What slicing and encoding take from the heap, counted. A program of its own.
#include <gtest/gtest.h>

#include <cstdio>
#include <string>

#include "counted_heap.hpp"
#include "rsmf/encode/slice_encoder.hpp"
#include "slice/slicer.hpp"
#include "support/sample_slice.hpp"

namespace rsmf {
namespace {

using test::allocations;

/// Encodes and renders what comes, as a worker does, and counts what that took.
class EncodingSink : public SliceSink {
 public:
  Result<void> commit(Slice& slice) override {
    uint64_t before = allocations();
    RSMF_TRY(encoder_.encode(slice, encoded_));
    encoded_.render(file_, hash_);
    events += slice.events.size();
    bytes += file_.bytes.size();
    ++slices;
    of_encoding = allocations() - before;
    return {};
  }
  void fold(const Origin&, Finding) override { ADD_FAILURE() << "nothing stands there twice"; }
  void report(Finding finding) override { ADD_FAILURE() << finding.spec->code; }

  uint64_t events = 0, bytes = 0, slices = 0, of_encoding = 0;

 private:
  test::MemoryAttachments store_;
  EncodeOptions options_;
  SliceEncoder encoder_{options_, store_};
  EncodedSlice encoded_;
  RenderedFile file_;
  Sha256 hash_;
};

constexpr uint64_t kMostForASlice = 90;  // names and headers

struct Cost {
  uint64_t slicing = 0;   // allocations for all slices but the first two
  uint64_t encoding = 0;  // for the last slice
};

/// 30 days of one conversation.
Cost cost_of(uint32_t events_a_day, bool ids_follow_time) {
  constexpr uint32_t kDays = 30;
  IdentityTable directory;
  Conversation room;
  room.id = "room";
  uint32_t conversation = directory.add_conversation(room);
  std::vector<uint32_t> people;
  for (int i = 0; i < 10; ++i) {
    Participant p;
    std::string id = "U" + std::to_string(i);
    p.id = id;
    people.push_back(directory.add_person(p));
  }
  EncodingSink sink;
  SlicerOptions settings;
  settings.ids_follow_time = ids_follow_time;
  settings.options.max_events = 1'000'000;
  Slicer slicer(std::move(settings), directory, sink);
  Event event;
  event.conversation = conversation;
  uint64_t start = 0, encoding = 0;
  char id[40];
  for (uint32_t day = 0; day < kDays; ++day) {
    for (uint32_t i = 0; i < events_a_day; ++i) {
      event.time = TimeNs{day} * 86'400 * kSecond + TimeNs{i} * kSecond;
      event.origin = {0, 0, uint64_t{day} * events_a_day + i, 1};
      event.participant = people[i % people.size()];
      event.id = {id, static_cast<size_t>(std::snprintf(id, sizeof id, "an id of some length %u.%u", day, i))};
      event.body =
          i % 3 == 0 ? "Grüße, \"quoted\"\nin two lines" : "a text that is plain, and somewhat longer than others";
      uint64_t before = allocations();
      EXPECT_TRUE(slicer.add(event));
      if (sink.slices == 2 && start == 0) start = allocations();  // what follows is steady
      if (allocations() != before && sink.slices > 2 && i == 0) encoding += sink.of_encoding;
    }
  }
  Cost cost{allocations() - start - encoding, sink.of_encoding};
  EXPECT_TRUE(slicer.finish());
  EXPECT_EQ(sink.events, uint64_t{events_a_day} * kDays);
  return cost;
}

TEST(Allocations, SlicingTakesNoneForAnEvent) {
  for (bool ids_follow_time : {true, false})
    for (uint32_t events : {20u, 4'000u}) {
      Cost cost = cost_of(events, ids_follow_time);
      // A name for each slice, no more.
      EXPECT_LE(cost.slicing, 60u) << events << " events in each of 30 slices";
    }
}

TEST(Allocations, EncodingTakesNoneForAnEvent) {
  uint64_t of_few = cost_of(20, true).encoding, of_many = cost_of(4'000, true).encoding;
  EXPECT_EQ(of_few, of_many);
  EXPECT_LE(of_many, kMostForASlice);
}

}  // namespace
}  // namespace rsmf
