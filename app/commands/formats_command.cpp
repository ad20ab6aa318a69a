#include <fmt/format.h>

#include "app/commands/commands.hpp"
#include "app/exit_code.hpp"
#include "app/json_line.hpp"
#include "app/page_layout.hpp"
#include "sources/source.hpp"

namespace rsmf::app {
namespace {

constexpr size_t kWidth = 100;

std::string option_list(const SourceFormat& format) {
  std::string text;
  for (const OptionSpec* option : format.options) text.append(text.empty() ? "--" : " --").append(option->name);
  return text;
}

std::string one_format(const SourceFormat& format, const Console& console) {
  std::string text = fmt::format("{}: {}\nInput: {}\n", console.strong(format.id), format.title, format.inputs);
  if (!format.options.empty()) text += fmt::format("Flags: {}\n", option_list(format));
  Columns rows(2);
  rows.wrap_last(kWidth);
  for (const Fidelity& line : format.fidelity) {
    rows.add({std::string(line.what), std::string(line.state), std::string(line.note)});
  }
  return text + "\n" + rows.text();
}

std::string all_formats_text(const Console& console) {
  std::string text;
  for (const SourceFormat* format : all_formats()) {
    text += fmt::format("{}: {}\n  Input: {}\n", console.strong(format->id), format->title, format->inputs);
    if (!format->options.empty()) text += fmt::format("  Flags: {}\n", option_list(*format));
  }
  return text + fmt::format("\n{} tells what is kept and what is lost.\n", console.strong("rsmf formats FORMAT"));
}

std::string as_json(const SourceFormat& format) {
  JsonArray options, fidelity, findings;
  for (const OptionSpec* option : format.options) options.add_raw(json_string(option->name));
  for (const Fidelity& line : format.fidelity) {
    JsonObject row;
    row.add("what", line.what);
    row.add("state", line.state);
    row.add("note", line.note);
    fidelity.add_raw(row.text());
  }
  for (const FindingSpec& spec : format.findings) findings.add_raw(json_string(spec.code));
  JsonObject object;
  object.add("id", format.id);
  object.add("title", format.title);
  object.add("inputs", format.inputs);
  object.add_raw("flags", options.text());
  object.add_raw("fidelity", fidelity.text());
  object.add_raw("findings", findings.text());
  return object.text();
}

}  // namespace

int run_formats(const Config& config, Console& console) {
  if (config.arguments.empty() && !config.json) console.print(all_formats_text(console));
  for (const SourceFormat* format : all_formats()) {
    const bool chosen = config.arguments.empty() || config.arguments[0] == format->id;
    if (chosen && config.json) console.print(as_json(*format) + "\n");
    if (chosen && !config.json && !config.arguments.empty()) console.print(one_format(*format, console));
  }
  return kClean;
}

}  // namespace rsmf::app
