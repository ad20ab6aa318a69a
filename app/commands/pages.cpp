// Commands that print what is made from the tables.
#include "app/commands/commands.hpp"
#include "app/completions.hpp"
#include "app/exit_code.hpp"
#include "app/flag.hpp"
#include "app/help.hpp"
#include "app/man_page.hpp"
#include "app/reference.hpp"

namespace rsmf::app {

int run_help(const Config& config, Console& console) {
  const Command* command = config.arguments.empty() ? nullptr : find_command(config.arguments[0]);
  console.print(command ? full_help(*command) : program_help_in_full());
  return kClean;
}

int run_man(const Config&, Console& console) {
  console.print(man_page());
  return kClean;
}

int run_completions(const Config& config, Console& console) {
  const std::string& shell = config.arguments[0];
  console.print(shell == "bash" ? bash_completions() : shell == "zsh" ? zsh_completions() : fish_completions());
  return kClean;
}

int run_reference(const Config& config, Console& console) {
  const std::string& page = config.arguments[0];
  console.print(page == "cli"        ? cli_reference()
                : page == "findings" ? findings_reference()
                : page == "rules"    ? rules_reference()
                                     : formats_reference());
  return kClean;
}

}  // namespace rsmf::app
