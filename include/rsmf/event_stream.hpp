// Reading any export, event by event.
//
//   auto stream = rsmf::EventStream::open("export.zip");
//   if (!stream) { std::cerr << stream.error().message; return 2; }
//   for (const rsmf::Event& e : *stream)
//     std::cout << stream->participant(e).display << ": " << e.body << "\n";
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rsmf/event.hpp"
#include "rsmf/finding.hpp"
#include "rsmf/result.hpp"
#include "rsmf/source_options.hpp"

namespace rsmf {

/// How often a kind of finding occurred.
struct FindingCount {
  const FindingSpec* spec = nullptr;
  uint64_t count = 0;
};

/// All events of an export, in the order of the input, in constant memory. One pass; one thread.
class EventStream {
 public:
  static Result<EventStream> open(const std::string& path, const SourceOptions& options = {});
  EventStream(EventStream&&) noexcept;
  EventStream& operator=(EventStream&&) noexcept;
  ~EventStream();

  /// The next event, or null at the end. It and its views are valid until the next call of next().
  const Event* next();
  /// Who did it; an unnamed participant where the export does not say. An empty display is filled with the id.
  /// Valid like the event; any number of references may be held at once.
  const Participant& participant(const Event& event) const;
  const Participant& participant(uint32_t index) const;
  const Conversation& conversation(const Event& event) const;

  /// Hands the bytes of an attachment (Attachment::key) or an avatar (Participant::avatar) to `take`, piece by piece;
  /// an error of `take` ends it and is returned. May be called between calls of next(). Where a checksum is wrong, it
  /// fails after all bytes were handed out.
  Result<void> read_attachment(std::string_view key, const std::function<Result<void>(std::string_view)>& take) const;

  /// Findings since the last call, in order. Memory is bounded: at most the first kMostFindings of them are kept, and
  /// the first of each kind ever seen. The others are only counted.
  std::vector<Finding> take_findings();
  static constexpr size_t kMostFindings = 1000;
  /// All findings so far by kind, in order of their first occurrence: exact, whatever take_findings() gives.
  const std::vector<FindingCount>& finding_counts() const;
  /// Not empty if the input broke off: the loop ended early for that reason.
  const std::string& error() const;
  /// Id of the format and why it was chosen.
  const std::string& format() const;
  const std::string& reason() const;

  class Iterator {
   public:
    using value_type = Event;
    using difference_type = std::ptrdiff_t;
    explicit Iterator(EventStream* stream) : stream_(stream), event_(stream->next()) {}
    const Event& operator*() const { return *event_; }
    const Event* operator->() const { return event_; }
    Iterator& operator++() {
      event_ = stream_->next();
      return *this;
    }
    void operator++(int) { ++*this; }
    bool operator==(std::default_sentinel_t) const { return event_ == nullptr; }

   private:
    EventStream* stream_;
    const Event* event_;
  };
  Iterator begin() { return Iterator(this); }
  std::default_sentinel_t end() const { return {}; }

 private:
  struct State;
  explicit EventStream(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace rsmf
