// Two inputs, event by event.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "diff/event_fields.hpp"
#include "rsmf/result.hpp"
#include "rsmf/source_options.hpp"

namespace rsmf {

enum class DifferenceKind : uint8_t { removed, added, changed };

/// One field of something that is in both inputs. Texts are at most about 64 KiB, longer ones are cut.
struct FieldChange {
  std::string field, before, after;
};

struct EventDifference {
  DifferenceKind kind = DifferenceKind::changed;
  std::string conversation, conversation_name;
  std::string id;
  TimeNs time = kNoTime;
  std::string author;  ///< as people know them
  std::string text;
  std::vector<FieldChange> changes;  ///< none unless changed
};

/// A person or a conversation.
struct PartyDifference {
  DifferenceKind kind = DifferenceKind::changed;
  std::string id, name;
  std::vector<FieldChange> changes;
};

/// Events of a conversation that both inputs have, in another order.
struct OrderDifference {
  std::string conversation, conversation_name;
  uint64_t moved = 0;  ///< the fewest events that one must move to get the other order
  uint64_t common = 0;
};

struct ComparedInput {
  std::string path, format;
  uint64_t events = 0;
  uint64_t findings_error = 0;  ///< records or files that could not be read
  std::string broke_off;        ///< not empty if it ended early: the error
};

struct Comparison {
  ComparedInput a, b;
  uint64_t same = 0, removed = 0, added = 0, changed = 0, moved = 0;
  uint64_t people = 0, conversations = 0;  ///< that differ
  std::vector<EventDifference> events;     ///< the first ComparisonOptions::most, by conversation and time
  std::vector<PartyDifference> people_differences, conversation_differences;
  std::vector<OrderDifference> orders;

  bool is_same() const { return removed + added + changed + moved + people + conversations == 0; }
};

struct ComparisonOptions {
  SourceOptions source;
  DiffFields ignored;
  uint64_t most = 100;  ///< events to tell of; the counts are exact in any case. 0: all, then memory grows with them
  bool counts_only = false;
  const std::atomic<bool>* stop = nullptr;
};

/// Events are the same if their conversation and their id are; of several with the same, the first is compared with the
/// first, and so on. Memory: 56 bytes for an event, and what is told of. Reads both inputs twice if they differ.
Result<Comparison> compare(const std::string& a, const std::string& b, const ComparisonOptions& options);

}  // namespace rsmf
