// Reads a small export in memory into values that tests can compare.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "io/file_system.hpp"
#include "sources/source.hpp"
#include "support/memory_container.hpp"
#include "support/source_exercise.hpp"

namespace rsmf::slack_tests {

// An event, copied out of its batch.
struct Seen {
  std::string id, parent, body, author, display, conversation;
  EventType type = EventType::message;
  TimeNs time = kNoTime;
  bool deleted = false;
  Origin origin;
  std::map<std::string, std::string> custom;
  std::vector<std::string> attachments;  // "display|unique|found or missing|note"
  std::vector<std::string> reactions;    // "value*count:people"
  std::vector<std::string> edits;        // "person@seconds:previous>current"
};

struct Outcome {
  std::vector<Seen> events;
  std::multiset<std::string> codes;
  std::vector<std::string> people;  // "id=display" of all batches, in order, each once
  std::vector<std::string> rosters;
  FileTally tally;
  std::string everything;  // all text of events
  Grouping grouping = Grouping::none;
};

class Reading {
 public:
  explicit Reading(const Container& container, SourceOptions options = {}) {
    const SourceFormat& format = format_of("slack");
    source_ = *format.open({container, real_file_system(), options});
    auto survey = source_->survey();
    run.grouping = survey->grouping;
    for (const auto& f : survey->findings) note(f);
    auto decoder = source_->decoder();
    EventBatch batch;
    auto unit = source_->make_unit();
    while (*source_->next(*unit)) {
      for (const auto& f : unit->findings) note(f);
      EventBuilder builder(batch, unit->stream);
      decoder->decode(*unit, builder);
      for (const auto& f : batch.findings()) note(f);
      for (const auto& e : batch.events()) add(e, batch);
      for (const auto& p : batch.participants()) {
        std::string line = std::string(p.id) + "=" + std::string(p.display);
        if (std::find(run.people.begin(), run.people.end(), line) == run.people.end()) run.people.push_back(line);
      }
      run.tally += batch.tally();
      run.tally.events += batch.events().size();
    }
    EXPECT_TRUE(run.tally.balanced());
  }

  Outcome run;

 private:
  void note(const Finding& f) { run.codes.insert(std::string(f.spec->code)); }

  static std::string name(uint32_t person, const EventBatch& b) {
    return person == kNone ? "-" : std::string(b.participants()[person].id);
  }

  void add(const Event& e, const EventBatch& b) {
    Seen s;
    s.id = e.id;
    s.parent = e.parent;
    s.body = e.body;
    s.author = name(e.participant, b);
    if (e.participant != kNone) s.display = b.participants()[e.participant].display;
    s.conversation = b.conversations()[e.conversation].id;
    s.type = e.type;
    s.time = e.time;
    s.deleted = e.deleted;
    s.origin = e.origin;
    for (const auto& p : e.custom) s.custom[std::string(p.name)] = p.value;
    for (const auto& a : e.attachments) {
      std::string state = a.key.empty() ? "missing" : "found";
      s.attachments.push_back(std::string(a.display) + "|" + std::string(a.unique) + "|" + state + "|" +
                              std::string(a.note));
      EXPECT_TRUE(a.key.empty() || source_->attachments().open(a.key).has_value());
    }
    for (const auto& r : e.reactions) {
      std::string line = std::string(r.value) + "*" + std::to_string(r.count) + ":";
      for (uint32_t p : r.participants) line += name(p, b) + ",";
      s.reactions.push_back(line);
    }
    for (const auto& d : e.edits)
      s.edits.push_back(name(d.participant, b) + "@" + std::to_string(d.time / kSecond) + ":" +
                        (d.previous.data() ? std::string(d.previous) : "?") + ">" +
                        (d.current.data() ? std::string(d.current) : "?"));
    run.everything += s.body + "\n";
    for (const auto& [n, v] : s.custom) run.everything += n + "=" + v + "\n";
    for (const auto& a : s.attachments) run.everything += a + "\n";
    run.events.push_back(s);
  }

  std::unique_ptr<Source> source_;
};

using Files = std::vector<MemoryContainer::File>;

constexpr const char* kUsers =
    R"([{"id":"U1","name":"ann","real_name":"Ann Lee","profile":{"display_name":"Ann","email":"ann@example.com","title":"CEO"}},
 {"id":"U2","name":"bob","real_name":"Bob Ray","profile":{"display_name":"","real_name":"Bob Ray"}}])";
constexpr const char* kChannels = R"([{"id":"C1","name":"general","members":["U1","U2"],"topic":{"value":"all"}}])";

inline MemoryContainer folder(Files files, size_t max_read = SIZE_MAX) {
  return MemoryContainer(Container::Kind::folder, "export", std::move(files), max_read);
}

// The events of one day of #general.
inline Outcome read_day(const std::string& messages, SourceOptions options = {}) {
  auto c = folder({{"users.json", kUsers}, {"channels.json", kChannels}, {"general/2023-11-14.json", messages}});
  return Reading(c, options).run;
}

inline std::string message(const std::string& ts, const std::string& rest) {
  return R"({"type":"message","user":"U1","ts":")" + ts + "\"," + rest + "}";
}

inline Seen only(const std::string& rest) {
  Outcome r = read_day("[" + message("1700000010.000100", rest) + "]");
  EXPECT_EQ(r.events.size(), 1u);
  return r.events.empty() ? Seen() : r.events[0];
}

inline std::string changed(const std::string& at, const std::string& ts, const std::string& before,
                           const std::string& after, const std::string& key = "previous_message") {
  return R"({"type":"message","subtype":"message_changed","hidden":true,"ts":")" + at +
         R"(","message":{"type":"message","user":"U1","text":")" + after + R"(","ts":")" + ts +
         R"(","edited":{"user":"U1","ts":")" + at + R"("}},")" + key + R"(":{"type":"message","user":"U1","text":")" +
         before + R"(","ts":")" + ts + R"("}})";
}
inline std::string deleted(const std::string& at, const std::string& ts, const std::string& before,
                           const std::string& key = "previous_message") {
  return R"({"type":"message","subtype":"message_deleted","hidden":true,"ts":")" + at + R"(","deleted_ts":")" + ts +
         R"(",")" + key + R"(":{"type":"message","user":"U2","text":")" + before + R"(","ts":")" + ts + R"("}})";
}

}  // namespace rsmf::slack_tests
