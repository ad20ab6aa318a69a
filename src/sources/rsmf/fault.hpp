// What is wrong with a member of a row, before it is known what to call it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace rsmf::rsmf_source {

enum class FaultKind : uint8_t {
  wrong_type,
  bad_time,
  bad_word,
  missing,
  empty,
  bad_email,
  incomplete,      ///< a part that lacks what it needs
  surrogate,       ///< half of a pair, replaced
  unknown_member,  ///< kept as a custom property
  repeated,        ///< a member that stands twice; the last one counts
  zoneless,        ///< a time read in an assumed zone
};

/// Views into the row, or into static text.
struct Fault {
  FaultKind kind = FaultKind::wrong_type;
  bool mended = false;  ///< the member was read all the same; otherwise it was left out
  std::string_view member, raw;
};

/// The first faults of a row. A row that has more has told enough.
class FaultList {
 public:
  void clear() { faults_.clear(); }
  void add(FaultKind kind, bool mended, std::string_view member, std::string_view raw) {
    if (faults_.size() < kMost) faults_.push_back({kind, mended, member, raw});
  }
  bool empty() const { return faults_.empty(); }
  auto begin() const { return faults_.begin(); }
  auto end() const { return faults_.end(); }

 private:
  static constexpr size_t kMost = 100;
  std::vector<Fault> faults_;
};

}  // namespace rsmf::rsmf_source
