// Many RSMF files in numbers, by their headers.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "inspect/header_scan.hpp"

namespace rsmf {

/// Distinct values and how many files have each. At most kMost of them are kept apart; further ones count together.
class ValueCounts {
 public:
  void add(const std::string& value);
  /// Most files first, then by value.
  std::vector<std::pair<std::string, uint64_t>> sorted() const;
  uint64_t others() const { return others_; }

 private:
  static constexpr size_t kMost = 1000;
  std::map<std::string, uint64_t> counts_;
  uint64_t others_ = 0;
};

struct HeaderTotals {
  uint64_t files = 0, bytes = 0;
  uint64_t trouble = 0;         ///< files that have no headers to be read
  uint64_t events = 0;          ///< the sum of X-RSMF-EventCount
  uint64_t without_events = 0;  ///< files that state no count
  uint64_t attachments = 0;
  ValueCounts versions, generators, applications, custodians;
  std::vector<uint64_t> sizes;  ///< of each file; sorted by finish()

  void add(const HeaderRow& row);
  void finish();
  /// The size that `percent` of the files do not exceed. REQUIRES: finish(), files > 0.
  uint64_t size_at(unsigned percent) const;
};

}  // namespace rsmf
