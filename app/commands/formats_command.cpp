#include <fmt/format.h>

#include "app/commands/commands.hpp"
#include "app/exit_code.hpp"
#include "app/page_layout.hpp"
#include "json/json_writer.hpp"
#include "sources/source.hpp"

namespace rsmf::app {
namespace {

std::string option_list(const SourceFormat& format) {
  std::string text;
  for (const OptionSpec* option : format.options) text.append(text.empty() ? "--" : " --").append(option->name);
  return text;
}

std::string one_format(const SourceFormat& format, const Console& console) {
  std::string text = fmt::format("{}: {}\nInput: {}\n", console.strong(format.id), format.title, format.inputs);
  if (!format.options.empty()) text += fmt::format("Flags: {}\n", option_list(format));
  Columns rows(2);
  rows.wrap_last(kPageWidth);
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
  std::string line;
  JsonWriter json(line);
  json.begin_object();
  json.text("id", format.id);
  json.text("title", format.title);
  json.text("inputs", format.inputs);
  json.begin_array("flags");
  for (const OptionSpec* option : format.options) json.text(option->name);
  json.end_array().begin_array("fidelity");
  for (const Fidelity& fidelity : format.fidelity) {
    json.begin_object()
        .text("what", fidelity.what)
        .text("state", fidelity.state)
        .text("note", fidelity.note)
        .end_object();
  }
  json.end_array().begin_array("findings");
  for (const FindingSpec& spec : format.findings) json.text(spec.code);
  json.end_array().end_object();
  return line;
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
