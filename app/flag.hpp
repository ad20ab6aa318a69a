// What a flag and a command are. Parsing, help, man page, completions and reference pages are all made from these.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/config.hpp"
#include "rsmf/result.hpp"
#include "sources/option_spec.hpp"

namespace rsmf::app {

class Console;

using Choice = OptionChoice;

/// What a value is, beyond its choices: for completions, and for lists that only the library knows.
enum class ValueKind : uint8_t { text, file, folder, zone, format };

struct Flag {
  std::string_view name = {};   ///< without the dashes
  char letter = 0;              ///< short form; 0: none
  std::string_view value = {};  ///< placeholder, "FOLDER"; empty: a switch
  ValueKind kind = ValueKind::text;
  std::string_view fallback = {};  ///< the default, as one would write it; empty: none worth telling
  std::span<const Choice> choices = {};
  std::string_view text = {};     ///< fits on a line of -h
  std::string_view details = {};  ///< for --help, man page and reference; may be empty
  std::string_view since = "0.1.0";
  bool repeatable = false;
  bool hidden = false;  ///< for tests; left out of everything that is printed
  /// Puts the value into the configuration. The error does not name the flag: the caller does.
  Result<void> (*apply)(const Flag& flag, std::string_view value, Config& into) = nullptr;
};

/// The flags of a group: a table, or a function that gives one, for what only the running program knows.
class FlagList {
 public:
  using Function = std::span<const Flag> (*)();
  template <size_t N>
  constexpr FlagList(const Flag (&table)[N]) : table_(table) {}
  constexpr FlagList(Function function) : function_(function) {}

  auto begin() const { return get().begin(); }
  auto end() const { return get().end(); }

 private:
  std::span<const Flag> get() const { return function_ ? function_() : table_; }

  std::span<const Flag> table_;
  Function function_ = nullptr;
};

struct FlagGroup {
  std::string_view title;
  FlagList flags;
};

struct Example {
  std::string_view command, text;
};

struct Command {
  std::string_view name = {};
  std::string_view usage = {};    ///< what follows the name: "[FLAGS] INPUT... -o FOLDER"
  std::string_view text = {};     ///< one line
  std::string_view details = {};  ///< paragraphs, separated by empty lines
  std::span<const Example> examples = {};
  std::span<const FlagGroup* const> groups = {};
  ValueKind argument_kind = ValueKind::text;
  std::span<const Choice> argument_choices = {};
  size_t min_arguments = 0, max_arguments = SIZE_MAX;
  std::string_view argument = {};  ///< placeholder, for the message when one is missing
  bool hidden = false;
  int (*run)(const Config& config, Console& console) = nullptr;
};

/// All commands, in the order of the help.
std::span<const Command> all_commands();
/// Null if there is none of that name.
const Command* find_command(std::string_view name);
/// Null if the command has none of that name (letter).
const Flag* find_flag(const Command& command, std::string_view name);
const Flag* find_flag(const Command& command, char letter);
/// Flags that can be written before any command: help and version.
const FlagGroup& common_flags();

/// What a value may be; empty where anything goes. The formats come from the library.
std::vector<Choice> choices_of(const Flag& flag);
std::vector<Choice> choices_of_argument(const Command& command);
/// What shells offer as an argument: the choices, or words that a command of free words knows.
std::vector<Choice> suggestions_for_argument(const Command& command);
/// "--output FOLDER" or "--dry-run".
std::string spelled(const Flag& flag);

}  // namespace rsmf::app
