#include "exec/ordered_ring.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace rsmf {
namespace {

using namespace std::chrono_literals;

TEST(OrderedRing, GivesBackInOrderWhateverTheThreadsAndSlots) {
  for (unsigned threads : {1U, 2U, 8U}) {
    for (size_t slots : {1U, 3U, 64U}) {
      constexpr uint64_t kTotal = 500;
      OrderedRing<uint64_t> ring(kTotal, slots);
      std::atomic<uint64_t> under_way = 0, most = 0;
      std::vector<std::jthread> workers;
      for (unsigned i = 0; i < threads; ++i) {
        workers.emplace_back([&] {
          while (auto ticket = ring.reserve()) {
            const uint64_t now = ++under_way;
            for (uint64_t seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
            }
            if (*ticket % 7 == 0) std::this_thread::yield();
            ring.fulfil(*ticket, *ticket * 3);
          }
        });
      }
      for (uint64_t i = 0; i < kTotal;) {
        // Not counted down before it is taken: `under_way` never falls below what the ring holds.
        if (auto value = ring.take_within(1s)) {
          ASSERT_EQ(*value, i * 3);
          --under_way;
          ++i;
        }
      }
      EXPECT_LE(most, slots + 1) << "memory is bounded by the slots";
    }
  }
}

TEST(OrderedRing, DoesNotWaitForeverForAValue) {
  OrderedRing<int> ring(1, 1);
  EXPECT_FALSE(ring.take_within(1ms).has_value());
  ring.fulfil(*ring.reserve(), 5);
  EXPECT_EQ(*ring.take_within(1ms), 5);
  EXPECT_FALSE(ring.reserve().has_value());
}

TEST(OrderedRing, CancelWakesWhoeverWaits) {
  OrderedRing<int> ring(10, 1);
  ASSERT_TRUE(ring.reserve().has_value());
  std::jthread waiting([&] { EXPECT_FALSE(ring.reserve().has_value()); });
  ring.cancel();
  EXPECT_FALSE(ring.take_within(1h).has_value());
}

}  // namespace
}  // namespace rsmf
