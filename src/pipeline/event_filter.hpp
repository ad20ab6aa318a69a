// Which events the caller wants.
#pragma once

#include <string>
#include <vector>

#include "model/identity_table.hpp"
#include "rsmf/convert.hpp"

namespace rsmf {

/// Remembers its verdict on each person and conversation. Single-threaded.
class EventFilter {
 public:
  EventFilter(const FilterOptions& options, const IdentityTable& directory);
  /// `event` has global numbers. Undated events pass the dates: nobody can say that they lie outside.
  bool passes(const Event& event);
  /// The names asked for, as "--flag name", that no conversation or participant of the directory has.
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
