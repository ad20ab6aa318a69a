// Building a slice in a test, one line an event.
#pragma once

#include <deque>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "archive/attachment_store.hpp"
#include "slice/slice.hpp"

namespace rsmf::test {

/// 2024-03-01T08:00:00Z
inline constexpr TimeNs kMorning = 1709280000 * kSecond;

class SampleSlice {
 public:
  explicit SampleSlice(ConversationType type = ConversationType::channel, std::string_view display = "general",
                       std::string_view custodian = {}) {
    Conversation row;
    row.id = "C1";
    row.display = display;
    row.platform = "slack";
    row.type = type;
    row.custodian = custodian;
    channel_ = std::make_unique<ConversationRecord>(row, 0);
    slice.channel = channel_.get();
    slice.label = "2024-03-01";
  }

  /// A member from the start.
  uint32_t person(const Participant& row) {
    people_.push_back(std::make_unique<ParticipantRecord>(row));
    slice.people.push_back(people_.back().get());
    slice.members.push_back(static_cast<uint32_t>(slice.people.size() - 1));
    return slice.members.back();
  }
  uint32_t person(std::string_view id, std::string_view display, std::string_view email = {}) {
    Participant row;
    row.id = id;
    row.display = display;
    row.email = email;
    return person(row);
  }

  /// A message, a minute after the one before.
  Event& event(std::string_view id, uint32_t participant, std::string_view body) {
    Event& e = slice.events.emplace_back();
    e.id = slice.arena.copy(id);
    e.participant = participant;
    e.body = slice.arena.copy(body);
    e.time = kMorning + static_cast<TimeNs>(slice.events.size() - 1) * 60 * kSecond;
    e.origin = {0, 0, slice.events.size() * 100, 90};
    return e;
  }

  template <class T>
  std::span<const T> rows(std::initializer_list<T> values) {
    return slice.arena.copy(std::span<const T>(values.begin(), values.size()));
  }

  Slice slice;

 private:
  std::unique_ptr<ConversationRecord> channel_;
  std::vector<std::unique_ptr<ParticipantRecord>> people_;
};

/// Files of a test. Small reads, so that loops over pieces are exercised.
class MemoryAttachments final : public AttachmentStore {
 public:
  std::map<std::string, std::string, std::less<>> files;
  size_t fail_after = SIZE_MAX;  ///< reads break off there with an error

  Result<std::unique_ptr<ByteSource>> open(std::string_view key) const override {
    auto found = files.find(key);
    if (found == files.end()) return fail(ErrorKind::io, "no such file");
    return std::make_unique<Source>(found->second, fail_after);
  }

 private:
  class Source final : public ByteSource {
   public:
    Source(std::string_view bytes, size_t fail_after) : left_(bytes), until_failure_(fail_after) {}
    Result<size_t> read(std::span<char> into) override {
      if (until_failure_ == 0) return fail(ErrorKind::format, "checksum is wrong");
      size_t count = std::min({into.size(), left_.size(), size_t{7919}, until_failure_});
      left_.copy(into.data(), count);
      left_.remove_prefix(count);
      until_failure_ -= count;
      return count;
    }

   private:
    std::string_view left_;
    size_t until_failure_;
  };
};

}  // namespace rsmf::test
