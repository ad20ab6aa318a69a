#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "app/commands/commands.hpp"
#include "app/exit_code.hpp"
#include "app/page_layout.hpp"
#include "app/words.hpp"
#include "json/json_writer.hpp"
#include "rsmf/rule.hpp"

namespace rsmf::app {
namespace {


std::string severities(const Rule& r) {
  if (r.relativity == r.strict) return std::string(word(r.relativity));
  return fmt::format("{}, strict: {}", word(r.relativity), word(r.strict));
}

std::string list(const Console& console) {
  std::string text;
  for (uint8_t l = 0; l <= static_cast<uint8_t>(Layer::meaning); ++l) {
    const Layer layer = static_cast<Layer>(l);
    Columns rows(2);
    rows.wrap_last(kPageWidth);
    for (const Rule& r : all_rules())
      if (r.layer == layer) rows.add({std::string(r.code), severities(r), std::string(r.title)});
    text += fmt::format("{}{}: {}\n{}", l > 0 ? "\n" : "", console.strong(word(layer)), about(layer), rows.text());
  }
  return text + fmt::format("\n{} tells how to mend it, and who asks for it.\n", console.strong("rsmf rules CODE"));
}

std::string in_full(const Rule& r, const Console& console) {
  Columns rows(0);
  rows.wrap_last(kPageWidth);
  rows.add({"Severity",
            fmt::format("{} with --profile relativity, {} with --profile strict", word(r.relativity), word(r.strict))});
  rows.add({"Layer", fmt::format("{}: {}", word(r.layer), about(r.layer))});
  rows.add({"How to mend it", std::string(r.hint)});
  rows.add({"Who asks for it", std::string(r.source)});
  return fmt::format("{}: {}\n{}", console.strong(r.code), r.title, rows.text());
}

std::string as_json(const Rule& r) {
  std::string line;
  JsonWriter json(line);
  json.begin_object();
  json.text("code", r.code);
  json.text("layer", word(r.layer));
  json.text("relativity", word(r.relativity));
  json.text("strict", word(r.strict));
  json.text("title", r.title);
  json.text("hint", r.hint);
  json.text("source", r.source);
  json.end_object();
  return line + "\n";
}

}  // namespace

int run_rules(const Config& config, Console& console) {
  std::vector<const Rule*> chosen;
  for (std::string code : config.arguments) {
    std::ranges::transform(code, code.begin(), [](char c) { return c >= 'a' && c <= 'z' ? char(c - 32) : c; });
    const Rule* found = find_rule(code);
    if (!found) {
      console.complain(fmt::format("there is no rule '{}'; rsmf rules lists them", code));
      return kNotDone;
    }
    chosen.push_back(found);
  }
  if (chosen.empty() && !config.json) {
    console.print(list(console));
    return kClean;
  }
  if (chosen.empty())
    for (const Rule& r : all_rules()) chosen.push_back(&r);
  bool first = true;
  for (const Rule* r : chosen) {
    if (!config.json && !first) console.print("\n");
    first = false;
    console.print(config.json ? as_json(*r) : in_full(*r, console));
  }
  return kClean;
}

}  // namespace rsmf::app
