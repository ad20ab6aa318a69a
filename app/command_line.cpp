#include "app/command_line.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/nearest.hpp"

namespace rsmf::app {
namespace {

std::unexpected<Error> refuse(std::string message) {
  return fail(ErrorKind::usage, std::move(message));
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& names, std::string_view dashes) {
  const std::string_view near = nearest(word, names);
  return near.empty() ? "" : fmt::format("; did you mean {}{}?", dashes, near);
}

std::vector<std::string_view> visible_names(const Command& command) {
  std::vector<std::string_view> names;
  for (const FlagGroup* group : command.groups)
    for (const Flag& flag : group->flags)
      if (!flag.hidden) names.push_back(flag.name);
  for (const Flag& flag : common_flags().flags) names.push_back(flag.name);
  return names;
}

/// The word as the user wrote it, without a value that may follow.
std::string unknown_flag(const Command& command, std::string_view name, std::string_view dashes) {
  std::string message = fmt::format("{} has no flag {}{}", command.name, dashes, name);
  const std::string hint = dashes.size() == 2 ? did_you_mean(name, visible_names(command), "--") : std::string();
  if (!hint.empty()) return message + hint;
  for (const Command& other : all_commands()) {
    const Flag* flag = dashes.size() == 2 ? find_flag(other, name) : find_flag(other, name[0]);
    if (flag && !flag->hidden) return fmt::format("{}; rsmf {} has", message, other.name);
  }
  return fmt::format("{}; see rsmf {} -h", message, command.name);
}

class Reader {
 public:
  explicit Reader(std::span<const std::string> words) : words_(words) {}

  Result<CommandLine> read() {
    while (at_ < words_.size()) {
      const std::string& word = words_[at_++];
      if (flags_ended_ || word.size() < 2 || word[0] != '-') {
        RSMF_TRY(argument(word));
      } else if (word == "--") {
        flags_ended_ = true;
      } else if (word[1] == '-') {
        RSMF_TRY(long_flag(std::string_view(word).substr(2)));
      } else {
        RSMF_TRY(letters(std::string_view(word).substr(1)));
      }
    }
    return std::move(line_);
  }

 private:
  Result<void> argument(const std::string& word) {
    if (line_.command) {
      line_.arguments.push_back(word);
      return {};
    }
    line_.command = find_command(word);
    if (line_.command) return {};
    std::vector<std::string_view> names;
    for (const Command& command : all_commands())
      if (!command.hidden) names.push_back(command.name);
    std::string hint = did_you_mean(word, names, "");
    if (hint.empty()) hint = "; see rsmf -h";
    // Most likely an export, with the command forgotten.
    if (word.find_first_of("./") != word.npos) hint = fmt::format("; to convert it: rsmf convert {} -o FOLDER", word);
    return refuse(fmt::format("no command '{}'{}", word, hint));
  }

  Result<void> long_flag(std::string_view word) {
    const size_t equals = word.find('=');
    const std::string_view name = word.substr(0, equals);
    const Flag* flag = find([&](const Command& c) { return find_flag(c, name); });
    if (!flag) return unknown(name, "--");
    if (equals == word.npos) return take(*flag, fmt::format("--{}", name), nullptr);
    const std::string value(word.substr(equals + 1));
    return take(*flag, fmt::format("--{}", name), &value);
  }

  /// "-q", "-nq", "-o out", "-oout".
  Result<void> letters(std::string_view word) {
    for (size_t i = 0; i < word.size(); ++i) {
      const Flag* flag = find([&](const Command& c) { return find_flag(c, word[i]); });
      if (!flag) return unknown(word.substr(i, 1), "-");
      const std::string spelling = fmt::format("-{}", word[i]);
      if (flag->value.empty()) {
        if (i + 1 < word.size() && word[i + 1] == '=') return refuse(fmt::format("{} takes no value", spelling));
        RSMF_TRY(take(*flag, spelling, nullptr));
        continue;
      }
      std::string_view rest = word.substr(i + 1);
      if (rest.starts_with('=')) rest.remove_prefix(1);
      const std::string value(rest);
      return take(*flag, spelling, i + 1 == word.size() ? nullptr : &value);
    }
    return {};
  }

