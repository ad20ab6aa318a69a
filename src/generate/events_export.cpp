// An export in our own NDJSON.
#include <algorithm>
#include <deque>

#include "generate/exports.hpp"

namespace rsmf {

namespace {

constexpr size_t kFlushBytes = 256 * 1024;

class EventsExport {
 public:
  EventsExport(const Scenario& scenario, uint32_t shuffle, ExportOutput& output, ModelLog& model)
      : scenario_(scenario), output_(output), model_(model), shuffle_(shuffle) {}

  Result<void> write() {
    RSMF_TRY(output_.begin("events.ndjson"));
    for (uint32_t i = 0; i < scenario_.people().size(); ++i) {
      append_participant(person_id(i), scenario_.people()[i].name, scenario_.people()[i].email, buffer_);
    }
    append_participant(kAppId, kAppName, {}, buffer_);
    declared(scenario_.people().size() + 1);
    RSMF_TRY(pass_on(0));
    if (shuffle_ > 0) {
      RSMF_TRY(all_chats_at_once());
    } else {
      for (uint32_t i = 0; i < scenario_.chats(); ++i) RSMF_TRY(chat(i));
    }
    RSMF_TRY(output_.append(buffer_));
    return output_.end();
  }

 private:
  /// Copies the buffer from `start` on to the model, then empties it if it is full.
  Result<void> pass_on(size_t start) {
    if (model_.is_written()) RSMF_TRY(model_.lines(std::string_view(buffer_).substr(start)));
    if (shuffling_) {
      line_ends_.push_back(buffer_.size());
      if (line_ends_.size() < shuffle_) return {};
      return shuffle();
    }
    if (buffer_.size() < kFlushBytes) return {};
    RSMF_TRY(output_.append(buffer_));
    buffer_.clear();
    return {};
  }

  /// Declarations are records, too; they say something about events.
  void declared(uint64_t lines) {
    model_.totals().records += lines;
    model_.totals().folded += lines;
  }

  Result<void> chat(uint32_t number);
  Result<void> begin_chat(uint32_t number);
  Result<void> all_chats_at_once();
  Result<void> shuffle();
  Result<void> happen(const Happening& happening);
  Result<void> message(const Message& message);
  Result<void> notice(const Happening& happening);

  const Scenario& scenario_;
  ExportOutput& output_;
  ModelLog& model_;
  const Vocabulary& vocabulary_ = vocabularies().front();
  Chat chat_;
  std::string buffer_;

