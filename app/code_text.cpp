#include "app/code_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/finding_tables.hpp"
#include "app/nearest.hpp"
#include "app/page_layout.hpp"
#include "app/words.hpp"
#include "json/json_writer.hpp"

namespace rsmf::app {
namespace {

constexpr size_t kMostNearest = 3;

std::string upper_case(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return result;
}

std::string_view effect_on_verdict(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "the file fails";
    case Severity::warning:
      return "the file passes with warnings";
    case Severity::info:
      return "the file passes, and --notes lists it";
  }
  return "";
}

std::string explanation_of(const Rule& r) {
  std::string text =
      fmt::format("{} This concerns the layer \"{}\": {}.", sentence(r.title), word(r.layer), about(r.layer));
  if (r.relativity == r.strict)
    return text +
           fmt::format(" It is of severity {} in both profiles: {}.", word(r.strict), effect_on_verdict(r.strict));
  return text + fmt::format(" With --profile relativity {}; with --profile strict {}.", effect_on_verdict(r.relativity),
                            effect_on_verdict(r.strict));
}

std::string in_full(const Rule& r, const Console& console) {
  Columns rows(0);
  rows.wrap_last(kPageWidth);
  rows.add({"Kind", "a rule that \"rsmf validate\" checks; \"rsmf rules\" lists all"});
  rows.add({"Severity",
            fmt::format("{} with --profile relativity, {} with --profile strict", word(r.relativity), word(r.strict))});
  rows.add({"Explanation", explanation_of(r)});
  rows.add({"What to do", sentence(r.hint)});
  rows.add({"Who asks for it", std::string(r.source)});
  return fmt::format("{}: {}\n{}", console.strong(r.code), r.title, rows.text());
}

std::string in_full(const ListedFinding& f, const Console& console) {
  const FindingSpec& spec = *f.spec;
  Columns rows(0);
  rows.wrap_last(kPageWidth);
  rows.add({"Kind", "a finding of a conversion, in findings.csv; \"rsmf findings\" lists all"});
  rows.add({"Occurs in", std::string(f.occurs)});
  rows.add({"Severity", fmt::format("{}: {}", word(spec.severity), about(spec.severity))});
  rows.add({"Action", fmt::format("{}: {}", word(spec.action), about(spec.action))});
  rows.add({"Explanation", std::string(spec.explanation)});
  rows.add({"What to do", std::string(spec.hint)});
  return fmt::format("{}: {}\n{}", console.strong(spec.code), spec.title, rows.text());
}

std::string json_of(const Rule& r) {
  std::string line;
  JsonWriter json(line);
  json.begin_object();
  json.text("code", r.code);
  json.text("kind", "rule");
  json.text("layer", word(r.layer));
  json.text("relativity", word(r.relativity));
  json.text("strict", word(r.strict));
  json.text("title", r.title);
  json.text("explanation", explanation_of(r));
  json.text("hint", r.hint);
  json.text("source", r.source);
  json.end_object();
  return line;
}

std::string json_of(const ListedFinding& f) {
  std::string line;
  JsonWriter json(line);
  json.begin_object();
  json.text("code", f.spec->code);
  json.text("kind", "finding");
  json.text("occurs_in", f.occurs);
  json.text("severity", word(f.spec->severity));
  json.text("action", word(f.spec->action));
  json.text("title", f.spec->title);
  json.text("explanation", f.spec->explanation);
  json.text("hint", f.spec->hint);
  json.end_object();
  return line;
}

}  // namespace

CodeMeaning meaning_of_code(std::string_view code) {
  const std::string wanted = upper_case(code);
  if (const Rule* rule = find_rule(wanted)) return rule;
  for (const FindingTable& table : all_finding_tables())
    for (const FindingSpec& spec : table.findings)
      if (spec.code == wanted) return ListedFinding{&spec, table.title};
  return {};
}

std::vector<std::string_view> all_codes() {
  std::vector<std::string_view> codes;
  for (const FindingTable& table : all_finding_tables())
    for (const FindingSpec& spec : table.findings) codes.push_back(spec.code);
  for (const Rule& r : all_rules()) codes.push_back(r.code);
  return codes;
}

std::vector<std::string_view> nearest_codes(std::string_view code) {
  constexpr size_t kFarthest = 2;
  constexpr size_t kLongest = 32;
  if (code.size() > kLongest) return {};
  const std::string wanted = upper_case(code);
  std::vector<std::pair<size_t, std::string_view>> by_distance;
  for (std::string_view known : all_codes())
    if (const size_t distance = edit_distance(wanted, known); distance <= kFarthest)
      by_distance.emplace_back(distance, known);
  std::ranges::sort(by_distance);
  std::vector<std::string_view> best;
  for (size_t i = 0; i < std::min(by_distance.size(), kMostNearest); ++i) best.push_back(by_distance[i].second);
  return best;
}

std::string explained(const CodeMeaning& meaning, const Console& console) {
  if (const auto* rule = std::get_if<const Rule*>(&meaning)) return in_full(**rule, console);
  if (const auto* finding = std::get_if<ListedFinding>(&meaning)) return in_full(*finding, console);
  return {};
}

std::string as_json(const CodeMeaning& meaning) {
  if (const auto* rule = std::get_if<const Rule*>(&meaning)) return json_of(**rule) + "\n";
  if (const auto* finding = std::get_if<ListedFinding>(&meaning)) return json_of(*finding) + "\n";
  return {};
}

}  // namespace rsmf::app
