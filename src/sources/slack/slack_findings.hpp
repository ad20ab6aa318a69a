// Everything that can be said about how a Slack export was read.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "rsmf/finding.hpp"
#include "sources/source.hpp"

namespace rsmf::slack {

/// In the order of findings().
enum class Code : uint8_t {
  unreadable_record,
  repaired_record,
  oversize_record,
  no_timestamp,
  repaired_text,
  not_a_message,
  unknown_person,
  token_removed,
  unknown_subtype,
  amends_nothing,
  recovered,
  unclosed_file,
  unreadable_file,
  index_missing,
  index_damaged,
  index_entry,
  unindexed_conversation,
  empty_conversations,
  not_carried_over,
  files_folder,
  no_messages,
  unreadable_detail,
};

std::span<const FindingSpec> findings();
inline Finding finding(Code code, std::string message = {}, std::string excerpt = {}, std::string record = {}) {
  return {&findings()[size_t(code)], {}, std::move(record), std::move(message), std::move(excerpt)};
}

/// The name of a person or conversation, or else the id.
template <class Row>
std::string_view display_of(const Row& row) {
  return row.display.empty() ? row.id : row.display;
}

/// Of unreadable_file.
inline std::string unreadable_message(std::string_view why) {
  return std::string("The file could not be read to its end: ").append(why).append(".");
}

std::span<const Fidelity> fidelity();

}  // namespace rsmf::slack
