#include <fmt/format.h>

#include "app/code_text.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/explain_codes.hpp"
#include "app/exit_code.hpp"
#include "app/page_layout.hpp"
#include "app/words.hpp"
#include "rsmf/rule.hpp"

namespace rsmf::app {
namespace {

std::string severities(const Rule& r) {
  if (r.relativity == r.strict) return std::string(word(r.relativity));
  return fmt::format("{}, strict: {}", word(r.relativity), word(r.strict));
}

std::string list_of_rules(const Console& console) {
  std::string text;
  for (uint8_t l = 0; l <= static_cast<uint8_t>(Layer::meaning); ++l) {
    const Layer layer = static_cast<Layer>(l);
    Columns rows(2);
    rows.wrap_last(kPageWidth);
    for (const Rule& r : all_rules())
      if (r.layer == layer) rows.add({std::string(r.code), severities(r), std::string(r.title)});
    text += fmt::format("{}{}: {}\n{}", l > 0 ? "\n" : "", console.strong(word(layer)), about(layer), rows.text());
  }
  return text + fmt::format("\n{} explains one and says what to do.\n", console.strong("rsmf rules CODE"));
}

}  // namespace

int run_rules(const Config& config, Console& console) {
  if (!config.arguments.empty()) return explain_codes(config, console);
  if (!config.json) {
    console.print(list_of_rules(console));
    return kClean;
  }
  for (const Rule& r : all_rules()) console.print(as_json(CodeMeaning(&r)));
  return kClean;
}

}  // namespace rsmf::app
