// What can be wrong with our own NDJSON.
#pragma once

#include <span>
#include <string>

#include "rsmf/finding.hpp"
#include "rsmf/result.hpp"

namespace rsmf::events {

/// Order as in the table.
enum class Trouble {
  not_a_record,
  no_conversation,
  bad_time,
  unknown_type,
  repaired,
  declaration_without_id,
  declared_twice,
  unknown_member,
  too_large,
  unreadable,
  surrogate,
  incomplete_part,
  no_avatar,
  incomplete_membership,
};

const FindingSpec& spec_of(Trouble trouble);
/// Of Trouble::unreadable.
std::string unreadable_message(const Error& error);
std::span<const FindingSpec> all_findings();

}  // namespace rsmf::events
