#include "app/completions.hpp"

#include <fmt/format.h>

#include "app/flag.hpp"

namespace rsmf::app {
namespace {

/// In single quotes, for sh-like shells.
std::string quoted(std::string_view text) {
  std::string result = "'";
  for (char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

std::string words(const std::vector<Choice>& choices) {
  std::string text;
  for (const Choice& choice : choices) text.append(text.empty() ? "" : " ").append(choice.value);
  return text;
}

/// All flags of a command that are not hidden, and those common to all.
std::vector<const Flag*> visible_flags(const Command& command) {
  std::vector<const Flag*> flags;
  for (const FlagGroup* group : command.groups)
    for (const Flag& flag : group->flags)
      if (!flag.hidden) flags.push_back(&flag);
  for (const Flag& flag : common_flags().flags) flags.push_back(&flag);
  return flags;
}

std::vector<Choice> command_choices() {
  std::vector<Choice> choices;
  for (const Command& command : all_commands())
    if (!command.hidden) choices.push_back({command.name, command.text});
  return choices;
}

constexpr std::string_view kFolder = "COMPREPLY=($(compgen -d -- \"$current\"))";
constexpr std::string_view kFile = "COMPREPLY=($(compgen -f -- \"$current\"))";

std::string bash_reply(const std::vector<Choice>& choices, ValueKind kind) {
  if (!choices.empty()) return fmt::format("COMPREPLY=($(compgen -W {} -- \"$current\"))", quoted(words(choices)));
  if (kind == ValueKind::folder) return std::string(kFolder);
  if (kind == ValueKind::file) return std::string(kFile);
  return "COMPREPLY=()";
}

std::string bash_command(const Command& command) {
  std::string names;
  std::string text = fmt::format("    {})\n      case $previous in\n", command.name);
  for (const Flag* flag : visible_flags(command)) {
    names += fmt::format("{}--{}", names.empty() ? "" : " ", flag->name);
    if (flag->value.empty()) continue;
    const std::string letter = flag->letter ? fmt::format("-{} | ", flag->letter) : "";
    text +=
        fmt::format("        {}--{}) {}; return ;;\n", letter, flag->name, bash_reply(choices_of(*flag), flag->kind));
  }
  text += "      esac\n";
  text += fmt::format("      if [[ $current == -* ]]; then\n        COMPREPLY=($(compgen -W {} -- \"$current\"))\n",
                      quoted(names));
  text += fmt::format("      else\n        {}\n      fi\n      ;;\n",
                      bash_reply(suggestions_for_argument(command), command.argument_kind));
  return text;
}

/// A description for zsh's _arguments, where ] and : have a meaning.
std::string zsh_text(std::string_view text) {
  std::string result;
  for (char c : text) {
    if (c == ']' || c == '[' || c == ':' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

std::string zsh_action(const std::vector<Choice>& choices, ValueKind kind) {
  if (!choices.empty()) return fmt::format("({})", words(choices));
  if (kind == ValueKind::folder) return "_files -/";
  if (kind == ValueKind::file) return "_files";
  return " ";
}

std::string zsh_flag(const Flag& flag) {
  const std::string text = zsh_text(flag.text);
  const std::string value =
      flag.value.empty() ? "" : fmt::format(":{}:{}", zsh_text(flag.value), zsh_action(choices_of(flag), flag.kind));
  const std::string often = flag.repeatable ? "*" : "";
  std::string lines = "        " +
                      quoted(fmt::format("{}--{}{}[{}]{}", often, flag.name, value.empty() ? "" : "=", text, value)) +
                      " \\\n";
  if (flag.letter) {
    lines += "        " +
             quoted(fmt::format("{}-{}{}[{}]{}", often, flag.letter, value.empty() ? "" : "+", text, value)) + " \\\n";
  }
  return lines;
}

std::string fish_flag(const Command& command, const Flag& flag) {
  std::string line = fmt::format("complete -c rsmf -n '__fish_seen_subcommand_from {}'", command.name);
  if (flag.letter) line += fmt::format(" -s {}", flag.letter);
  line += fmt::format(" -l {}", flag.name);
  const std::vector<Choice> choices = choices_of(flag);
  if (!choices.empty()) {
    line += fmt::format(" -x -a {}", quoted(words(choices)));
  } else if (flag.kind == ValueKind::folder) {
    line += " -x -a '(__fish_complete_directories)'";
  } else if (flag.kind == ValueKind::file) {
    line += " -r -F";
  } else if (!flag.value.empty()) {
    line += " -x";
  }
  // fish reads \' inside single quotes.
  std::string text;
  for (char c : flag.text) text += c == '\'' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  return line + fmt::format(" -d '{}'\n", text);
}

}  // namespace

std::string bash_completions() {
  std::string text = "# bash completion for rsmf. Generated: see rsmf completions.\n_rsmf() {\n";
  text += "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n";
  text += "  # bash makes three words of --flag=value.\n";
  text +=
      "  if [[ $current == = ]]; then current=; elif [[ $previous == = ]]; then previous=${COMP_WORDS[COMP_CWORD-2]}; "
      "fi\n";
  text += "  if ((COMP_CWORD == 1)); then\n";
  text += fmt::format("    COMPREPLY=($(compgen -W {} -- \"$current\"))\n    return\n  fi\n",
                      quoted(words(command_choices()) + " --help --version"));
  text += "  case ${COMP_WORDS[1]} in\n";
  for (const Command& command : all_commands())
    if (!command.hidden) text += bash_command(command);
  return text + "  esac\n}\ncomplete -o filenames -F _rsmf rsmf\n";
}

std::string zsh_completions() {
  std::string text = "#compdef rsmf\n# zsh completion for rsmf. Generated: see rsmf completions.\n_rsmf() {\n";
  text += "  if ((CURRENT == 2)); then\n    local -a commands=(\n";
  for (const Choice& choice : command_choices()) {
    text += "      " + quoted(fmt::format("{}:{}", choice.value, zsh_text(choice.text))) + "\n";
  }
  text += "    )\n    _describe command commands\n    return\n  fi\n  local command=$words[2]\n";
  text += "  shift words\n  ((CURRENT--))\n  case $command in\n";
  for (const Command& command : all_commands()) {
    if (command.hidden) continue;
    text += fmt::format("    {})\n      _arguments -s \\\n", command.name);
    for (const Flag* flag : visible_flags(command)) text += zsh_flag(*flag);
    text += "        " +
            quoted("*:" + std::string(command.name) + ":" +
                   zsh_action(suggestions_for_argument(command), command.argument_kind)) +
            "\n      ;;\n";
  }
  return text + "  esac\n}\n_rsmf \"$@\"\n";
}

std::string fish_completions() {
  std::string text = "# fish completion for rsmf. Generated: see rsmf completions.\n";
  for (const Choice& choice : command_choices()) {
    text +=
        fmt::format("complete -c rsmf -n __fish_use_subcommand -x -a {} -d {}\n", choice.value, quoted(choice.text));
  }
  for (const Command& command : all_commands()) {
    if (command.hidden) continue;
    for (const Flag* flag : visible_flags(command)) text += fish_flag(command, *flag);
    const std::vector<Choice> choices = suggestions_for_argument(command);
    if (choices.empty()) continue;
    text += fmt::format("complete -c rsmf -n '__fish_seen_subcommand_from {}' -x -a {}\n", command.name,
                        quoted(words(choices)));
  }
  return text;
}

}  // namespace rsmf::app
