// What lies where in an export.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "archive/container.hpp"

namespace rsmf::slack {

enum class EntryRole : uint8_t {
  index,     ///< users.json and its kin
  day_file,  ///< general/2024-03-01.json
  loose,     ///< a JSON file that may be a slackdump file or a few messages
  attachment,
  avatar,
  other,  ///< nothing that we read
};

/// What follows the last slash.
std::string_view last_component(std::string_view path);

struct LaidEntry {
  size_t entry = 0;
  EntryRole role = EntryRole::other;
  std::string_view name;    ///< below the root
  std::string_view folder;  ///< of a day file; the user's id of an avatar
};

struct Layout {
  std::string root;  ///< "" or "top/"
  std::vector<LaidEntry> entries;
  bool has_index = false;
};

/// Judges by names only. Views point into the container.
Layout lay_out(const Container& container);

/// What the first bytes of a JSON file show.
struct Sniffed {
  bool is_dump = false;       ///< {"channel_id", "name", "messages": [...]}
  bool is_messages = false;   ///< message objects, alone or in an array
  std::string channel, name;  ///< of a dump
};
Sniffed sniff(std::string_view prefix);

/// How sure we are that this is a Slack export, 0 to 100.
int probe(const Container& container, std::string& why);

}  // namespace rsmf::slack
