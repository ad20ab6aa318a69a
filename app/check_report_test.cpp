#include "app/check_report.hpp"

#include <gtest/gtest.h>

#include "app/console.hpp"

namespace rsmf::app {
namespace {

Validation sound() {
  Validation v;
  v.file = "out/a b/2024-03-01.rsmf";
  v.version = "2.0.0";
  v.participants = 2;
  v.conversations = 1;
  v.events = 12;
  v.first = 0;
  v.bytes = 4000;
  v.manifest_bytes = 3000;
  return v;
}

Validation failed() {
  Validation v = sound();
  v.verdict = Verdict::failed;
  v.errors = 8;
  v.warnings = 1;
  v.infos = 1;
  v.counts = {{RuleId::attachment_missing, 1}, {RuleId::event_twice, 8}, {RuleId::participant_unused, 1}};
  v.findings = {
      {RuleId::attachment_missing, {.pointer = "/events/3/attachments/0/id", .line = 9, .column = 4}, "no x.jpg"},
      {RuleId::participant_unused, {.entry = "rsmf_manifest.json", .pointer = "/participants/7"}, ""},
      {RuleId::event_twice,
       {.entry = "rsmf_manifest.json", .pointer = "/events/5", .line = 1, .column = 77, .offset = 76},
       "id \"e1\" is also that of /events/2"},
      {RuleId::event_twice, {.entry = "rsmf_manifest.json"}, ""}};
  return v;
}

/// Names and texts as an enemy would choose them.
Validation hostile() {
  Validation v;
  v.file = "=cmd|' /C calc'!A0/\x1b[31m\"a\"\n<b>&]]>\xff\xef\xbf\xbe.rsmf";
  v.verdict = Verdict::passed_with_warnings;
  v.warnings = 1;
  v.counts = {{RuleId::entry_unreferenced, 1}};
  v.findings = {{RuleId::entry_unreferenced, {.entry = "@SUM(1)\r\n,\"x\"]]></failure>"}, "+1\x01\x07]]>\xc3"}};
  return v;
}

std::string whole(CheckReport& report, std::initializer_list<Validation> files) {
  std::string text = report.head();
  for (const Validation& v : files) text += report.file(v);
  return text + report.tail();
}

TEST(CheckReportText, SaysNothingOfGoodFilesAndGroupsTheFindingsOfOthers) {
  const Console console;
  EXPECT_EQ(whole(*text_report({}, console), {sound(), failed()}),
            "out/a b/2024-03-01.rsmf: failed: 8 errors, 1 warning\n"
            "  error R082: two events have the same id\n"
            "    rsmf_manifest.json:1:77 (/events/5): id \"e1\" is also that of /events/2\n"
            "    rsmf_manifest.json\n"
            "    and 6 more\n"
            "    -> make ids unique in the whole manifest, also across conversations\n"
            "  warning R034: file of an attachment is not in the zip\n"
            "    line 9:4 (/events/3/attachments/0/id): no x.jpg\n"
            "    -> add it under the name that the attachment's id gives, or leave the attachment out\n\n");
}

TEST(CheckReportText, TellsAHintOnceInARun) {
  const Console console;
  const std::string text = whole(*text_report({}, console), {failed(), failed()});
  const size_t first = text.find("-> make ids unique");
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(text.find("-> make ids unique", first + 1), std::string::npos);
}

TEST(CheckReportText, ListsNotesWhenAsked) {
  const Console console;
  CheckConfig config;
  config.notes = true;
  const std::string text = whole(*text_report(config, console), {failed()});
  EXPECT_NE(text.find("8 errors, 1 warning, 1 note\n"), std::string::npos) << text;
  EXPECT_NE(text.find("  info R107: participant is never mentioned\n    rsmf_manifest.json (/participants/7)\n"),
            std::string::npos);
  config.only_summary = true;
  EXPECT_EQ(whole(*text_report(config, console), {failed()}), "");
}

TEST(CheckReportText, LetsNoControlCharacterThrough) {
  const Console console;
  const std::string text = whole(*text_report({}, console), {hostile()});
  for (char c : text) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20) << text;
  EXPECT_NE(text.find("\\x1B[31m\"a\"\\x0A<b>&]]>\\xFF"), std::string::npos) << text;
}

TEST(CheckReportText, SaysWhyAFileCouldNotBeRead) {
  Validation v;
  v.file = "gone.rsmf";
  v.verdict = Verdict::failed;
  v.error = "cannot open gone.rsmf: Permission denied";
  const Console console;
  EXPECT_EQ(whole(*text_report({}, console), {v}),
            "gone.rsmf: could not be read\n  cannot open gone.rsmf: Permission denied\n\n");
}

TEST(CheckReportJson, OneObjectALine) {
  EXPECT_EQ(whole(*json_report({}), {sound()}),
            R"({"file":"out/a b/2024-03-01.rsmf","verdict":"passed","profile":"relativity","version":"2.0.0",)"
            R"("errors":0,"warnings":0,"infos":0,"participants":2,"conversations":1,"events":12,"attachments":0,)"
            R"("first":"1970-01-01T00:00:00Z","bytes":4000,"manifest_bytes":3000,"rules":{},"findings":[]})"
            "\n");
  const std::string text = whole(*json_report({}), {failed()});
  EXPECT_NE(text.find(R"("rules":{"R034":1,"R082":8,"R107":1})"), std::string::npos) << text;
  EXPECT_NE(
      text.find(R"({"code":"R082","severity":"error","layer":"meaning","title":"two events have the same id",)"
                R"("message":"id \"e1\" is also that of /events/2",)"
                R"("hint":"make ids unique in the whole manifest, also across conversations",)"
                R"("source":"schemas; ManifestDuplicateId; observed with Relativity","entry":"rsmf_manifest.json",)"
                R"("pointer":"/events/5","line":1,"column":77,"offset":76})"),
      std::string::npos)
      << text;
}

