// Hands out work in order, takes results in any order, gives them back in order.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace rsmf {

/// `total` tickets, of which at most `slots` are under way or waiting to be taken: that bounds memory. Any thread
/// reserves and fulfils, one thread takes.
template <class T>
class OrderedRing {
 public:
  OrderedRing(uint64_t total, size_t slots) : total_(total), slots_(slots) {}

  /// Waits for a free slot. Empty when all tickets are out, or the ring is cancelled.
  std::optional<uint64_t> reserve() {
    std::unique_lock lock(mutex_);
    space_.wait(lock, [&] { return cancelled_ || next_ == total_ || next_ - head_ < slots_.size(); });
    if (cancelled_ || next_ == total_) return std::nullopt;
    return next_++;
  }

  /// Never waits. REQUIRES: `ticket` came from reserve() and is used once.
  void fulfil(uint64_t ticket, T value) {
    std::lock_guard lock(mutex_);
    slots_[ticket % slots_.size()] = std::move(value);
    if (ticket == head_) ready_.notify_one();
  }

  /// The next value in ticket order; empty if it is not there within `patience`, or the ring is cancelled.
  /// REQUIRES: not all were taken.
  std::optional<T> take_within(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    std::optional<T>& slot = slots_[head_ % slots_.size()];
    ready_.wait_for(lock, patience, [&] { return cancelled_ || slot.has_value(); });
    if (cancelled_ || !slot.has_value()) return std::nullopt;
    std::optional<T> value = std::move(slot);
    slot.reset();
    ++head_;
    space_.notify_all();  // all: behind the last ticket everybody has to wake up
    return value;
  }

  /// Nobody waits any longer.
  void cancel() {
    {
      std::lock_guard lock(mutex_);
      cancelled_ = true;
    }
    space_.notify_all();
    ready_.notify_all();
  }

 private:
  const uint64_t total_;
  std::mutex mutex_;
  std::condition_variable space_, ready_;
  std::vector<std::optional<T>> slots_;
  uint64_t head_ = 0;  // next to be taken
  uint64_t next_ = 0;  // next to be reserved
  bool cancelled_ = false;
};

}  // namespace rsmf
