// What can be wrong with an RSMF that is read as a source.
#pragma once

#include <span>
#include <string>

#include "rsmf/finding.hpp"
#include "rsmf/result.hpp"
#include "sources/rsmf/fault.hpp"

namespace rsmf::rsmf_source {

/// Order as in the table.
enum class Trouble : uint8_t {
  not_an_event,
  too_large,
  unreadable,
  no_manifest,
  broken_manifest,
  row_without_id,
  row_twice,
  other_version,
  root_member,
  wrong_type,
  bad_time,
  bad_word,
  missing,
  empty,
  bad_email,
  incomplete,
  in_folder,
  no_type,
  mended_type,
  mended_time,
  mended_word,
  mended_missing,
  mended_empty,
  mended_email,
  mended_json,
  mended_folder,
  surrogate,
  zoneless,
  unknown_member,
  unlisted_person,
  unlisted_conversation,
  no_conversation,
  person_conflict,
  conversation_conflict,
  no_id,
  copy_folded,
  copy_differs,
  copy_alone,
  unused_person,
  icon,
  header,
  no_avatar,
  tolerated,
  unnamed_entry,
  wrong_part,
  nested_archive,
  avatar_conflict,
  member_twice,
};

const FindingSpec& spec_of(Trouble trouble);
const FindingSpec& spec_of(const Fault& fault);
/// The fault in a sentence that names the member.
std::string message_of(const Fault& fault);
std::string unreadable_message(const Error& error);
std::span<const FindingSpec> all_findings();

}  // namespace rsmf::rsmf_source
