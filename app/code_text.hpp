// Rules and kinds of findings, explained one by one.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/console.hpp"
#include "rsmf/finding.hpp"
#include "rsmf/rule.hpp"

namespace rsmf::app {

/// A kind of finding and when it occurs (FindingTable::title).
struct ListedFinding {
  const FindingSpec* spec = nullptr;
  std::string_view occurs;
};

/// What a code stands for; monostate: nothing.
using CodeMeaning = std::variant<std::monostate, const Rule*, ListedFinding>;

/// Upper and lower case are the same.
CodeMeaning meaning_of_code(std::string_view code);
/// All codes, of findings and of rules, in that order.
std::vector<std::string_view> all_codes();
/// At most three codes that are most like `code`, the best first; empty if none is near enough to be meant.
std::vector<std::string_view> nearest_codes(std::string_view code);

/// For people: title, severity, what becomes of it, an explanation in full sentences, what to do.
std::string explained(const CodeMeaning& meaning, const Console& console);
/// For programs: one line.
std::string as_json(const CodeMeaning& meaning);

}  // namespace rsmf::app
