// Events, written as records of the events format.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/attachment_store.hpp"
#include "base/arena.hpp"
#include "base/fingerprint.hpp"
#include "base/text_table.hpp"
#include "events_file/event_lines.hpp"
#include "model/converter_findings.hpp"
#include "pipeline/event_sink.hpp"

namespace rsmf {

/// Writes the events in the order in which they come, and before the first of each conversation what is known of that
/// and of its people. Reading the records back gives the same events: the same slices, to the byte.
///
/// Attachments stay where they are: records name them by their path in the export. Grows with people and conversations,
/// not with events.
class NdjsonSink final : public EventSink, private ParticipantNames {
 public:
  struct Options {
    const AttachmentStore* attachments = nullptr;
    /// Not null: adds to each event where it was found (see EncodeOptions::provenance).
    const std::vector<SourceStream>* provenance_streams = nullptr;
    /// Takes the records in pieces, which may end in the middle of a line.
    std::function<Result<void>(std::string_view)> write;
    /// Takes each finding, in order.
    std::function<Result<void>(const Finding&)> report;
  };
  /// What was written of one conversation.
  struct ConversationCount {
    const ConversationRecord* conversation = nullptr;
    uint64_t events = 0;
    TimeNs first = kNoTime, last = kNoTime;
  };
  /// All that `options` point to must outlive it.
  explicit NdjsonSink(Options options) : options_(std::move(options)) {}

  Result<void> begin(const EventSourceFacts& facts) override;
  Result<void> take(EventUnit& unit, size_t worker) override;
  Result<bool> finish(size_t worker) override;

  uint64_t events() const { return events_; }
  /// By Origin::stream.
  const std::vector<uint64_t>& events_of_files() const { return events_of_files_; }
  /// In order of first appearance.
  const std::vector<ConversationCount>& conversations() const { return conversations_; }
  /// Of the ids that were declared, each with what it is an id of: to find out whether another input has the same.
  const std::vector<Fingerprint>& declared() const { return declared_; }

 private:
  Result<void> add(const Event& event);
  Result<void> declare_conversation(uint32_t number);
  Result<void> put_roster(std::string_view key, const Roster& roster, std::span<const uint32_t> members);
  Result<void> declare_people(const Event& event);
  Result<void> declare_person(uint32_t number);
  Result<void> declare_roster_person(const Participant& row);
  Result<void> put_person(const Participant& row);
  Result<void> find_paths(const Event& event);
  Result<void> find_path(std::string_view key, const Event& event, std::string& path);
  Result<void> report(ConverterTrouble trouble, const Event& event, std::string message);
  void gather_provenance(const Event& event);
  std::string_view new_key(const Conversation& row);
  Result<void> end_lines();
  void count(const Event& event);
  std::string_view id_of(uint32_t participant) const override { return identities_->person(participant).row.id; }

  const Options options_;
  IdentityTable* identities_ = nullptr;
  std::string lines_;                     // not written yet
  std::vector<uint8_t> declared_people_;  // by number
  TextTable<char> roster_people_;         // ids declared for a roster, which may get a number later
  std::vector<std::string_view> keys_;    // by number of the conversation; empty: not declared yet
  TextTable<char> used_keys_;
  Arena made_keys_{1024};
  std::vector<uint32_t> places_;  // by number: in conversations_
  std::vector<ConversationCount> conversations_;
  std::vector<Fingerprint> declared_;
  std::vector<uint64_t> events_of_files_;
  uint64_t events_ = 0;
  bool named_inside_ = false, named_outside_ = false;
  // Of the event at hand.
  std::vector<AttachmentLine> attachments_;
  std::vector<std::string> provenance_texts_;
  std::vector<Property> provenance_;
};

}  // namespace rsmf
