// What the rows of a manifest say together.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rsmf/validate/manifest_report.hpp"
#include "rsmf/validate/manifest_rows.hpp"

namespace rsmf {

/// R088, R090 to R099, R107, R112: whatever needs all rows. One pass over each table, events once more by
/// conversation in time order. Pointers are exact, places are left to locate_breaches().
class TableChecks {
 public:
  TableChecks(const ManifestTables& tables, ManifestReport& report) : tables_(tables), report_(report) {}
  void run();

 private:
  void order_events();
  void find_parents();
  void check_parent(uint32_t index);
  void check_circles();
  void walk_conversation(uint32_t index);
  void check_acting(uint32_t index, bool in_conversation);

  bool is_defined(uint32_t person) const { return tables_.symbols[person].participant != kNone; }
  bool is_member(uint32_t person) const { return member_of_[person] == stamp_; }
  uint32_t conversation_of(const EventRow& event) const {
    return event.conversation == kNone ? kNone : tables_.symbols[event.conversation].conversation;
  }
  template <class... Steps>
  void add(RuleId rule, uint32_t person, const char* what, const Steps&... steps);

  const ManifestTables& tables_;
  ManifestReport& report_;
  std::vector<uint32_t> parents_;      // by event: its parent's index, or kNone
  std::vector<uint32_t> order_;        // events by conversation, then in time order; those of none at the end
  std::vector<uint32_t> first_event_;  // by conversation, in order_; one more at the end
  std::vector<uint32_t> member_of_;    // by symbol: the stamp of the conversation one is in
  uint32_t stamp_ = 0;
};

}  // namespace rsmf