  const Flag* find(auto&& search_in) const {
    static constexpr Command kNoCommand{};  // has the common flags only
    return search_in(line_.command ? *line_.command : kNoCommand);
  }

  Result<void> unknown(std::string_view name, std::string_view dashes) const {
    if (line_.command) return refuse(unknown_flag(*line_.command, name, dashes));
    return refuse(fmt::format("no flag {}{} before a command; write rsmf COMMAND [FLAGS], see rsmf -h", dashes, name));
  }

  Result<void> take(const Flag& flag, const std::string& spelling, const std::string* value) {
    if (flag.value.empty() && value) return refuse(fmt::format("{} takes no value", spelling));
    if (!flag.value.empty() && !value) {
      const bool is_there = at_ < words_.size();
      // A flag that lost its value must not swallow the next one.
      if (!is_there || (words_[at_].size() > 1 && words_[at_][0] == '-')) {
        return refuse(fmt::format("{} needs a value ({})", spelling, flag.value));
      }
      value = &words_[at_++];
    }
    if (flag.name == "version") line_.version = true;
    if (flag.name == "help") {
      const HelpWish wish = spelling == "-h" ? HelpWish::brief : HelpWish::full;
      line_.help = std::max(line_.help, wish);
    }
    if (!flag.apply) return {};
    const bool again = std::ranges::any_of(line_.flags, [&](const GivenFlag& g) { return g.flag == &flag; });
    // Which of two values was meant is not for us to guess.
    if (again && !flag.repeatable && !flag.value.empty()) return refuse(fmt::format("{} is given twice", spelling));
    line_.flags.push_back({&flag, value ? *value : std::string()});
    return {};
  }

  std::span<const std::string> words_;
  size_t at_ = 0;
  bool flags_ended_ = false;
  CommandLine line_;
};

Result<void> check_choice(std::string_view what, std::string_view value, const std::vector<Choice>& choices) {
  if (choices.empty() || std::ranges::any_of(choices, [&](const Choice& c) { return c.value == value; })) return {};
  std::vector<std::string_view> values;
  for (const Choice& choice : choices) values.push_back(choice.value);
  const std::string hint = did_you_mean(value, values, "");
  return refuse(fmt::format("{} '{}' is not one of {}{}", what, value, fmt::join(values, ", "), hint));
}

Result<void> check_arguments(const CommandLine& line) {
  const Command& command = *line.command;
  if (line.arguments.size() < command.min_arguments) {
    return refuse(
        fmt::format("{} needs {}; usage: rsmf {} {}", command.name, command.argument, command.name, command.usage));
  }
  if (line.arguments.size() > command.max_arguments) {
    return refuse(fmt::format("{}: unexpected '{}'", command.name, line.arguments[command.max_arguments]));
  }
  for (const std::string& argument : line.arguments) {
    if (argument.empty()) return refuse(fmt::format("{}: an argument is empty", command.name));
    RSMF_TRY(check_choice(command.name, argument, choices_of_argument(command)));
  }
  return {};
}

/// A period that ends before it begins leaves nothing, and is a slip.
Result<void> check_period(const CommandLine& line, const Config& config) {
  const FilterOptions& filter = config.convert.filter;
  if (filter.to == kNoTime || filter.from < filter.to) return {};
  const auto given = [&](std::string_view name) {
    const auto flag = std::ranges::find_if(line.flags, [&](const GivenFlag& g) { return g.flag->name == name; });
    return flag == line.flags.end() ? std::string_view() : std::string_view(flag->value);
  };
  return refuse(fmt::format("--from {} is later than --to {}", given("from"), given("to")));
}

}  // namespace

Result<CommandLine> read_command_line(std::span<const std::string> words) {
  return Reader(words).read();
}

Result<Config> resolve(const CommandLine& line) {
  Config config;
  for (const GivenFlag& given : line.flags) {
    const Flag& flag = *given.flag;
    const std::string name = fmt::format("--{}", flag.name);
    RSMF_TRY(check_choice(name, given.value, choices_of(flag)));
    if (auto applied = flag.apply(flag, given.value, config); !applied) {
      return refuse(fmt::format("{}: {}", name, applied.error().message));
    }
  }
  RSMF_TRY(check_period(line, config));
  RSMF_TRY(check_arguments(line));
  config.arguments = line.arguments;
  return config;
}

}  // namespace rsmf::app
