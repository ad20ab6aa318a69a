#include <fmt/format.h>

#include "app/code_text.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/explain_codes.hpp"
#include "app/exit_code.hpp"
#include "app/finding_tables.hpp"
#include "app/page_layout.hpp"
#include "app/words.hpp"

namespace rsmf::app {
namespace {

std::string list_of_findings(const Console& console) {
  std::string text;
  for (const FindingTable& table : all_finding_tables()) {
    Columns rows(2);
    rows.wrap_last(kPageWidth);
    for (const FindingSpec& spec : table.findings)
      rows.add({std::string(spec.code), std::string(word(spec.severity)), std::string(word(spec.action)),
                std::string(spec.title)});
    text += fmt::format("{}{}\n{}", text.empty() ? "" : "\n", console.strong(table.title), rows.text());
  }
  return text + fmt::format("\n{} explains one and says what to do.\n", console.strong("rsmf findings CODE"));
}

}  // namespace

int run_findings(const Config& config, Console& console) {
  if (!config.arguments.empty()) return explain_codes(config, console);
  if (!config.json) {
    console.print(list_of_findings(console));
    return kClean;
  }
  for (const FindingTable& table : all_finding_tables())
    for (const FindingSpec& spec : table.findings) console.print(as_json(ListedFinding{&spec, table.title}));
  return kClean;
}

}  // namespace rsmf::app
