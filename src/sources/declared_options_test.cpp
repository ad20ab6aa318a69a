#include "sources/declared_options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/shared_options.hpp"
#include "sources/source.hpp"

namespace rsmf {
namespace {

using testing::HasSubstr;

std::string refusal(const SourceOptions& options) {
  auto checked = check_options(options);
  if (checked) return "";
  EXPECT_EQ(checked.error().kind, ErrorKind::usage);
  return checked.error().message;
}

TEST(DeclaredOptions, AreThoseOfTheFormatsEachOnce) {
  std::vector<std::string_view> names;
  for (const OptionSpec* option : declared_options()) names.push_back(option->name);
  EXPECT_EQ(names, (std::vector<std::string_view>{"timezone", "date-order", "me", "repair", "files"}));
  EXPECT_EQ(find_option("files"), &kFilesFolder);
  EXPECT_EQ(find_option("--files"), nullptr);
}

/// A format that declares a name anew would have a flag of its own beside that of the other.
TEST(DeclaredOptions, OneNameIsOneDeclaration) {
  for (const SourceFormat* format : all_formats())
    for (const OptionSpec* option : format->options)
      EXPECT_EQ(find_option(option->name), option) << format->id << " " << option->name;
}

TEST(DeclaredOptions, DeclarationsAreWhole) {
  for (const OptionSpec* option : declared_options()) {
    SCOPED_TRACE(std::string(option->name));
    EXPECT_EQ(option->name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_"), std::string_view::npos);
    EXPECT_FALSE(option->text.empty());
    EXPECT_EQ(option->placeholder.empty(), option->kind == OptionKind::on_off);
    EXPECT_EQ(option->choices.empty(), option->kind != OptionKind::choice);
    EXPECT_TRUE(option->fallback.empty() || option->check(option->fallback));
  }
}

TEST(DeclaredOptions, WhatNoFormatKnowsIsRefused) {
  EXPECT_EQ(refusal(SourceOptions().set("timezone", "Europe/Berlin").set("repair", "on").set("date-order", "mdy")), "");
  EXPECT_THAT(refusal(SourceOptions().set("date_order", "mdy")), HasSubstr("date_order"));
  EXPECT_THAT(refusal(SourceOptions().set("date-order", "often")),
              HasSubstr("date-order: 'often' is not one of auto, dmy"));
  EXPECT_THAT(refusal(SourceOptions().set("timezone", "Europe/Atlantis")), HasSubstr("timezone: "));
  EXPECT_THAT(refusal(SourceOptions().set("repair", "yes")), HasSubstr("repair: 'yes' is not one of on, off"));
  EXPECT_THAT(refusal(SourceOptions().set("files", "")), HasSubstr("files: the value is empty"));
}

TEST(DeclaredOptions, AValueIsTheStatedOneOrTheDefault) {
  SourceOptions options;
  EXPECT_EQ(kTimezone.value(options), "UTC");
  EXPECT_FALSE(kTimezone.stated(options));
  options.set("timezone", "UTC");
  EXPECT_TRUE(kTimezone.stated(options));
  const OptionSpec limit{.name = "limit", .kind = OptionKind::number, .placeholder = "N", .fallback = "7"};
  EXPECT_EQ(limit.number(options), 7u);
  EXPECT_EQ(limit.number(SourceOptions().set("limit", "18446744073709551615")), UINT64_MAX);
  EXPECT_FALSE(limit.check("18446744073709551616"));
  EXPECT_FALSE(limit.check("-1"));
  EXPECT_FALSE(limit.check("1k"));
}

}  // namespace
}  // namespace rsmf
