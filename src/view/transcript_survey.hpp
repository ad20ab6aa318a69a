// What a transcript will show, before it is written.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "view/transcript.hpp"

namespace rsmf {

/// Conversations, in the order in which they are shown first, and the span of time.
class TranscriptSurvey final : public TranscriptWriter {
 public:
  struct Shown {
    std::string name;
    uint64_t events = 0;
  };

  Result<void> begin_input(const TranscriptInput& input) override {
    input_ = &input;
    return {};
  }
  Result<void> begin_conversation(uint32_t conversation, bool again, TimeNs) override {
    if (place_.size() <= conversation) place_.resize(conversation + 1);
    if (!again) {
      place_[conversation] = conversations_.size();
      conversations_.push_back({std::string(input_->conversation(conversation).display)});
    }
    at_ = place_[conversation];
    return {};
  }
  Result<void> begin_day(int64_t, bool) override { return {}; }
  Result<void> entry(const TranscriptEntry& entry) override {
    ++conversations_[at_].events;
    const TimeNs t = entry.event->time;
    if (t == kNoTime) return {};
    first_ = first_ == kNoTime ? t : std::min(first_, t);
    last_ = last_ == kNoTime ? t : std::max(last_, t);
    return {};
  }
  Result<void> end_input() override { return {}; }

  const std::vector<Shown>& conversations() const { return conversations_; }
  /// kNoTime if no event has a time.
  TimeNs first() const { return first_; }
  TimeNs last() const { return last_; }

 private:
  const TranscriptInput* input_ = nullptr;
  std::vector<Shown> conversations_;
  std::vector<size_t> place_;  // by conversation
  size_t at_ = 0;
  TimeNs first_ = kNoTime, last_ = kNoTime;
};

}  // namespace rsmf
