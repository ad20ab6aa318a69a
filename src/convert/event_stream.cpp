#include "rsmf/event_stream.hpp"

#include <utility>

#include "convert/open_source.hpp"

namespace rsmf {

struct EventStream::State {
  SourceOptions options;
  OpenSource open;
  std::unique_ptr<Decoder> decoder;
  Frame frame;
  EventBatch batch;
  size_t at = 0;
  std::vector<Finding> findings;
  std::string error, format;
  bool ended = false;
  Participant nobody{.id = "unknown", .display = "Unknown"};
  Participant shown;
  Conversation shown_conversation;

  /// Moves to the next batch that has events; false at the end.
  bool refill() {
    while (!ended) {
      frame.findings.clear();
      auto more = open.source->next(frame);
      if (!more) error = more.error().message;
      ended = !more || !*more;
      findings.insert(findings.end(), frame.findings.begin(), frame.findings.end());
      if (ended) break;
      EventBuilder builder(batch, frame.file);
      decoder->decode(frame, builder);
      findings.insert(findings.end(), batch.findings().begin(), batch.findings().end());
      at = 0;
      if (!batch.events().empty()) return true;
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
  state->findings = state->open.container->findings();
  state->findings.insert(state->findings.end(), survey->findings.begin(), survey->findings.end());
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
  State& s = *state_;
  if (index == kNone) return s.nobody;
  s.shown = s.batch.participants()[index];
  if (s.shown.display.empty()) s.shown.display = s.shown.id;
  return s.shown;
}

const Participant& EventStream::participant(const Event& event) const { return participant(event.participant); }

const Conversation& EventStream::conversation(const Event& event) const {
  State& s = *state_;
  s.shown_conversation = s.batch.conversations()[event.conversation];
  if (s.shown_conversation.display.empty()) s.shown_conversation.display = s.shown_conversation.id;
  return s.shown_conversation;
}

std::vector<Finding> EventStream::take_findings() { return std::exchange(state_->findings, {}); }
const std::string& EventStream::error() const { return state_->error; }
const std::string& EventStream::format() const { return state_->format; }
const std::string& EventStream::reason() const { return state_->open.reason; }

}  // namespace rsmf
