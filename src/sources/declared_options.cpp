#include "sources/declared_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <vector>

#include "sources/source.hpp"

namespace rsmf {
namespace {

int rank_of(const OptionSpec& option) {
  if (option.kind == OptionKind::zone) return 0;
  return option.kind == OptionKind::folder ? 2 : 1;
}

std::vector<const OptionSpec*> gather() {
  std::vector<const OptionSpec*> options;
  for (const SourceFormat* format : all_formats())
    options.insert(options.end(), format->options.begin(), format->options.end());
  std::ranges::sort(options, {}, [](const OptionSpec* o) { return std::tuple(rank_of(*o), o->name); });
  const auto repeated = std::ranges::unique(options);
  options.erase(repeated.begin(), repeated.end());
  return options;
}

}  // namespace

std::span<const OptionSpec* const> declared_options() {
  static const std::vector<const OptionSpec*> options = gather();
  return options;
}

const OptionSpec* find_option(std::string_view name) {
  for (const OptionSpec* option : declared_options())
    if (option->name == name) return option;
  return nullptr;
}

Result<void> check_options(const SourceOptions& options) {
  for (const auto& [name, value] : options.values) {
    const OptionSpec* option = find_option(name);
    if (!option) return fail(ErrorKind::usage, fmt::format("no format has an option '{}'", name));
    if (auto checked = option->check(value); !checked)
      return fail(ErrorKind::usage, fmt::format("option {}: {}", name, checked.error().message));
  }
  return {};
}

}  // namespace rsmf
