// The rules an RSMF file is held to, and the places where one breaks them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "rsmf/finding.hpp"

namespace rsmf {

/// Where a rule looks, from the outside in.
enum class Layer : uint8_t {
  file,     ///< name and size
  mail,     ///< headers, parts, transfer encodings
  headers,  ///< what the X-RSMF headers say, against the manifest
  zip,      ///< rsmf.zip and its entries
  text,     ///< rsmf_manifest.json as JSON
  schema,   ///< what Relativity's published schema of its version asks for
  meaning,  ///< what the rows of the manifest say together
};

/// By whose measure.
enum class Profile : uint8_t {
  relativity,  ///< as Relativity's own library would conclude, as far as that can be known from outside
  strict,      ///< RFCs, the intent of the schema and best practice as well; never milder than `relativity`
};

enum class Verdict : uint8_t { passed, passed_with_warnings, failed };

/// A row of the table of rules, in its order.
enum class RuleId : uint8_t {
  not_an_rsmf,                 // R000
  malformed_mail,              // R001
  version_header_missing,      // R002
  version_header_unknown,      // R003
  version_differs,             // R004
  zip_part_missing,            // R005
  second_attachment,           // R006
  zip_part_encoding,           // R007
  disposition_not_attachment,  // R008
  text_part_missing,           // R009
  header_date_form,            // R010
  header_date_zone,            // R011
  header_date_differs,         // R012
  event_count_form,            // R013
  event_count_differs,         // R014
  attachment_count_form,       // R015
  attachment_count_differs,    // R016
  participants_differ,         // R017
  comma_in_name,               // R018
  collection_id_differs,       // R019
  custodian_differs,           // R020
  header_repeated,             // R021
  header_name_long,            // R022
  newer_header,                // R023
  mail_header_missing,         // R024
  other_extension,             // R025
  line_form,                   // R026
  extra_part,                  // R027
  date_differs,                // R028
  zip_damaged,                 // R030
  manifest_missing,            // R031
  manifest_twice,              // R032
  entry_damaged,               // R033
  attachment_missing,          // R034
  avatar_missing,              // R035
  icon_missing,                // R036
  entry_unreferenced,          // R037
  entry_in_folder,             // R038
  entry_names_alike,           // R039
  attachment_size,             // R040
  entry_empty,                 // R041
  image_kind,                  // R042
  entry_ratio,                 // R043
  large_file,                  // R044
  huge_file,                   // R045
  not_utf8,                    // R050
  malformed_json,              // R051
  trailing_comma,              // R052
  member_twice,                // R053
  root_not_object,             // R054
  odd_characters,              // R055
  too_deep,                    // R056
  byte_order_mark,             // R057
  other_encoding,              // R058
  member_missing,              // R060
  wrong_type,                  // R061
  not_a_choice,                // R062
  too_short,                   // R063
  not_an_email,                // R064
  not_a_time,                  // R065
  time_without_zone,           // R066
  unsupported_version,         // R067
  unknown_member,              // R068
  newer_member,                // R069
  long_reaction,               // R070
  time_form,                   // R071
  reaction_without_people,     // R072
  participant_twice,           // R080
  conversation_twice,          // R081
  event_twice,                 // R082
  no_participants,             // R083
  no_conversations,            // R084
  no_events,                   // R085
  many_events,                 // R086
  many_rows,                   // R087
  conversation_undefined,      // R088
  incomplete_event,            // R089
  conversation_unused,         // R090
  join_in_direct,              // R091
  parent_invalid,              // R092
  author_undefined,            // R093
  author_not_member,           // R094
  member_undefined,            // R095
  custodian_invalid,           // R096
  reactor_invalid,             // R097
  editor_invalid,              // R098
  reader_invalid,              // R099
  early_edit,                  // R100
  undated_edit,                // R101
  early_receipt,               // R102
  empty_receipts,              // R103
  reaction_count,              // R104
  reaction_twice,              // R105
  attachment_twice,            // R106
  participant_unused,          // R107
  last_edit_differs,           // R108
  events_unordered,            // R109
  odd_time,                    // R110
  empty_string,                // R111
  join_of_member,              // R112
  edits_unordered,             // R113
  member_twice_listed,         // R114
  untyped_conversation,        // R115
  too_large_to_compare,        // R116
  version_header_folded,       // R120
  encoding_letter_case,        // R121
  zip_part_nested,             // R122
  file_name_parameter,         // R123
  boundary_not_closed,         // R124
  blank_before_colon,          // R125
  part_encoding,               // R126
  version_header_not_first,    // R127
  text_outside_parts,          // R128
  text_charset,                // R129
  referenced_in_folder,        // R130
  entry_escapes,               // R131
  zip_bomb,                    // R132
  data_descriptor,             // R133
  zip_surroundings,            // R134
  entry_header_differs,        // R135
  entry_name_encoding,         // R136
  entry_not_readable,          // R137
};

/// Stable: a code is never used for another rule.
struct Rule {
  RuleId id;
  std::string_view code;  ///< "R092"
  Layer layer;
  Severity relativity, strict;  ///< by profile
  std::string_view title;       ///< one line, lower case: what is wrong
  std::string_view hint;        ///< how to mend it
  std::string_view source;      ///< who asks for it: a standard, a public code name of Relativity's library, practice
};

/// All rules, in the order of their codes.
std::span<const Rule> all_rules();
const Rule& rule(RuleId id);
inline Severity severity(const Rule& rule, Profile profile) {
  return profile == Profile::strict ? rule.strict : rule.relativity;
}
/// Null if there is no rule of that code ("R092").
const Rule* find_rule(std::string_view code);

inline constexpr uint64_t kNoOffset = UINT64_MAX;

/// Where something stands. Of each part only what applies is set.
struct Place {
  std::string entry;            ///< entry of rsmf.zip, if it is about one; empty: the file itself
  std::string pointer;          ///< JSON pointer (RFC 6901) in the manifest: "/events/5/parent"; "" may be the root
  uint64_t line = 0;            ///< 1-based, in the manifest or (layers mail and headers) in the file; 0: none
  uint64_t column = 0;          ///< 1-based, in bytes; of a manifest: in bytes of UTF-8, without a byte order mark
  uint64_t offset = kNoOffset;  ///< bytes from the start of the unpacked manifest, of the zip, or of the file, by
                                ///< layer; in a manifest in UTF-16 or UTF-32: none
};

/// One place where a rule is broken.
struct Breach {
  RuleId rule = RuleId::not_an_rsmf;
  Place place;
  std::string message;  ///< what exactly, with the value; empty: the title says it all
};

}  // namespace rsmf
