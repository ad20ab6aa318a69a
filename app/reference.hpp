// Reference pages in Markdown, made from the tables of the code.
#pragma once

#include <string>

namespace rsmf::app {

std::string cli_reference();
/// Every code that a finding can have.
std::string findings_reference();
/// Every rule that `validate` knows.
std::string rules_reference();
/// What each format keeps and loses.
std::string formats_reference();

}  // namespace rsmf::app
