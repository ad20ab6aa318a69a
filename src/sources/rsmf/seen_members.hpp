// Which members of an object were there before.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace rsmf::rsmf_source {

/// For names that are known: there are few of them.
class SeenMembers {
 public:
  void clear() {
    bits_ = 0;
    names_.clear();
  }
  /// Whether that name was given before.
  bool again(std::string_view name) {
    uint64_t bit = uint64_t{1} << ((name.size() * 7 + static_cast<unsigned char>(name.front()) +
                                    static_cast<unsigned char>(name.back())) &
                                   63);
    if ((bits_ & bit) != 0)
      for (std::string_view other : names_)
        if (other == name) return true;
    bits_ |= bit;
    names_.push_back(name);
    return false;
  }

 private:
  uint64_t bits_ = 0;  // of names_: a member that is new costs no comparison
  std::vector<std::string_view> names_;
};

}  // namespace rsmf::rsmf_source
