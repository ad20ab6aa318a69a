#include "view/transcript.hpp"

#include <utility>

#include "pipeline/event_filter.hpp"

namespace rsmf {
namespace {

constexpr uint64_t kEventsPerLook = 1024;  // between looks at the stop flag

class Viewer {
 public:
  Viewer(EventStream& stream, const TranscriptInput& input, IdentityTable& directory, TranscriptWriter& writer)
      : stream_(stream),
        input_(input),
        directory_(directory),
        writer_(writer),
        filter_(input.options.filter, directory),
        window_(input.options.held_events) {}

  Result<ViewSummary> run() {
    RSMF_TRY(writer_.begin_input(input_));
    while (const Event* event = stream_.next()) {
      const auto* stop = input_.options.stop;
      if (summary_.events++ % kEventsPerLook == 0 && stop && *stop) return fail(ErrorKind::interrupted, "interrupted");
      RSMF_TRY(take(*event));
      if (summary_.limited) break;
    }
    RSMF_TRY(show(true));
    RSMF_TRY(writer_.end_input());
    summary_.broke_off = stream_.error();
    // Whoever comes after the limit was not looked at.
    if (!summary_.limited) summary_.unmatched = filter_.unmatched();
    for (const FindingCount& of_kind : stream_.finding_counts()) {
      if (of_kind.spec->severity == Severity::error) summary_.findings_error += of_kind.count;
      if (of_kind.spec->severity == Severity::warning) summary_.findings_warning += of_kind.count;
    }
    return summary_;
  }

 private:
  uint32_t number_of(uint32_t person) {
    return person == kNone ? kNone : directory_.add_person(stream_.participant(person));
  }

  Result<void> take(const Event& event) {
    Event wanted = event;
    wanted.conversation = directory_.add_conversation(stream_.conversation(event));
    wanted.participant = number_of(event.participant);
    if (!filter_.passes(wanted)) return {};
    if (input_.options.limit != 0 && summary_.shown == input_.options.limit) {
      summary_.limited = true;
      return {};
    }
    ++summary_.shown;
    if (window_.is_full()) RSMF_TRY(show(false));
    wanted.participant = event.participant;
    const int64_t day = event.time == kNoTime ? TranscriptDay::kUndated : input_.zone.local_day(event.time);
    window_.add(wanted, day, [this](uint32_t person) { return number_of(person); });
    return {};
  }

  Result<void> show(bool input_has_ended) {
    for (const TranscriptDay& day : window_.arrange(input_has_ended)) {
      RSMF_TRY(head(day));
      for (const TranscriptEntry& entry : day.entries) RSMF_TRY(writer_.entry(entry));
    }
    window_.release();
    return {};
  }

  Result<void> head(const TranscriptDay& day) {
    const uint32_t c = day.conversation;
    if (last_day_.size() <= c) last_day_.resize(c + 1, kNoDay);
    const bool same_conversation = c == conversation_;
    const int64_t last = std::exchange(last_day_[c], day.day);
    if (last == kNoDay) ++summary_.conversations;
    if (!same_conversation) RSMF_TRY(writer_.begin_conversation(c, last != kNoDay, day.entries.front().event->time));
    conversation_ = c;
    if (same_conversation && last == day.day) return {};
    return writer_.begin_day(day.day, last != kNoDay && day.day <= last);
  }

  static constexpr int64_t kNoDay = std::numeric_limits<int64_t>::min();

  EventStream& stream_;
  const TranscriptInput& input_;
  IdentityTable& directory_;
  TranscriptWriter& writer_;
  EventFilter filter_;
  TranscriptWindow window_;
  ViewSummary summary_;
  uint32_t conversation_ = kNone;
  std::vector<int64_t> last_day_;  // by conversation
};

}  // namespace

std::string_view TranscriptInput::name(uint32_t person) const {
  return person == kNone ? "somebody unnamed" : directory.person(person).row.display;
}

Result<ViewSummary> view(const std::string& path, const ViewOptions& options, TranscriptWriter& writer) {
  auto zone = TimeZone::find(options.timezone);
  RSMF_TRY(zone);
  auto stream = EventStream::open(path, options.source);
  RSMF_TRY(stream);
  IdentityTable directory;
  const TranscriptInput input{path, *stream, directory, *zone, options};
  return Viewer(*stream, input, directory, writer).run();
}

}  // namespace rsmf
