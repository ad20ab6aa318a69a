#include "app/command_line.hpp"

#include <gtest/gtest.h>

namespace rsmf::app {
namespace {

using Words = std::vector<std::string>;

Config accepted(const Words& words) {
  auto line = read_command_line(words);
  EXPECT_TRUE(line) << line.error().message;
  if (!line || !line->command) return {};
  auto config = resolve(*line);
  EXPECT_TRUE(config) << config.error().message;
  return config ? *config : Config{};
}

std::string refused(const Words& words) {
  auto line = read_command_line(words);
  if (!line) {
    EXPECT_EQ(line.error().kind, ErrorKind::usage);
    return line.error().message;
  }
  auto config = resolve(*line);
  EXPECT_FALSE(config);
  if (config) return "";
  EXPECT_EQ(config.error().kind, ErrorKind::usage);
  return config.error().message;
}

TEST(CommandLine, ValuesInEveryForm) {
  for (const Words& words : {Words{"convert", "in", "--output", "out"}, Words{"convert", "in", "--output=out"},
                             Words{"convert", "-o", "out", "in"}, Words{"convert", "-oout", "in"},
                             Words{"convert", "-o=out", "in"}, Words{"convert", "-qo", "out", "in"}}) {
    const Config config = accepted(words);
    EXPECT_EQ(config.convert.output, "out") << words[1];
    EXPECT_EQ(config.arguments, Words{"in"}) << words[1];
  }
}

TEST(CommandLine, ArgumentsAndFlagsMix) {
  const Config config = accepted({"convert", "a", "--strict", "b", "-o", "out", "--", "--c", "-", "--"});
  EXPECT_TRUE(config.strict);
  EXPECT_EQ(config.arguments, (Words{"a", "b", "--c", "-", "--"}));
}

TEST(CommandLine, AValueMayHoldAnything) {
  EXPECT_EQ(accepted({"convert", "a", "--me=--Anna = Bo"}).convert.source.values["me"], "--Anna = Bo");
  EXPECT_EQ(accepted({"convert", "a", "--custodian", "-"}).convert.encode.custodian, "-");
}

TEST(CommandLine, RepeatedFlags) {
  const Config config = accepted({"convert", "a", "--conversation", "x", "-q", "--conversation=y", "-q"});
  EXPECT_EQ(config.convert.filter.conversations, (Words{"x", "y"}));
  EXPECT_TRUE(config.quiet);
  EXPECT_EQ(refused({"convert", "a", "--slice", "day", "--slice", "hour"}), "--slice is given twice");
}

TEST(CommandLine, ChoicesStandInTheOrderOfTheirEnumeration) {
  auto unit = [](const char* word) { return accepted({"convert", "a", "--slice", word}).convert.slice.unit; };
  EXPECT_EQ(unit("none"), SliceUnit::none);
  EXPECT_EQ(unit("hour"), SliceUnit::hour);
  EXPECT_EQ(unit("day"), SliceUnit::day);
  EXPECT_EQ(unit("week"), SliceUnit::week);
  EXPECT_EQ(unit("month"), SliceUnit::month);
  auto links = [](const char* word) { return accepted({"convert", "a", "--links", word}).convert.slice.links; };
  EXPECT_EQ(links("detach"), LinkPolicy::detach);
  EXPECT_EQ(links("context"), LinkPolicy::context);
  EXPECT_EQ(links("anchor"), LinkPolicy::anchor);
  auto packed = [](const char* word) {
    return accepted({"convert", "a", "--compression", word}).convert.encode.compression;
  };
  EXPECT_EQ(packed("store"), Compression::store);
  EXPECT_EQ(packed("fast"), Compression::fast);
  EXPECT_EQ(packed("small"), Compression::small);
  EXPECT_EQ(packed("smallest"), Compression::smallest);
  const Config c = accepted({"convert", "a", "--rsmf-version=1.0.0", "--missing-attachments=placeholder",
                             "--participants=speakers", "--progress=json"});
  EXPECT_EQ(c.convert.encode.version, RsmfVersion::v1_0_0);
  EXPECT_EQ(c.convert.encode.missing, MissingAttachments::placeholder);
  EXPECT_EQ(c.convert.slice.participants, ParticipantScope::speakers);
  EXPECT_EQ(c.progress, ProgressMode::json);
  EXPECT_EQ(accepted({"convert", "a", "--rsmf-version=2.0.0"}).convert.encode.version, RsmfVersion::v2_0_0);
  EXPECT_EQ(accepted({"convert", "a", "--progress=none"}).progress, ProgressMode::none);
}

TEST(CommandLine, OtherFlagsReachTheirOption) {
  const Config c = accepted({"convert",
                             "a",
                             "--timezone",
                             "Europe/Berlin",
                             "--files",
                             "dir",
                             "--date-order",
                             "dmy",
                             "--no-excerpts",
                             "--max-findings",
                             "0",
                             "--max-events=5k",
                             "--max-bytes",
                             "1MiB",
                             "--overwrite",
                             "-n",
                             "--ignore-free-space",
                             "--temp-dir",
                             "tmp",
                             "--provenance",
                             "--from",
                             "2024-03-01",
                             "--to",
                             "2024-03-01",
                             "--frame-bytes",
                             "64",
                             "--force-sort",
                             "--sort-memory",
                             "1M",
                             "--slice-timezone",
                             "Asia/Tokyo",
                             "--participant",
                             "p"});
  const std::map<std::string, std::string, std::less<>> stated{
      {"timezone", "Europe/Berlin"}, {"files", "dir"}, {"date-order", "dmy"}};
  EXPECT_EQ(c.convert.source.values, stated);
  EXPECT_FALSE(c.convert.excerpts);
  EXPECT_EQ(c.convert.max_findings, 0u);
  EXPECT_EQ(c.convert.slice.max_events, 5000u);
  EXPECT_EQ(c.convert.slice.max_bytes, 1u << 20);
  EXPECT_TRUE(c.convert.overwrite && c.convert.dry_run && c.convert.ignore_free_space && c.convert.force_sort);
  EXPECT_EQ(c.convert.temp_dir, "tmp");
  EXPECT_TRUE(c.convert.encode.provenance);
  EXPECT_EQ(c.convert.filter.to - c.convert.filter.from, 86'400 * kSecond);
  EXPECT_EQ(c.convert.source.frame_bytes, 64u);
  EXPECT_EQ(c.convert.sort_memory, 1'000'000u);
  EXPECT_EQ(c.convert.slice.timezone, "Asia/Tokyo");
  EXPECT_EQ(c.convert.filter.participants, Words{"p"});
}

TEST(CommandLine, HelpAndVersionAnywhere) {
  EXPECT_EQ(read_command_line(Words{"-h"})->help, HelpWish::brief);
  EXPECT_EQ(read_command_line(Words{"--help"})->help, HelpWish::full);
  auto line = read_command_line(Words{"convert", "a", "-h", "--help"});
  EXPECT_EQ(line->help, HelpWish::full);
  EXPECT_EQ(line->command->name, "convert");
  EXPECT_TRUE(read_command_line(Words{"--version"})->version);
  EXPECT_TRUE(read_command_line(Words{"-V"})->version);
  EXPECT_EQ(read_command_line(Words{})->command, nullptr);
}

TEST(CommandLine, Refusals) {
  EXPECT_EQ(refused({"convert", "a", "--ouput", "x"}), "convert has no flag --ouput; did you mean --output?");
  EXPECT_EQ(refused({"convert", "a", "--zebra"}), "convert has no flag --zebra; see rsmf convert -h");
  EXPECT_EQ(refused({"inspect", "a", "--links=detach"}), "inspect has no flag --links; rsmf convert has");
  EXPECT_EQ(refused({"convert", "a", "-z"}), "convert has no flag -z; see rsmf convert -h");
  EXPECT_EQ(refused({"convert", "a", "-o"}), "-o needs a value (FOLDER)");
  EXPECT_EQ(refused({"convert", "a", "--from", "--to"}), "--from needs a value (TIME)");
  EXPECT_EQ(refused({"convert", "a", "-q=1"}), "-q takes no value");
  EXPECT_EQ(refused({"convert", "a", "--quiet="}), "--quiet takes no value");
  EXPECT_EQ(refused({"convert", "a", "--output="}), "--output: the value is empty");
  EXPECT_EQ(refused({"convert", "a", "-o="}), "--output: the value is empty");
  EXPECT_EQ(refused({"convert", "a", "--max-events", "0"}), "--max-events: must be at least 1");
  EXPECT_EQ(refused({"convert", ""}), "convert: an argument is empty");
  EXPECT_EQ(refused({"help", "convert", "inspect"}), "help: unexpected 'inspect'");
  EXPECT_EQ(refused({"cnovert"}), "no command 'cnovert'; did you mean convert?");
}

/// Whatever the words are, the answer is a configuration or a message of one line; nothing hangs or crashes.
TEST(CommandLine, SurvivesOddWords) {
  const Words odd = {"",     "-", "--", "-=",       "--=", "--=x", "---",    "-\xff",
                     "--\n", "=", "-o", "--output", "-qq", "-hV",  "convert"};
  for (const std::string& a : odd) {
    for (const std::string& b : odd) {
      auto line = read_command_line(Words{"convert", a, b});
      if (!line) {
        EXPECT_FALSE(line.error().message.empty());
      } else if (line->help == HelpWish::none && !line->version) {
        resolve(*line);
      }
    }
  }
}

}  // namespace
}  // namespace rsmf::app
