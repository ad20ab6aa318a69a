// What must hold for every line of the table.
#include "app/flag.hpp"

#include <gtest/gtest.h>

#include <set>

#include "app/command_line.hpp"
#include "app/help.hpp"
#include "app/man_page.hpp"
#include "app/page_layout.hpp"
#include "app/reference.hpp"
#include "rsmf/rule.hpp"
#include "rsmf/validate.hpp"
#include "sources/declared_options.hpp"

namespace rsmf::app {
namespace {

std::vector<std::pair<const Command*, const Flag*>> whole_table() {
  std::vector<std::pair<const Command*, const Flag*>> table;
  for (const Command& command : all_commands())
    for (const FlagGroup* group : command.groups)
      for (const Flag& flag : group->flags) table.emplace_back(&command, &flag);
  return table;
}

TEST(FlagTable, NamesAndLettersAreUniqueInACommand) {
  for (const Command& command : all_commands()) {
    std::set<std::string_view> names;
    std::set<char> letters;
    auto see = [&](const Flag& flag) {
      EXPECT_TRUE(names.insert(flag.name).second) << command.name << " --" << flag.name;
      const bool is_new = !flag.letter || letters.insert(flag.letter).second;
      EXPECT_TRUE(is_new) << command.name << " -" << flag.letter;
    };
    for (const Flag& flag : common_flags().flags) see(flag);
    for (const FlagGroup* group : command.groups)
      for (const Flag& flag : group->flags) see(flag);
  }
}

TEST(FlagTable, EveryLineIsWhole) {
  for (auto [command, flag] : whole_table()) {
    SCOPED_TRACE(std::string(command->name) + " --" + std::string(flag->name));
    EXPECT_FALSE(flag->text.empty());
    EXPECT_FALSE(flag->text.ends_with('.'));
    EXPECT_TRUE(flag->details.empty() || flag->details.ends_with('.'));
    EXPECT_NE(flag->apply, nullptr);
    EXPECT_FALSE(flag->since.empty());
    EXPECT_TRUE(!flag->value.empty() || (flag->fallback.empty() && flag->choices.empty()));
  }
}

TEST(FlagTable, DefaultsAreValuesThatTheFlagAccepts) {
  for (auto [command, flag] : whole_table()) {
    if (flag->fallback.empty()) continue;
    CommandLine line;
    line.command = command;
    line.flags.push_back({flag, std::string(flag->fallback)});
    while (line.arguments.size() < command->min_arguments) {
      const auto choices = choices_of_argument(*command);
      line.arguments.push_back(choices.empty() ? "x" : std::string(choices[0].value));
    }
    auto config = resolve(line);
    EXPECT_TRUE(config) << flag->name << ": " << config.error().message;
  }
}

/// The table states defaults as text; the library has them as code.
TEST(FlagTable, DefaultsAreThoseOfTheLibrary) {
  std::vector<std::string> words = {"convert", "in"};
  for (auto [command, flag] : whole_table()) {
    if (command->name != "convert" || flag->fallback.empty() || flag->name == "timezone") continue;
    words.push_back("--" + std::string(flag->name) + "=" + std::string(flag->fallback));
  }
  auto line = read_command_line(words);
  ASSERT_TRUE(line);
  auto stated = resolve(*line);
  ASSERT_TRUE(stated);
  const ConvertOptions& a = stated->convert;
  const ConvertOptions b;
  EXPECT_EQ(a.source.format, b.source.format);
  for (const OptionSpec* option : declared_options())
    EXPECT_EQ(option->value(a.source), option->value(b.source)) << option->name;
  EXPECT_EQ(a.slice.unit, b.slice.unit);
  EXPECT_EQ(a.slice.timezone, b.slice.timezone);
  EXPECT_EQ(a.slice.links, b.slice.links);
  EXPECT_EQ(a.slice.max_events, b.slice.max_events);
  EXPECT_EQ(a.slice.max_bytes, b.slice.max_bytes);
  EXPECT_EQ(a.slice.participants, b.slice.participants);
  EXPECT_EQ(a.encode.version, b.encode.version);
  EXPECT_EQ(a.encode.compression, b.encode.compression);
  EXPECT_EQ(a.encode.missing, b.encode.missing);
  EXPECT_EQ(a.max_findings, b.max_findings);
  EXPECT_EQ(stated->progress, Config{}.progress);
}

TEST(FlagTable, DefaultsOfTheGenerator) {
  std::vector<std::string> words = {"generate", std::string(choices_of_argument(*find_command("generate"))[0].value)};
  for (auto [command, flag] : whole_table()) {
    if (command->name != "generate" || flag->fallback.empty()) continue;
    words.push_back("--" + std::string(flag->name) + "=" + std::string(flag->fallback));
  }
  auto line = read_command_line(words);
  ASSERT_TRUE(line);
  auto stated = resolve(*line);
  ASSERT_TRUE(stated);
  const GenerateOptions& a = stated->generate;
  const GenerateOptions b;
  EXPECT_EQ(a.messages, b.messages);
  EXPECT_EQ(a.seed, b.seed);
  EXPECT_EQ(a.events_per_day, b.events_per_day);
  EXPECT_EQ(a.reply_rate, b.reply_rate);
  EXPECT_EQ(a.reaction_rate, b.reaction_rate);
  EXPECT_EQ(a.edit_rate, b.edit_rate);
  EXPECT_EQ(a.delete_rate, b.delete_rate);
  EXPECT_EQ(a.attachment_rate, b.attachment_rate);
  EXPECT_EQ(a.dirty_rate, b.dirty_rate);
}

TEST(FlagTable, DefaultsOfTheCheck) {
  std::vector<std::string> words = {"validate", "x"};
  for (auto [command, flag] : whole_table()) {
    if (command->name != "validate" || flag->fallback.empty()) continue;
    words.push_back("--" + std::string(flag->name) + "=" + std::string(flag->fallback));
  }
  ASSERT_GT(words.size(), 4U);
  auto line = read_command_line(words);
  ASSERT_TRUE(line);
  auto stated = resolve(*line);
  ASSERT_TRUE(stated);
  EXPECT_EQ(stated->check.profile, ValidateOptions{}.profile);
  EXPECT_EQ(stated->check.fail_on, CheckConfig{}.fail_on);
  EXPECT_EQ(stated->check.threads, CheckConfig{}.threads);
  EXPECT_EQ(CheckConfig{}.checksums, ValidateOptions{}.checksums);
}

TEST(Pages, DocumentEveryRule) {
  const std::string page = rules_reference();
  for (const Rule& rule : all_rules()) {
    const size_t row = page.find("| " + std::string(rule.code) + " | ");
    ASSERT_NE(row, std::string::npos) << rule.code;
    const std::string line = page.substr(row, page.find('\n', row) - row);
    EXPECT_GT(line.size(), rule.title.size() + rule.hint.size() + rule.source.size()) << rule.code;
  }
}

TEST(Pages, NameEveryVisibleFlagAndNoHiddenOne) {
  for (auto [command, flag] : whole_table()) {
    const std::string name = "--" + std::string(flag->name) + (flag->value.empty() ? "\n" : " ");
    EXPECT_EQ(full_help(*command).find(name) != std::string::npos, !flag->hidden) << name;
    EXPECT_EQ(cli_reference().find("`" + spelled(*flag) + "`") != std::string::npos, !flag->hidden) << name;
  }
  EXPECT_EQ(man_page().find("sort\\-memory"), std::string::npos);
}

}  // namespace
}  // namespace rsmf::app