  const uint32_t shuffle_;  // lines that change places with each other; 0: chat after chat
  bool shuffling_ = false;  // the buffer holds nothing but the lines that line_ends_ tells apart
  std::vector<size_t> line_ends_;
  Random random_{mix(scenario_.seed(), 0x73687566)};
};

/// A conversation is declared.
Result<void> EventsExport::begin_chat(uint32_t number) {
  chat_ = scenario_.chat(number);
  ++model_.totals().conversations;
  declared(1);
  std::vector<std::string> members;
  if (!chat_.recorded_start) {
    for (const uint32_t person : chat_.founders) members.push_back(person_id(person));
  }
  const bool direct = chat_.kind == ChatKind::direct || chat_.kind == ChatKind::multi;
  const size_t start = buffer_.size();
  append_conversation(chat_id(chat_), chat_display(chat_, scenario_), "acme", direct, members, buffer_);
  return pass_on(start);
}

Result<void> EventsExport::happen(const Happening& happening) {
  switch (happening.kind) {
    case Happening::Kind::message:
      return message(happening.message);
    case Happening::Kind::edit:
    case Happening::Kind::deletion:
      return {};  // told with the message
    default:
      return notice(happening);
  }
}

Result<void> EventsExport::chat(uint32_t number) {
  RSMF_TRY(begin_chat(number));
  Timeline timeline(scenario_, chat_);
  Happening happening;
  while (timeline.next(happening)) RSMF_TRY(happen(happening));
  return {};
}

/// In the order of time, but for the shuffling. Memory: what all chats plan for the next three days.
Result<void> EventsExport::all_chats_at_once() {
  struct Talk {
    Chat chat;
    Timeline timeline;
    Happening happening;
    Talk(const Scenario& scenario, Chat of) : chat(std::move(of)), timeline(scenario, chat) {}
  };
  auto later = [](const Talk* a, const Talk* b) {
    return std::pair(a->happening.time, a->chat.number) > std::pair(b->happening.time, b->chat.number);
  };
  std::deque<Talk> talks;
  std::priority_queue<Talk*, std::vector<Talk*>, decltype(later)> queue(later);
  for (uint32_t i = 0; i < scenario_.chats(); ++i) {
    RSMF_TRY(begin_chat(i));
    Talk& talk = talks.emplace_back(scenario_, chat_);
    if (talk.timeline.next(talk.happening)) queue.push(&talk);
  }
  RSMF_TRY(output_.append(buffer_));
  buffer_.clear();
  shuffling_ = true;
  while (!queue.empty()) {
    Talk& talk = *queue.top();
    queue.pop();
    chat_ = talk.chat;
    RSMF_TRY(happen(talk.happening));
    if (talk.timeline.next(talk.happening)) queue.push(&talk);
  }
  return shuffle();
}

Result<void> EventsExport::shuffle() {
  std::vector<std::string_view> lines;
  size_t begin = 0;
  for (const size_t end : line_ends_) {
    lines.push_back(std::string_view(buffer_).substr(begin, end - begin));
    begin = end;
  }
  for (size_t i = lines.size(); i > 1; --i) std::swap(lines[i - 1], lines[random_.below(static_cast<uint32_t>(i))]);
  for (const std::string_view line : lines) RSMF_TRY(output_.append(line));
  buffer_.clear();
  line_ends_.clear();
  return {};
}

Result<void> EventsExport::message(const Message& m) {
  ModelTotals& totals = model_.totals();
  ++totals.records;
  EventRecord event = record_of(m, scenario_, chat_, vocabulary_);
  const bool lost = m.flaw == Flaw::broken_syntax || m.flaw == Flaw::truncated;
  if (m.flaw == Flaw::unknown_author) event.participant = kStrangerId;
  const size_t start = buffer_.size();
  append_event(event, buffer_);
  if (lost) {
    buffer_.resize(start + (buffer_.size() - start) / 2);  // half a line
    while (!buffer_.empty() && (buffer_.back() & 0x80) != 0) buffer_.pop_back();
    buffer_ += '\n';
    ++totals.dropped;
    return pass_on(buffer_.size());
  }
  totals.edited += m.edits > 0 ? 1 : 0;
  totals.deleted += event.deleted ? 1 : 0;
  totals.replies += m.is_reply() ? 1 : 0;
  totals.attachments += event.attachments.size();
  model_.count("message", m.time);
  const std::string_view damage = m.flaw == Flaw::invalid_utf8        ? " \xff"
                                  : m.flaw == Flaw::control_character ? " \x01"
                                  : m.flaw == Flaw::lone_surrogate    ? " \\ud83d"
                                                                      : "";
  if (damage.empty()) return pass_on(start);
  // The model gets the repaired line, the export the damaged one.
  ++totals.repaired;
  const std::string body_start = "\"body\":\"";
  buffer_.insert(buffer_.find(body_start, start) + body_start.size(), damage);
  if (model_.is_written()) {
    event.body.insert(0, m.flaw == Flaw::control_character ? " \x01" : " \uFFFD");
    event.flaw = flaw_name(m.flaw);
    RSMF_TRY(model_.event(event));
  }
  return pass_on(buffer_.size());
}

Result<void> EventsExport::notice(const Happening& happening) {
  EventRecord event;
  event.type = happening.kind == Happening::Kind::join    ? "join"
               : happening.kind == Happening::Kind::leave ? "leave"
                                                          : "disclaimer";
  event.id = event_id(happening.time);
  event.conversation = chat_id(chat_);
  event.participant = person_id(happening.person);
  event.time = happening.time;
  event.body = event.type == "join" ? "joined" : event.type == "leave" ? "left" : "set the topic: what comes next";
  ++model_.totals().records;
  model_.count(event.type, event.time);
  const size_t start = buffer_.size();
  append_event(event, buffer_);
  return pass_on(start);
}

}  // namespace

Result<void> write_events(const Scenario& scenario, uint32_t shuffle, ExportOutput& output, ModelLog& model) {
  return EventsExport(scenario, shuffle, output, model).write();
}

}  // namespace rsmf
