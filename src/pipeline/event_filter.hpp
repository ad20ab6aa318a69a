// Leaves out events that the caller does not want.
#pragma once

#include <string>
#include <vector>

#include "model/identity_table.hpp"
#include "rsmf/convert.hpp"

namespace rsmf {

/// Remembers its decision for each participant and conversation. Single-threaded.
class EventFilter {
 public:
  EventFilter(const FilterOptions& options, const IdentityTable& directory);
  /// `event` has the numbers of the run. Events without a time pass the filter of dates: they may be inside.
  bool passes(const Event& event);
  /// The names in the options, as "--flag name", that match no conversation or participant so far.
  std::vector<std::string> unmatched() const;
  bool has_dates() const { return from_ != FilterOptions{}.from || to_ != kNoTime; }

 private:
  enum class Memo : uint8_t { unasked, yes, no };
  bool wants(std::vector<Memo>& memo, uint32_t number, const std::vector<std::string>& wanted,
             std::initializer_list<std::string_view> names);

  TimeNs from_, to_;
  const FilterOptions& options_;
  std::vector<std::string> conversations_, participants_;  // case folded
  const IdentityTable& directory_;
  bool everything_;
  std::vector<Memo> conversation_memo_, person_memo_;
};

}  // namespace rsmf
