// The `custom` array of a manifest row.
#pragma once

#include <string_view>

#include "json/json_escape.hpp"
#include "rsmf/schema/member_text.hpp"

namespace rsmf {

/// Appends `,"custom":[...]` to an object when the first property is added, and closes it when it is destroyed.
/// Properties with an empty name or value are skipped.
class CustomList {
 public:
  explicit CustomList(TextBuffer& to) : to_(to) {}
  ~CustomList() {
    if (open_) to_.append(']');
  }
  CustomList(const CustomList&) = delete;

  void add(std::string_view name, std::string_view value) {
    if (name.empty() || value.empty()) return;
    to_.append(open_ ? std::string_view(kNext) : std::string_view(kFirst));
    open_ = true;
    append_json_escaped(name, to_);
    to_.append(kBetween);
    append_json_escaped(value, to_);
    to_.append("\"}");
  }

 private:
  // The member is called alike in all rows that have it.
  static constexpr auto kNext = concatenated<",", kFirstMember<RowKind::custom, ManifestName::name>>;
  static constexpr auto kFirst = concatenated<kNextMember<RowKind::event, ManifestName::custom>,
                                              kFirstMember<RowKind::custom, ManifestName::name>>;
  static constexpr auto kBetween = concatenated<"\"", kNextMember<RowKind::custom, ManifestName::value>>;

  TextBuffer& to_;
  bool open_ = false;
};

}  // namespace rsmf
