// What a manifest says, boiled down to what its rows have to do with one another.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rsmf/event.hpp"
#include "rsmf/validate/fingerprint_set.hpp"
#include "rsmf/validate/manifest_facts.hpp"
#include "rsmf/validate/manifest_report.hpp"
#include "rsmf/validate/symbol_table.hpp"

namespace rsmf {

/// Ids are numbers of the SymbolTable; kNone: there is none, or it is empty.
struct EventRow {
  TimeNs time = kNoTime;
  uint32_t id = kNone, parent = kNone, conversation = kNone, participant = kNone;
  uint32_t first_act = 0;  // of its acts in ManifestRows::acts
  EventType type = EventType::message;
  bool bad_time = false;  // it states one that is no time
};

struct ConversationRow {
  enum class Type : uint8_t { untyped, direct, channel };
  uint32_t id = kNone, custodian = kNone;
  uint32_t first_member = 0;
  Type type = Type::untyped;
};

/// Somebody does something with an event.
struct ActRow {
  enum class Kind : uint8_t { reaction, edit, receipt };
  uint32_t person = kNone;
  uint32_t index = 0, of_people = 0;  // of the reaction, edit or receipt; of the person in the reaction
  Kind kind = Kind::reaction;
};

struct ManifestTables {
  SymbolTable symbols;
  std::vector<uint32_t> participants;  // symbols; kNone where one has no id
  std::vector<ConversationRow> conversations;
  std::vector<std::pair<uint32_t, uint32_t>> members;  // symbol, and index in the conversation's list
  std::vector<EventRow> events;
  std::vector<ActRow> acts;

  size_t memory() const;
  void clear();
};

/// Takes a manifest value by value, in any order of members, and reports what is wrong within an object or with an id
/// that was there before. The rest is left to check_tables(). Memory is bounded.
class ManifestRows {
 public:
  ManifestRows(uint64_t max_memory, ManifestReport& report) : max_memory_(max_memory), report_(report) {}

  void start();
  ManifestFacts& facts() { return facts_; }
  ManifestTables& tables() { return tables_; }
  /// False once it became too much; tables() is empty then.
  bool is_comparing() const { return comparing_; }
  void give_up_comparing();
  /// Fills in facts().custodians, when all rows are there.
  void name_custodians();

  void begin(RowKind kind, const JsonPlace& place);
  void end(RowKind kind, uint64_t seen, const JsonPlace& begin);
  /// An element that is no object stands where a row should.
  void no_row(RowKind kind);
  void end_rows(RowKind kind, uint64_t count, const JsonPlace& begin);
  void text(RowKind kind, ManifestName name, std::string_view text, const JsonPlace& place);
  void time(RowKind kind, TimeNs time, std::string_view text, const JsonPlace& place);
  void truth(RowKind kind, ManifestName name, bool value);
  void number(RowKind kind, ManifestName name, int64_t value, const JsonPlace& place);
  // A list of people: of a conversation, or of a reaction.
  void begin_people(RowKind kind);
  void person(RowKind kind, std::string_view id, uint64_t index, const JsonPlace& place);
  void end_people(RowKind kind, uint64_t count);

 private:
  struct DatedPart {
    TimeNs time;
    uint64_t index;
    JsonPlace place;
  };

  uint32_t symbol_of(std::string_view text) {
    return text.empty() || !comparing_ ? kNone : tables_.symbols.number_of(text);
  }
  uint32_t mention(std::string_view person);
  void watch_memory();
  void add_file(FileReference::Kind kind, std::string_view id, const JsonPlace& place);
  void participant_text(ManifestName name, std::string_view text, const JsonPlace& place);
  void conversation_text(ManifestName name, std::string_view text, const JsonPlace& place);
  void event_text(ManifestName name, std::string_view text, const JsonPlace& place);
  void part_text(RowKind kind, ManifestName name, std::string_view text, const JsonPlace& place);
  void end_participant();
  void end_conversation(uint64_t seen, const JsonPlace& begin);
  void end_event(uint64_t seen, const JsonPlace& begin);
  void end_reaction();
  void end_edit(uint64_t seen, const JsonPlace& begin);
  void end_dated(std::vector<DatedPart>& parts);
  void end_attachment();
  void check_dates(ManifestName array, const std::vector<DatedPart>& parts, RuleId rule);
  void check_order(const JsonPlace& begin);
  void add_act(ActRow::Kind kind, std::string_view person, uint64_t index, uint64_t of_people);
  void count_event();

  uint64_t max_memory_;
  ManifestReport& report_;
  ManifestFacts facts_;
  ManifestTables tables_;
  uint64_t facts_memory_ = 0;
  bool comparing_ = true;

  // The row that is being read.
  ConversationRow conversation_;
  uint32_t participant_ = kNone;
  std::string display_;
  EventRow event_;
  bool deleted_ = false;
  Fingerprint body_, last_new_;
  bool has_body_ = false, has_new_ = false;
  std::vector<DatedPart> edits_, receipts_;
  uint64_t part_index_ = 0;  // of the reaction, edit or receipt in its array
  TimeNs part_time_ = kNoTime, last_edit_time_ = kNoTime;
  JsonPlace part_time_place_;
  int64_t reaction_count_ = -1, reaction_people_ = -1;
  JsonPlace reaction_count_place_;
  int64_t attachment_size_ = -1;
  size_t attachment_file_ = SIZE_MAX;
  FingerprintSet people_, reactions_, attachments_;

  TimeNs latest_ = kNoTime;  // time of the event before
  bool told_order_ = false;
};

}  // namespace rsmf