TEST(CheckReportJson, StaysOnOneLineAndUtf8WhateverTheNames) {
  const std::string text = whole(*json_report({}), {hostile()});
  EXPECT_EQ(text.find('\n'), text.size() - 1);
  EXPECT_NE(text.find(R"(\u001b[31m\"a\"\u000a<b>&]]>)"), std::string::npos) << text;
  EXPECT_EQ(text.find('\xff'), std::string::npos);
  EXPECT_NE(text.find(R"("entry":"@SUM(1)\u000d\u000a,\"x\"]]></failure>")"), std::string::npos);
}

TEST(CheckReportCsv, OneRowForEachFinding) {
  const std::string head = "file,verdict,severity,code,layer,entry,pointer,line,column,offset,title,message,hint\r\n";
  EXPECT_EQ(whole(*csv_report({}), {sound()}), head);
  const std::string text = whole(*csv_report({}), {failed()});
  EXPECT_NE(text.find("\r\nout/a b/2024-03-01.rsmf,failed,error,R082,meaning,rsmf_manifest.json,/events/5,1,77,76,"
                      "two events have the same id,\"id \"\"e1\"\" is also that of /events/2\",\"make ids unique in "
                      "the whole manifest, also across "
                      "conversations\"\r\n"),
            std::string::npos)
      << text;
  EXPECT_EQ(std::ranges::count(text, '\n'), 5);
}

TEST(CheckReportCsv, HoldsNoFormulaAndNoBrokenRow) {
  const std::string text = whole(*csv_report({}), {hostile()});
  EXPECT_EQ(std::ranges::count(text, '\n'), 2);
  EXPECT_NE(text.find("\r\n\"'=cmd|' /C calc'!A0/\\x1B[31m\"\"a\"\"\\x0A<b>&]]>\\xFF"), std::string::npos) << text;
  EXPECT_NE(text.find(",\"'@SUM(1)\\x0D\\x0A,\"\"x\"\"]]></failure>\","), std::string::npos) << text;
  EXPECT_NE(text.find(",'+1\\x01\\x07]]>\\xC3,"), std::string::npos) << text;
}

TEST(CheckReportJunit, OneCaseForEachFile) {
  CheckConfig config;
  Validation unreadable;
  unreadable.file = "x.rsmf";
  unreadable.verdict = Verdict::failed;
  unreadable.error = "cannot open x.rsmf: \"why\"";
  Validation warned = hostile();
  warned.file = "w.rsmf";
  warned.findings[0] = {RuleId::attachment_missing, {}, ""};
  EXPECT_EQ(whole(*junit_report(config), {sound(), failed(), unreadable, warned}),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<testsuites tests=\"4\" failures=\"1\" errors=\"1\" time=\"0\">\n"
            "  <testsuite name=\"rsmf validate\" tests=\"4\" failures=\"1\" errors=\"1\" time=\"0\" skipped=\"0\">\n"
            "    <testcase classname=\"out/a b\" name=\"2024-03-01.rsmf\" time=\"0\"/>\n"
            "    <testcase classname=\"out/a b\" name=\"2024-03-01.rsmf\" time=\"0\">\n"
            "      <failure message=\"8 errors, 1 warning\" type=\"failed\">"
            "warning R034: file of an attachment is not in the zip: line 9:4 (/events/3/attachments/0/id): no x.jpg\n"
            "error R082: two events have the same id: rsmf_manifest.json:1:77 (/events/5): id &quot;e1&quot; is also "
            "that of /events/2\n"
            "error R082: two events have the same id: rsmf_manifest.json\n"
            "</failure>\n"
            "    </testcase>\n"
            "    <testcase classname=\".\" name=\"x.rsmf\" time=\"0\">\n"
            "      <error message=\"cannot open x.rsmf: &quot;why&quot;\" type=\"unreadable\"/>\n"
            "    </testcase>\n"
            "    <testcase classname=\".\" name=\"w.rsmf\" time=\"0\">\n"
            "      <system-out>warning R034: file of an attachment is not in the zip\n</system-out>\n"
            "    </testcase>\n"
            "  </testsuite>\n"
            "</testsuites>\n");
}

TEST(CheckReportJunit, FailsOnWarningsWhenAskedAndEscapesEverything) {
  CheckConfig config;
  config.fail_on = Severity::warning;
  const std::string text = whole(*junit_report(config), {hostile()});
  EXPECT_NE(text.find("failures=\"1\""), std::string::npos);
  EXPECT_NE(text.find("name=\"\\x1B[31m&quot;a&quot;\\x0A&lt;b&gt;&amp;]]&gt;\\xFF\\xEF\\xBF\\xBE.rsmf\""),
            std::string::npos)
      << text;
  EXPECT_EQ(text.find("]]>"), std::string::npos);
  for (char c : text) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
}

TEST(CheckReportPlace, NamesWhatIsKnown) {
  auto place = [](Place p) { return place_text({RuleId::not_an_rsmf, std::move(p), ""}); };
  EXPECT_EQ(place({}), "");
  EXPECT_EQ(place({.line = 4}), "line 4");
  EXPECT_EQ(place({.line = 4, .column = 2, .offset = 9}), "line 4:2");
  EXPECT_EQ(place({.offset = 0}), "byte 0");
  EXPECT_EQ(place({.entry = "a.png", .offset = 12}), "a.png, byte 12");
  EXPECT_EQ(place({.pointer = "/version"}), "/version");
  EXPECT_EQ(place({.entry = "m.json", .pointer = "/a\nb"}), "m.json (/a\\x0Ab)");
}

}  // namespace
}  // namespace rsmf::app
