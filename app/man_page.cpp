#include "app/man_page.hpp"

#include <fmt/format.h>

#include "app/flag.hpp"
#include "app/help.hpp"
#include "app/page_layout.hpp"
#include "rsmf/version.hpp"

namespace rsmf::app {
namespace {

/// Text of ours as roff: nothing in it is taken for a request or an escape.
std::string roff(std::string_view text) {
  std::string result;
  for (char c : text) {
    const bool at_start = result.empty() || result.back() == '\n';
    if (at_start && (c == '.' || c == '\'')) result += "\\&";
    switch (c) {
      case '\\':
        result += "\\e";
        break;
      case '-':
        result += "\\-";
        break;
      case '\'':
        result += "\\(aq";
        break;
      case '"':
        result += "\\(dq";
        break;
      case '`':
        result += "\\(ga";
        break;
      case '^':
        result += "\\(ha";
        break;
      case '~':
        result += "\\(ti";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return result;
}

std::string paragraphs(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const size_t end = std::min(text.find("\n\n"), text.size());
    result += ".PP\n" + roff(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return result;
}

std::string entry(const Flag& flag) {
  std::string text = ".TP\n";
  if (flag.letter) text += fmt::format("\\fB\\-{}\\fR, ", flag.letter);
  text += fmt::format("\\fB{}\\fR", roff("--" + std::string(flag.name)));
  if (!flag.value.empty()) text += fmt::format(" \\fI{}\\fR", roff(flag.value));
  text += "\n" + roff(sentence(flag.text)) + "\n";
  if (!flag.details.empty()) text += roff(flag.details) + "\n";
  for (const Choice& choice : choices_of(flag)) {
    text += fmt::format(".br\n\\fB{}\\fR: {}\n", roff(choice.value), roff(choice.text));
  }
  if (!flag.fallback.empty()) text += fmt::format(".br\nDefault: {}\n", roff(flag.fallback));
  return text;
}

std::string entries(const FlagGroup& group) {
  std::string text;
  for (const Flag& flag : group.flags)
    if (!flag.hidden) text += entry(flag);
  return text;
}

std::string section(const Command& command) {
  std::string text = fmt::format(".SH \"{}\"\n", roff(upper(command.name)));
  text += fmt::format("\\fBrsmf {}\\fR {}\n.PP\n", roff(command.name), roff(command.usage));
  text += roff(sentence(command.text)) + "\n" + paragraphs(command.details);
  for (const FlagGroup* group : command.groups) {
    const std::string list = entries(*group);
    if (!list.empty()) text += fmt::format(".SS \"{}\"\n{}", roff(group->title), list);
  }
  if (!command.examples.empty()) text += ".SS \"Examples\"\n";
  for (const Example& example : command.examples) {
    text +=
        fmt::format(".PP\n{}\n.PP\n.RS 4\n.nf\n{}\n.fi\n.RE\n", roff(sentence(example.text)), roff(example.command));
  }
  return text;
}

}  // namespace

std::string man_page() {
  std::string text = fmt::format(".TH RSMF 1 \"\" \"rsmf {}\" \"User Commands\"\n.nh\n.ad l\n", roff(version()));
  text += ".SH NAME\nrsmf \\- turn exported chats into RSMF\n.SH SYNOPSIS\n";
  for (const Command& command : all_commands()) {
    if (!command.hidden) text += fmt::format("\\fBrsmf {}\\fR {}\n.br\n", roff(command.name), roff(command.usage));
  }
  text += ".SH DESCRIPTION\n";
  text += roff(
              "rsmf reads chats as their platforms export them and writes them in the Relativity Short Message Format. "
              "Results go to standard output, everything else to standard error.") +
          "\n";
  text += entries(common_flags());
  for (const Command& command : all_commands())
    if (!command.hidden) text += section(command);
  text += ".SH \"EXIT STATUS\"\n";
  for (const ExitMeaning& exit : exit_meanings())
    text += fmt::format(".TP\n\\fB{}\\fR\n{}\n", exit.code, roff(sentence(exit.text)));
  text += ".SH ENVIRONMENT\n.TP\n\\fBNO_COLOR\\fR\nIf set and not empty, no colour is used.\n";
  return text;
}

}  // namespace rsmf::app
