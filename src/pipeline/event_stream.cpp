#include "rsmf/event_stream.hpp"

#include <algorithm>
#include <utility>

#include "exec/pipeline.hpp"
#include "pipeline/event_stages.hpp"

namespace rsmf {

namespace {

/// Holds the events of one unit at a time, for the caller of next().
class PullSink final : public EventSink {
 public:
  Result<void> begin(const EventSourceFacts& facts) override {
    identities_ = &facts.identities;
    return {};
  }
  /// REQUIRES: all events of the unit before have been given out.
  Result<void> take(EventUnit& unit, size_t) override {
    std::swap(unit, unit_);
    at_ = 0;
    return {};
  }
  Result<bool> finish(size_t) override { return false; }

  const Event* next() { return at_ < unit_.events.size() ? &unit_.events[at_++] : nullptr; }
  const IdentityTable& identities() const { return *identities_; }

 private:
  IdentityTable* identities_ = nullptr;
  EventUnit unit_;
  size_t at_ = 0;
};

}  // namespace

struct EventStream::State {
  SourceOptions options;
  FilterOptions everything;
  OpenSource open;
  Survey survey;
  PullSink sink;
  std::optional<EventStages> stages;
  Pipeline pipeline{{}};
  std::vector<Finding> findings;
  std::vector<FindingCount> counts;
  std::string error, format;
  bool ended = false;
  Participant unnamed{.id = "unknown", .display = "Unknown"};

  void note(const Finding& finding) {
    auto of_kind = std::ranges::find(counts, finding.spec, &FindingCount::spec);
    const bool is_new = of_kind == counts.end();
    if (is_new) of_kind = counts.insert(counts.end(), {finding.spec, 0});
    ++of_kind->count;
    if (is_new || findings.size() < kMostFindings) findings.push_back(finding);
  }

  /// The same first stages as a conversion has, one unit at a time and on the thread that calls next().
  void list_stages() {
    EventStages::Options reading;
    reading.filter = &everything;
    reading.report = [this](const Finding& finding) {
      note(finding);
      return Result<void>{};
    };
    stages.emplace(open, survey, sink, std::move(reading));
    pipeline.ring<EventUnit>({.items = 1})
        .source("read", [this](EventUnit& unit, size_t) { return stages->read(unit); })
        .parallel("decode", [this](EventUnit& unit, size_t worker) { return stages->decode(unit, worker); })
        .serial("merge", [this](EventUnit& unit, size_t worker) { return stages->merge(unit, worker); });
  }
};

EventStream::EventStream(std::unique_ptr<State> state) : state_(std::move(state)) {}
EventStream::EventStream(EventStream&&) noexcept = default;
EventStream& EventStream::operator=(EventStream&&) noexcept = default;
EventStream::~EventStream() = default;

Result<EventStream> EventStream::open(const std::string& path, const SourceOptions& options) {
  auto state = std::make_unique<State>();
  state->options = options;
  auto open = open_source(real_file_system(), path, state->options);
  if (!open) return std::unexpected(open.error());
  state->open = std::move(*open);
  auto survey = state->open.source->survey();
  if (!survey) return std::unexpected(survey.error());
  state->survey = std::move(*survey);
  RSMF_TRY(state->open.source->rewind());
  state->format = state->open.format->id;
  state->list_stages();
  RSMF_TRY(state->stages->begin());
  return EventStream(std::move(state));
}

const Event* EventStream::next() {
  State& s = *state_;
  for (;;) {
    if (const Event* event = s.sink.next()) return event;
    if (s.ended) return nullptr;
    s.ended = s.pipeline.work(0) == WorkStatus::finished;
    if (const PipelineFailure* failure = s.ended ? s.pipeline.failure() : nullptr) s.error = failure->error.message;
  }
}

const Participant& EventStream::participant(uint32_t index) const {
  return index == kNone ? state_->unnamed : state_->sink.identities().person(index).row;
}

const Participant& EventStream::participant(const Event& event) const {
  return participant(event.participant);
}

const Conversation& EventStream::conversation(const Event& event) const {
  return state_->sink.identities().channel(event.conversation).row;
}

Result<void> EventStream::read_attachment(std::string_view key,
                                          const std::function<Result<void>(std::string_view)>& take) const {
  auto bytes = state_->open.source->attachments().open(key);
  RSMF_TRY(bytes);
  std::vector<char> piece(64 * 1024);
  for (;;) {
    auto n = (*bytes)->read(piece);
    RSMF_TRY(n);
    if (*n == 0) return {};
    RSMF_TRY(take({piece.data(), *n}));
  }
}

std::vector<Finding> EventStream::take_findings() {
  return std::exchange(state_->findings, {});
}
const std::vector<FindingCount>& EventStream::finding_counts() const {
  return state_->counts;
}
const std::string& EventStream::error() const {
  return state_->error;
}
const std::string& EventStream::format() const {
  return state_->format;
}
const std::string& EventStream::reason() const {
  return state_->open.reason;
}

}  // namespace rsmf
