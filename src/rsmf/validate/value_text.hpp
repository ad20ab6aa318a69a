// Values of a manifest in messages for people.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "json/json_reader.hpp"
#include "rsmf/schema/manifest_members.hpp"

namespace rsmf {

/// In quotes, printable, of bounded length.
std::string quote(std::string_view text);
/// "null", "the number 5", "an array", ...
std::string describe(JsonToken token, std::string_view raw);
/// "a string", ...
std::string_view describe(ValueKind kind);
/// "'direct', 'channel'"
std::string list_choices(std::span<const Choice> choices, Versions versions);
/// Names a known member that differs in letter case only, if there is one.
std::string unknown_member(RowKind kind, std::string_view name);

/// Code points; invalid bytes count one each.
size_t count_characters(std::string_view text);
/// The value of a JSON number if it is whole, as JSON schema has it: 1.0 and 10e1 are. What is beyond 64 bits is cut to
/// the nearest.
bool read_integer(std::string_view number, int64_t& value);

}  // namespace rsmf
