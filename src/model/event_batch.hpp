// A batch: what one unit of an export decodes to.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "base/bytes.hpp"
#include "base/text_table.hpp"
#include "rsmf/event.hpp"
#include "rsmf/finding.hpp"

namespace rsmf {

/// What became of the records of one stream. The balance that must hold at the end of a run:
///   records + split == events + folded + dropped + filtered
struct FileTally {
  uint64_t records = 0;   ///< records the reader found
  uint64_t split = 0;     ///< further events made of a record that already gave one ("A added B, C")
  uint64_t events = 0;    ///< events that stand in a finished slice
  uint64_t folded = 0;    ///< records that went into another event (an edit, a deletion, a duplicate, an index row)
  uint64_t dropped = 0;   ///< records lost, each with a finding
  uint64_t filtered = 0;  ///< events left out because the caller asked so

  bool balanced() const { return records + split == events + folded + dropped + filtered; }
  FileTally& operator+=(const FileTally& o);
};

/// Rows and text of one unit, with its own numbering of people and conversations, its findings and its counts.
/// Views point into its arena, into the unit (which must outlive it) or into memory of the source.
/// Reused from unit to unit by EventBuilder.
class EventBatch {
 public:
  const std::vector<Event>& events() const { return events_; }
  const std::vector<Participant>& participants() const { return participants_; }
  const std::vector<Conversation>& conversations() const { return conversations_; }
  const std::vector<Finding>& findings() const { return findings_; }
  /// The event of the record that findings()[number] is about; null if there is none in this batch.
  const Event* event_of(size_t number) const;
  uint32_t stream() const { return stream_; }
  /// `records`, `split`, `folded`, `dropped` of this unit; the other two are counted later.
  const FileTally& tally() const { return tally_; }
  size_t text_bytes() const { return arena_.used(); }

 private:
  friend class EventBuilder;
  std::vector<Event> events_;
  std::vector<Participant> participants_;
  std::vector<Conversation> conversations_;
  std::vector<Finding> findings_;
  std::vector<size_t> findings_at_;  // by finding: how many events there were when it was reported
  FileTally tally_;
  uint32_t stream_ = kNone;
  Arena arena_{256 * 1024};
  TextTable<uint32_t> participant_index_, conversation_index_;  // by id; by key
  Bytes unpacked_;                                              // for units that are unpacked by the decoder
};

/// The only way to fill a batch. Not thread-safe.
class EventBuilder {
 public:
  /// Empties `batch` and starts it for records of `stream`.
  EventBuilder(EventBatch& batch, uint32_t stream);

  // --- text -------------------------------------------------------------------------------------------------------
  /// Copies into the batch. A null view stays null.
  std::string_view copy(std::string_view text) { return batch_.arena_.copy(text); }
  template <class T>
  std::span<const T> copy(std::span<const T> rows) {
    return batch_.arena_.copy(rows);
  }
  template <class T>
  std::span<const T> copy(const std::vector<T>& rows) {
    return batch_.arena_.copy(std::span<const T>(rows));
  }
  /// Room for `bytes` bytes of text that the caller fills; lives as long as the batch.
  char* allocate(size_t bytes) { return batch_.arena_.allocate(bytes); }
  /// The batch's memory itself, for readers that fill more than text.
  Arena& arena() { return batch_.arena_; }
  /// A buffer that lives as long as the batch, for units that have to be unpacked or repaired first.
  Bytes& unpacked() { return batch_.unpacked_; }

  // --- people and conversations -----------------------------------------------------------------------------------
  /// Index of the participant with that id in this batch, or kNone.
  uint32_t find_participant(std::string_view id) const;
  /// Adds a participant, or returns the one with the same id; the first mention wins. Views are kept, not copied:
  /// they must live as long as the batch.
  uint32_t participant(const Participant& row);
  uint32_t find_conversation(std::string_view key) const;
  uint32_t conversation(const Conversation& row) { return conversation(row, row.id); }
  /// The same under a name other than its id, by which it is found again: for sources in which an id is not unique.
  uint32_t conversation(const Conversation& row, std::string_view key);

  // --- records ----------------------------------------------------------------------------------------------------
  /// A record begins: it is counted, and owes an outcome: at least one of add(), fold(), drop().
  void begin_record(uint64_t position, uint64_t length);
  /// The current record's origin, to be put into its event; `sub` grows with each call of add().
  Origin origin() const { return origin_; }
  /// The record is (also) this event. `event.origin` is filled in. Views are kept, not copied. Spans that hold
  /// participants (reactions, edits, receipts) must belong to this event alone: they are renumbered in place later.
  void add(Event event);
  /// The record went into another event.
  void fold();
  /// The record is lost. The finding's origin is filled in.
  void drop(Finding finding);
  /// Reports something about the record; what becomes of the record is another matter. The origin is filled in, unless
  /// it has a stream. Conversation, author and time are filled in later from the record's event, added before or after
  /// this call; a caller states them only for a record that gives no event.
  void report(Finding finding);

  /// A place to return to with rollback() when a fast path gives up half-way.
  struct Mark {
    size_t events, participants, conversations, findings;
    FileTally tally;
  };
  Mark mark() const;
  void rollback(const Mark& mark);

 private:
  EventBatch& batch_;
  Origin origin_;
  bool has_outcome_ = true;
};

}  // namespace rsmf
