// Everybody whom the manifests of an input list or name.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/arena.hpp"
#include "sources/rsmf/drafts.hpp"

namespace rsmf::rsmf_source {

/// The writer's stand-in for an author whom no one knows.
inline constexpr std::string_view kNobody = "rsmf.unknown";

/// Two rows of one id are the same person unless they contradict each other: ids are unique in a manifest only, and
/// taking one person for another would put words into somebody's mouth. Grows with people, not with files.
/// Immutable after finish().
class PeopleTable {
 public:
  struct Entry {
    Participant row;          ///< its id is settled by finish()
    std::string_view raw_id;  ///< as the manifests have it
    std::string avatar_look;  ///< InputFiles::look_of() the first picture
    bool listed = false;      ///< false: a manifest names the id but does not list it
    Entry* next = nullptr;    ///< another person of that raw id
  };

  /// The person a row describes; null for the writer's stand-in. `avatar` is a key, or empty.
  Entry* declare(const PersonDraft& draft, std::string_view avatar);
  /// The person of an id that the manifest at hand does not list: the only one whom others list by it, or somebody of
  /// whom nothing else is known. Null for the stand-in.
  Entry* mention(std::string_view id);
  /// Gives those who share an id with somebody else one of their own.
  void finish();

  /// The first person of that id; null if there is none.
  const Entry* first(std::string_view id) const;
  bool is_first(const Entry& entry) const { return first(entry.raw_id) == &entry; }

 private:
  Entry& add(std::string_view id, Entry* last);
  std::span<const Property> keep(const std::vector<Property>& custom);

  Arena arena_;
  std::deque<Entry> entries_;
  std::unordered_map<std::string_view, Entry*> first_;
};

}  // namespace rsmf::rsmf_source
