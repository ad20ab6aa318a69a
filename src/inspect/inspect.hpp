// What is this export? Reads it all, writes nothing.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "rsmf/convert.hpp"
#include "rsmf/event.hpp"
#include "rsmf/finding.hpp"
#include "rsmf/result.hpp"
#include "rsmf/source_options.hpp"
#include "sources/source.hpp"

namespace rsmf {

/// From the first to the last event that has a time.
struct Period {
  TimeNs first = kNoTime, last = kNoTime;
  void add(TimeNs t);
};

struct InspectedConversation {
  std::string id, display, platform;
  ConversationType type = ConversationType::direct;
  uint64_t events = 0;
  uint64_t members = 0;  ///< whom an index of the export lists; 0 where there is none
  Period period;
};

struct InspectedPerson {
  std::string id, display, email;
  uint64_t events = 0;
  Period period;
};

/// How often a kind of finding occurred, and where first.
struct InspectedFinding {
  const FindingSpec* spec = nullptr;
  uint64_t count = 0;
  Finding first;
};

struct EventCounts {
  uint64_t all = 0, message = 0, join = 0, leave = 0, history = 0, disclaimer = 0, unknown = 0;
  uint64_t replies = 0, edited = 0, deleted = 0, reacted = 0, with_receipts = 0, without_time = 0;
  uint64_t reactions = 0;  ///< as the export counts them
  uint64_t attachments_found = 0, attachments_missing = 0;
};

struct Inspection {
  std::string path;
  std::string format, reason;  ///< id of the format, and why it was chosen
  std::string broke_off;       ///< not empty if the input ended early: the error
  EventCounts events;
  Period period;
  std::vector<InspectedConversation> conversations;  ///< most events first
  std::vector<InspectedPerson> people;               ///< who acted; most events first
  std::vector<InspectedFinding> findings;            ///< gravest first
  std::span<const Fidelity> fidelity;                ///< what the format keeps and loses
  uint64_t count(Severity severity) const;
};

struct InspectOptions {
  SourceOptions source;
  std::function<void(const Progress&)> on_progress;  ///< called now and then; bytes are unknown
  const std::atomic<bool>* stop = nullptr;
};

/// Memory grows with conversations and people, not with messages.
Result<Inspection> inspect(const std::string& path, const InspectOptions& options);

}  // namespace rsmf
