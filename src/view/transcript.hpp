// From any readable input to a transcript: conversation by conversation, day by day, answers below what they answer.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time_zone.hpp"
#include "model/identity_table.hpp"
#include "rsmf/convert.hpp"
#include "rsmf/event_stream.hpp"
#include "rsmf/result.hpp"
#include "view/transcript_window.hpp"

namespace rsmf {

struct ViewOptions {
  SourceOptions source;
  FilterOptions filter;
  std::string timezone = "UTC";  ///< of the days and times shown
  uint64_t limit = 0;            ///< stop after so many events; 0: never
  bool receipts = false;         ///< show who read what when
  bool properties = false;       ///< show custom properties
  size_t held_events = 20'000;   ///< so many are put in order together; see TranscriptWindow
  const std::atomic<bool>* stop = nullptr;
};

/// Takes text; an error ends the view.
using TextSink = std::function<Result<void>(std::string_view)>;

/// What a writer may ask about the input at hand.
struct TranscriptInput {
  const std::string& path;
  const EventStream& stream;
  const IdentityTable& directory;
  const TimeZone& zone;
  const ViewOptions& options;

  const Conversation& conversation(uint32_t number) const { return directory.channel(number).row; }
  /// The name people know; "somebody unnamed" where the input does not say who.
  std::string_view name(uint32_t person) const;
};

/// Writes what a transcript consists of. The calls come in the order in which a reader shall see them.
class TranscriptWriter {
 public:
  virtual ~TranscriptWriter() = default;
  virtual Result<void> begin_input(const TranscriptInput& input) = 0;
  /// `again`: it was shown before, and others in between. `first`: time of the first event that follows.
  virtual Result<void> begin_conversation(uint32_t conversation, bool again, TimeNs first) = 0;
  virtual Result<void> begin_day(int64_t day, bool again) = 0;
  virtual Result<void> entry(const TranscriptEntry& entry) = 0;
  virtual Result<void> end_input() = 0;
};

/// What became of one input.
struct ViewSummary {
  uint64_t events = 0, shown = 0, conversations = 0;
  uint64_t findings_error = 0, findings_warning = 0;
  bool limited = false;                ///< options.limit ended it
  std::string broke_off;               ///< not empty if the input ended early: the error
  std::vector<std::string> unmatched;  ///< names of the filter that nobody has, as "--flag name"
};

/// Memory: what the window holds, and people and conversations.
Result<ViewSummary> view(const std::string& path, const ViewOptions& options, TranscriptWriter& writer);

}  // namespace rsmf
