#include "app/commands/explain_codes.hpp"

#include <fmt/format.h>

#include "app/code_text.hpp"
#include "app/exit_code.hpp"

namespace rsmf::app {

int explain_codes(const Config& config, Console& console) {
  std::vector<CodeMeaning> meanings;
  for (const std::string& code : config.arguments) {
    meanings.push_back(meaning_of_code(code));
    if (!std::holds_alternative<std::monostate>(meanings.back())) continue;
    std::string near;
    for (std::string_view other : nearest_codes(code)) near.append(near.empty() ? "" : ", ").append(other);
    console.complain(near.empty() ? fmt::format("there is no code '{}'; rsmf findings and rsmf rules list all", code)
                                  : fmt::format("there is no code '{}'; the nearest: {}", code, near));
    return kNotDone;
  }
  for (size_t i = 0; i < meanings.size(); ++i) {
    if (i > 0 && !config.json) console.print("\n");
    console.print(config.json ? as_json(meanings[i]) : explained(meanings[i], console));
  }
  return kClean;
}

}  // namespace rsmf::app
