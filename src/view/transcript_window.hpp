// The part of a transcript that is held in memory to be put in order.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

#include "base/arena.hpp"
#include "rsmf/event.hpp"

namespace rsmf {

/// An event at its place in a transcript.
struct TranscriptEntry {
  const Event* event = nullptr;    ///< with numbers of the whole input for people and conversation
  uint32_t depth = 0;              ///< 1: below the message it answers; 2: below such an answer; ...
  bool answers_elsewhere = false;  ///< a reply that does not stand below its parent
  const Event* parent = nullptr;   ///< then: that parent, if it is held
};

/// A day of a conversation, or a part of it.
struct TranscriptDay {
  static constexpr int64_t kUndated = std::numeric_limits<int64_t>::max();
  uint32_t conversation = kNone;
  int64_t day = kUndated;  ///< days since 1970-01-01
  std::vector<TranscriptEntry> entries;
};

/// Holds a stretch of the input: at most `most_events` events and about `most_bytes` of text, whatever the input is.
/// Within it events are sorted by conversation, day and time, and answers stand below what they answer.
class TranscriptWindow {
 public:
  explicit TranscriptWindow(size_t most_events = 20'000, size_t most_bytes = 16 * 1024 * 1024)
      : most_events_(most_events), most_bytes_(most_bytes) {}

  bool is_full() const { return held_.size() >= most_events_ || arena_.used() >= most_bytes_; }
  /// Copies the event. `number_of` gives the number in the whole input of a participant; event.conversation is one
  /// already.
  void add(const Event& event, int64_t day, const std::function<uint32_t(uint32_t)>& number_of);

  /// What can be shown: all, except, unless the input has ended, the day to which the latest event belongs and which
  /// may go on. Valid until release().
  std::vector<TranscriptDay> arrange(bool input_has_ended);
  /// Forgets what arrange() gave.
  void release();

 private:
  struct Held {
    Event event;
    int64_t day;
  };
  using Places = std::span<const uint32_t>;  // into held_
  bool goes_on(const Held& held) const;
  std::vector<uint32_t> in_order(bool with_latest_day) const;
  void add_days(Places conversation, std::vector<TranscriptDay>& to) const;

  size_t most_events_, most_bytes_;
  std::vector<Held> held_;
  bool all_shown_ = false;
  Arena arena_{256 * 1024}, spare_{256 * 1024};
};

}  // namespace rsmf
