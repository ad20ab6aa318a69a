#include "rsmf/event_stream.hpp"

#include <algorithm>
#include <utility>

#include "pipeline/open_source.hpp"

namespace rsmf {

struct EventStream::State {
  SourceOptions options;
  OpenSource open;
  std::unique_ptr<Decoder> decoder;
  Frame frame;
  EventBatch batch;
  size_t at = 0;
  std::vector<Finding> findings;
  std::vector<FindingCount> counts;
  std::string error, format;
  bool ended = false;
  Participant nobody{.id = "unknown", .display = "Unknown"};
  std::vector<Participant> people;  // of the batch, none without a display
  std::vector<Conversation> rooms;

  void note(const std::vector<Finding>& fresh) {
    for (const Finding& finding : fresh) {
      auto of_kind = std::ranges::find(counts, finding.spec, &FindingCount::spec);
      bool is_new = of_kind == counts.end();
      if (is_new) of_kind = counts.insert(counts.end(), {finding.spec, 0});
      ++of_kind->count;
      if (is_new || findings.size() < kMostFindings) findings.push_back(finding);
    }
  }

  void fill_displays() {
    people = batch.participants();
    for (Participant& person : people)
      if (person.display.empty()) person.display = person.id;
    rooms = batch.conversations();
    for (Conversation& room : rooms)
      if (room.display.empty()) room.display = room.id;
  }

  /// Moves to the next batch that has events; false at the end.
  bool refill() {
    while (!ended) {
      frame.findings.clear();
      auto more = open.source->next(frame);
      if (!more) error = more.error().message;
      ended = !more || !*more;
      note(frame.findings);
      if (ended) break;
      EventBuilder builder(batch, frame.file);
      decoder->decode(frame, builder);
      note(batch.findings());
      at = 0;
      if (batch.events().empty()) continue;
      fill_displays();
      return true;
    }
    return false;
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
  state->note(state->open.container->findings());
  state->note(survey->findings);
  RSMF_TRY(state->open.source->rewind());
  state->decoder = state->open.source->decoder();
  state->format = state->open.format->id;
  return EventStream(std::move(state));
}

const Event* EventStream::next() {
  State& s = *state_;
  if (s.at == s.batch.events().size() && !s.refill()) return nullptr;
  return &s.batch.events()[s.at++];
}

const Participant& EventStream::participant(uint32_t index) const {
  return index == kNone ? state_->nobody : state_->people[index];
}

const Participant& EventStream::participant(const Event& event) const {
  return participant(event.participant);
}

const Conversation& EventStream::conversation(const Event& event) const {
  return state_->rooms[event.conversation];
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
