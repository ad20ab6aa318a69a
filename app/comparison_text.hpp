// What `diff` prints.
#pragma once

#include <string>

#include "diff/comparison.hpp"

namespace rsmf::app {

std::string comparison_text(const Comparison& comparison);
/// One object a line for each difference, then one with the counts.
std::string comparison_json(const Comparison& comparison);

}  // namespace rsmf::app
