#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "base/time_zone.hpp"
#include "sources/source.hpp"
#include "sources/whatsapp/marks.hpp"
#include "sources/whatsapp/phrase_book.hpp"
#include "sources/whatsapp/whatsapp_findings.hpp"
#include "support/batch_transcript.hpp"
#include "support/memory_container.hpp"
#include "support/source_exercise.hpp"

namespace rsmf {
extern const SourceFormat whatsapp_format;
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::Not;

Transcript read(std::string text, const SourceOptions& options = {}, std::string name = "chat.txt") {
  MemoryContainer container(Container::Kind::file, name, {{name, std::move(text)}}, 7);
  return transcribe(whatsapp_format, container, options);
}

Transcript read_fixture(const std::string& name, const SourceOptions& options = {}) {
  auto container =
      open_container(real_file_system(), std::string(RSMF_SOURCE_DIR) + "/src/sources/whatsapp/fixtures/" + name);
  EXPECT_TRUE(container) << container.error().message;
  return transcribe(whatsapp_format, **container, options);
}

SourceOptions in_zone(const char* zone) {
  SourceOptions options;
  options.set("timezone", zone);
  return options;
}

TEST(WhatsApp, AndroidGroupWithAllThatItHolds) {
  Transcript t = read_fixture("WhatsApp Chat with Harbour crew.txt");
  EXPECT_THAT(
      t.events,
      ElementsAre(
          "2023-09-28T08:15:00Z disclaimer -: Messages and calls are end-to-end encrypted. No one outside of this "
          "chat, "
          "not even WhatsApp, can read or listen to them. Tap to learn more. {System event=encryption notice}",
          "2023-09-28T08:15:00Z disclaimer Ines Dorn: Ines Dorn created group \"Harbour: crew\" {System event=group "
          "created}",
          "2023-09-28T08:16:00Z join Tom Ridge: Ines Dorn added Tom Ridge, +44 7700 900123 and Lee {System "
          "event=added; "
          "Added by=Ines Dorn}",
          "2023-09-28T08:16:00Z join +44 7700 900123: Ines Dorn added Tom Ridge, +44 7700 900123 and Lee {System "
          "event=added; Added by=Ines Dorn}",
          "2023-09-28T08:16:00Z join Lee: Ines Dorn added Tom Ridge, +44 7700 900123 and Lee {System event=added; "
          "Added "
          "by=Ines Dorn}",
          "2023-09-28T08:20:00Z message Tom Ridge: Morning! Two things:\\n1) the north gate\\n2) 9/28/23, 7:00 AM - "
          "that "
          "is no header, the year is right but read on",
          "2023-09-28T08:21:00Z message +44 7700 900123: <Media omitted> {Media omitted=media}",
          "2023-09-28T08:22:00Z message Lee: the gate, from the north {file IMG-20230928-WA0003.jpg missing}",
          "2023-09-28T08:23:00Z message Ines Dorn: Thanks. {edited by Ines Dorn}",
          "2023-09-28T08:24:00Z message Tom Ridge:  {deleted; Deleted mark=This message was deleted}",
          "2023-09-28T08:25:00Z message Ines Dorn: POLL:\\nWho has the key?\\nOPTION: Tom (2 votes)\\nOPTION: Lee (0 "
          "votes)\\n {Poll=Who has the key?; Poll option=Tom (2 votes); Poll option=Lee (0 votes)}",
          "2023-09-28T08:26:00Z message Lee: location: https://maps.google.com/?q=51.5007,-0.1246 {Latitude=51.5007; "
          "Longitude=-0.1246}",
          "2023-09-28T08:27:00Z disclaimer Ines Dorn: Ines Dorn changed the subject from \"Harbour: crew\" to "
          "\"Harbour "
          "crew\" {System event=subject changed}",
          "2023-09-28T08:28:00Z message Tom Ridge:  {file Ada Byron.vcf missing; Contact=Ada Byron}",
          "2023-09-28T08:29:00Z disclaimer -: Missed voice call {System event=call}",
          "2023-09-28T08:30:00Z leave Lee: Lee left {System event=left}",
          "2023-09-28T08:31:00Z leave Tom Ridge: Ines Dorn removed Tom Ridge {System event=removed; Removed by=Ines "
          "Dorn}",
          "2023-09-28T08:32:00Z disclaimer -: Ines Dorn waved at the moon {System event=unrecognised}",
          "2023-09-28T08:33:00Z message Ines Dorn: null {Content=not in the export (view once, or not supported)}"));
  EXPECT_THAT(t.conversations, ElementsAre("channel Harbour crew"));
  EXPECT_THAT(t.members, ElementsAre("2023-09-28T08:16:00Z + Tom Ridge", "2023-09-28T08:16:00Z + +44 7700 900123",
                                     "2023-09-28T08:16:00Z + Lee", "2023-09-28T08:30:00Z - Lee",
                                     "2023-09-28T08:31:00Z - Tom Ridge"));
  EXPECT_THAT(t.findings, Contains("WA-015"));
  EXPECT_EQ(t.grouping, Grouping::by_conversation_in_time);
}

TEST(WhatsApp, IosGroupWithMarksMediaAndGapsOfTime) {
  SourceOptions options = in_zone("Europe/Berlin");
  options.set("me", "jule brandt");
  Transcript t = read_fixture("ios_de", options);
  EXPECT_THAT(
      t.events,
      ElementsAre(
          "2024-03-01T17:02:11Z disclaimer -: Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt. {System "
          "event=encryption notice}",
          "2024-03-01T17:02:11Z disclaimer Jule Brandt: Jule Brandt hat diese Gruppe erstellt. {System event=group "
          "created}",
          "2024-03-01T17:02:12Z join Oskar P.: Jule Brandt hat Oskar P. und ~\u202FMina hinzugefügt. {System "
          "event=added; Added by=Jule Brandt}",
          "2024-03-01T17:02:12Z join ~ Mina: Jule Brandt hat Oskar P. und ~\u202FMina hinzugefügt. {System "
          "event=added; "
          "Added by=Jule Brandt}",
          "2024-03-01T17:03:00Z message Jule Brandt: Hallo zusammen: Samstag?\\nTreffpunkt wie immer. {outgoing}",
          "2024-03-01T17:04:40Z message Oskar P.: Der Weg {incoming; file 00000005-PHOTO-2024-03-01-18-04-40.jpg 23}",
          "2024-03-01T17:05:01Z message ~ Mina:  {incoming; file 00000006-AUDIO-2024-03-01-18-05-01.opus missing}",
          "2024-03-01T17:06:00Z message ~ Mina: Ich komme. {incoming; edited by ~ Mina}",
          "2024-03-01T17:07:00Z message Oskar P.:  {deleted; incoming; Deleted mark=Diese Nachricht wurde gelöscht.}",
          "2024-03-01T17:07:30Z message Oskar P.: Diese Nachricht wurde gelöscht. Sagt man so? {incoming}",
          "2024-03-01T17:08:00Z message Jule Brandt: \u200EBild weggelassen {outgoing; Media omitted=image}",
          "2024-03-01T17:09:00Z message Oskar P.: [01.03.24, 18:03] fehlt hier nicht etwas? {incoming}",
          "2024-03-31T01:30:00Z message Jule Brandt: diese Uhrzeit gibt es in Berlin nicht {outgoing; Local "
          "time=31.03.24, 02:30:00; Local time is=nonexistent}",
          "2024-10-27T00:30:00Z message Oskar P.: diese gibt es zweimal {incoming; Local time=27.10.24, 02:30:00; "
          "Local "
          "time is=ambiguous}",
          "2024-10-27T08:00:00Z leave Oskar P.: Oskar P. hat die Gruppe verlassen. {System event=left}"));
  EXPECT_THAT(t.conversations, ElementsAre("channel Wanderfreunde, custodian Jule Brandt"));
  EXPECT_THAT(t.findings, IsSupersetOf({"WA-007", "WA-008"}));
  EXPECT_THAT(t.findings, Not(Contains("WA-005")));
}

TEST(WhatsApp, OtherLanguagesClocksAndDigits) {
  EXPECT_EQ(read_fixture("es_12h.txt").text(),
            "2023-12-31T23:58:00Z disclaimer -: Los mensajes y las llamadas están cifrados de extremo a extremo. Nadie "
            "fuera de este chat puede leerlos. {System event=encryption notice}\n"
            "2023-12-31T23:58:00Z disclaimer Marta Gil: Marta Gil creó el grupo \"Nochevieja\" {System event=group "
            "created}\n"
            "2023-12-31T23:59:00Z join Iker: Marta Gil añadió a Iker {System event=added; Added by=Marta Gil}\n"
            "2024-01-01T00:00:00Z message Marta Gil: ¡Feliz año!\n"
            "2024-01-01T00:08:00Z message Iker: <Multimedia omitido> {Media omitted=media}\n"
            "2024-01-01T12:30:00Z message Iker:  {deleted; Deleted mark=Se eliminó este mensaje}\n"
            "2024-01-01T12:31:00Z message Iker: salió del grupo la foto: mira\n"
            "2024-01-01T12:32:00Z leave Iker: Iker salió del grupo {System event=left}\n");
  EXPECT_THAT(read_fixture("fi_dots.txt").events,
              ElementsAre(HasSubstr("encryption"), "2023-02-05T09:06:00Z message Aino: Huomenta",
                          "2023-02-05T09:07:00Z message Eero: <Media jätettiin pois> {Media omitted=media}",
                          "2023-02-14T17:45:00Z message Aino:  {deleted; Deleted mark=Tämä viesti poistettiin}"));
  EXPECT_THAT(read_fixture("ko_period.txt").events,
              ElementsAre(HasSubstr("encryption"), "2024-05-07T15:20:00Z message 하린: 안녕",
                          "2024-05-07T00:05:00Z message 도윤: <미디어 파일 제외됨> {Media omitted=media}",
                          "2024-05-08T09:00:00Z leave 도윤: 도윤님이 나갔습니다. {System event=left}"));
  EXPECT_THAT(read_fixture("ar_digits.txt").events,
              ElementsAre(HasSubstr("encryption"), "2022-11-28T21:16:00Z message سامي: مرحبا",
                          "2022-11-29T08:00:00Z message ليلى: <تم استبعاد الوسائط> {Media omitted=media}"));
  Transcript thai = read_fixture("th_buddhist.txt");
  EXPECT_THAT(thai.events,
              ElementsAre("2024-01-31T20:15:00Z message Nok: สวัสดี", "2024-02-01T08:00:00Z message Chai: ok"));
  EXPECT_THAT(thai.findings, Contains("WA-019"));
}

TEST(WhatsApp, DamageCostsOnlyItself) {
  Transcript t = read_fixture("damaged.txt");
  EXPECT_EQ(t.text(),
            "2021-02-01T10:00:00Z message Ann: one\n"
            "2021-02-13T10:01:00Z message Bob: two\\n45/2/2021, 10:02 - Eve: this date does not exist\n"
            "2021-02-01T10:03:00Z message Bob: earlier than the one before\n"
            "2021-02-14T10:04:00Z message Ann: bad \uFFFD byte and \uFFFD NUL\n");
  EXPECT_THAT(t.findings, IsSupersetOf({"WA-006", "WA-009", "WA-010", "WA-012", "WA-013", "WA-021"}));
  EXPECT_EQ(t.tally.records, 5u);
  EXPECT_EQ(t.tally.dropped, 1u);
  EXPECT_EQ(t.grouping, Grouping::none);
}

TEST(WhatsApp, OptionsThatContradictTheFileAreReported) {
  SourceOptions options;
  options.set("me", "Zoe").set("date-order", "mdy");
  EXPECT_THAT(read_fixture("damaged.txt", options).findings, IsSupersetOf({"WA-003", "WA-016"}));
  EXPECT_THAT(read("1/1/21, 10:00 - A: x\n", in_zone("Europe/Atlantis")).error, HasSubstr("Atlantis"));
}

TEST(WhatsApp, DateOrderIsDecidedFromTheWholeFile) {
  auto first = [](const std::string& text) { return read(text).events.at(0).substr(0, 10); };
  // (1) A field over 12.
  EXPECT_EQ(first("1/2/21, 10:00 - A: x\n1/13/21, 10:00 - A: x\n"), "2021-01-02");
  EXPECT_EQ(first("1/2/21, 10:00 - A: x\n13/2/21, 10:00 - A: x\n"), "2021-02-01");
  EXPECT_EQ(first("15-01-20, 10:00 - A: x\n30-05-20, 10:00 - A: x\n"), "2020-01-15");
  EXPECT_EQ(first("2021/1/2 10:00 - A: x\n2021/1/3 10:00 - A: x\n"), "2021-01-02");
  // (2) The day runs faster than the month.
  EXPECT_EQ(first("5/1/21, 10:00 - A: x\n5/2/21, 10:00 - A: x\n5/3/21, 10:00 - A: x\n"), "2021-05-01");
  EXPECT_EQ(first("1/5/21, 10:00 - A: x\n2/5/21, 10:00 - A: x\n3/5/21, 10:00 - A: x\n"), "2021-05-01");
  // (3) Fewest jumps back: the fields change equally often.
  EXPECT_EQ(first("1/2/21, 10:00 - A: x\n2/1/21, 11:00 - A: x\n3/4/21, 11:00 - A: x\n4/3/21, 12:00 - A: x\n").size(),
            10u);
  // Names of media files.
  EXPECT_EQ(first("02/11/2020, 9:47 pm - A: x\n02/11/2020, 9:49 pm - B: IMG-20201102-WA0001.jpg (file attached)\n"),
            "2020-11-02");
  // (4) Ties.
  Transcript tie = read("02/03/20, 9:47 PM - A: x\n");
  EXPECT_EQ(tie.events.at(0).substr(0, 10), "2020-02-03");
  EXPECT_THAT(tie.findings, Contains("WA-002"));
  EXPECT_EQ(first("02/03/20, 21:47 - A: x\n"), "2020-03-02");
  EXPECT_EQ(first("02.03.20, 21:47 - A: x\n"), "2020-03-02");
  Transcript sure = read("1/2/21, 10:00 - A: x\n13/2/21, 10:00 - A: x\n");
  EXPECT_THAT(sure.findings, Contains("WA-001"));
  EXPECT_THAT(sure.messages, HasSubstr("day/month/year; this is certain"));
  SourceOptions stated;
  stated.set("date-order", "mdy");
  EXPECT_EQ(read("02/03/20, 21:47 - A: x\n", stated).events.at(0).substr(0, 10), "2020-02-03");
}

TEST(WhatsApp, OneTemplateIsLockedPerFile) {
  Transcript t = read(
      "[04.01.18, 11:53:57] A: one\n[1.2.2019, 00:00:00] B: pasted\n2/11/19, 14:48 - C: pasted\n"
      "[05.01.18, 11:53:57] B: two\n");
  EXPECT_THAT(t.events, ElementsAre("2018-01-04T11:53:57Z message A: one\\n[1.2.2019, 00:00:00] B: pasted\\n2/11/19, "
                                    "14:48 - C: pasted",
                                    "2018-01-05T11:53:57Z message B: two"));
  EXPECT_THAT(t.findings, Contains("WA-004"));
  // A forwarded chat may have more lines than the file's own.
  std::string longer = "[04.01.18, 11:53:57] A: look:\n";
  for (int i = 10; i < 20; ++i) longer += "2/11/19, 14:" + std::to_string(i) + " - C: pasted\n";
  EXPECT_EQ(read(longer + "[05.01.18, 11:53:57] B: two\n").events.size(), 2u);
  // But not twenty times as many.
  std::string wrong = "[04.01.18, 11:53:57] a note in another form\n";
  for (int i = 10; i < 60; ++i) wrong += "2/11/19, 14:" + std::to_string(i) + " - C: text\n";
  Transcript second = read(wrong);
  EXPECT_EQ(second.events.size(), 50u);
  EXPECT_THAT(second.findings, Contains("WA-010"));
}

TEST(WhatsApp, HeadersOfManyPhones) {
  for (const char* header : {"[30/01/19, 20:49:00] ",
                             "[30/01/19 20:49] ",
                             "30/01/19, 20:49 - ",
                             "30/01/19 20:49 - ",
                             "30/01/19, 20:49 – ",
                             "30.1.2019, 20.49 - ",
                             "30.01.19, 20.49.00 - ",
                             "2019. 1. 30. 20:49 - ",
                             "2019. 1. 30. 오후 8:49 - ",
                             "2019/1/30 下午8:49 - ",
                             "30/01/2019 à 20:49 - ",
                             "30.01.2019 um 20:49 - ",
                             "30/1/19, 8:49 p.\u00A0m. - ",
                             "1/30/19, 8:49\u202FPM - ",
                             "[1/30/19, 8:49:00\u202FPM] ",
                             "\u200E[30/01/19, 20:49:00] ",
                             "2019-01-30, 20:49 - ",
                             "2019-01-30 20:49:00: ",
                             "\uFEFF30/01/19, 20:49 - ",
                             "30/1/19, 8:49 μ.μ. - ",
                             "2019. 01. 30. du. 8:49 - ",
                             "۳۰/۰۱/۲۰۱۹, ۲۰:۴۹ - ",
                             "३०/०१/२०१९, २०:४९ - ",
                             "30/1/2562 20:49 - ",
                             "30/1/62 20:49 - "}) {
    Transcript t = read(std::string(header) + "Ann: hello\n");
    EXPECT_THAT(t.events, ElementsAre("2019-01-30T20:49:00Z message Ann: hello")) << header;
  }
  for (const char* line : {"12/12/19: Departure\n", "1234\n", "30/01, 20:49 - A: x\n", "30/01/19 - A: x\n",
                           "30/01/19, 20:4 - A: x\n", "30/01/19, 2049 - A: x\n", "[30/01/19, 20:49 A: x\n"})
    EXPECT_THAT(read(line).findings, Contains("WA-017")) << line;
}

TEST(WhatsApp, AuthorsAndColons) {
  Transcript t = read(
      "1/2/21, 10:00 - A: B: c\n13/2/21, 10:01 - Q: why?: because\n13/2/21, 10:02 - A:\nbelow\n"
      "13/2/21, 10:03 - A:tight\n13/2/21, 10:04 - Q changed the subject from \"x: y\" to \"z\"\n"
      "13/2/21, 10:05 - A: Q left\n13/2/21, 10:06 - \u202A+49 151 1234567\u202C: hi\n");
  EXPECT_THAT(
      t.events,
      ElementsAre("2021-02-01T10:00:00Z message A: B: c", "2021-02-13T10:01:00Z message Q: why?: because",
                  "2021-02-13T10:02:00Z message A: \\nbelow", "2021-02-13T10:03:00Z message A: tight",
                  "2021-02-13T10:04:00Z disclaimer Q: Q changed the subject from \"x: y\" to \"z\" {System "
                  "event=subject changed}",
                  "2021-02-13T10:05:00Z message A: Q left", "2021-02-13T10:06:00Z message +49 151 1234567: hi"));
}

TEST(WhatsApp, ManyPersonsAreAddedAtOnce) {
  std::string text = "13/2/21, 10:00 - Ann added Person 0";
  for (int i = 1; i < 60; ++i) text += (i == 59 ? " and Person " : ", Person ") + std::to_string(i);
  Transcript t = read(text + "\n13/2/21, 10:01 - Ann: hi\n");
  EXPECT_EQ(t.events.size(), 61u);
  EXPECT_EQ(t.members.size(), 60u);
  EXPECT_EQ(t.tally.records + t.tally.split, 61u);
}

TEST(WhatsApp, MeIsWhoYouIs) {
  SourceOptions options;
  options.set("me", "+49 151 1234567");
  Transcript t = read(
      "13/2/21, 10:00 - You created group \"G\"\n13/2/21, 10:01 - You added Ann\n"
      "13/2/21, 10:02 - +49 151 123 4567: me\n13/2/21, 10:03 - Ann added you\n",
      options);
  EXPECT_THAT(
      t.events,
      ElementsAre(HasSubstr(" disclaimer +49 151 123 4567: You created"),
                  "2021-02-13T10:01:00Z join Ann: You added Ann {System event=added; Added by=+49 151 123 4567}",
                  "2021-02-13T10:02:00Z message +49 151 123 4567: me {outgoing}",
                  HasSubstr(" join +49 151 123 4567: Ann added you")));
  EXPECT_THAT(t.conversations, ElementsAre("channel G, custodian +49 151 123 4567"));
}

TEST(WhatsApp, DirectChatsAndNames) {
  EXPECT_THAT(read("13/2/21, 10:00 - B: x\n13/2/21, 10:01 - A: y\n").conversations, ElementsAre("direct A, B"));
  EXPECT_THAT(read("13/2/21, 10:00 - B: x\n", {}, "Conversa do WhatsApp com Bia.txt").conversations,
              ElementsAre("direct Bia"));
  MemoryContainer zip(Container::Kind::zip, "/in/WhatsApp Chat - Trip.zip",
                      {{"_chat.txt", "[13/02/21, 10:00:00] B: x\n"}, {"DOC.txt", "13/2/21, 10:00 - no: chat\n"}});
  EXPECT_THAT(transcribe(whatsapp_format, zip).conversations, ElementsAre("direct Trip"));
  MemoryContainer many(
      Container::Kind::folder, "/in",
      {{"a/_chat.txt", "[13/02/21, 10:00:00] B: x\n"}, {"b/_chat.txt", "[13/02/21, 10:00:00] B: y\n"}});
  EXPECT_EQ(transcribe(whatsapp_format, many).events.size(), 2u);
}

TEST(WhatsApp, Utf16IsConverted) {
  std::string text = "\xFF\xFE";
  for (char c : std::string("13/2/21, 10:00 - Ann: hi\n")) text += {c, '\0'};
  text += std::string("\x3D\xD8\x00\xDE", 4);  // U+1F600 on a line of its own
  Transcript t = read(text);
  EXPECT_THAT(t.events, ElementsAre("2021-02-13T10:00:00Z message Ann: hi\\n😀"));
  EXPECT_THAT(t.findings, Contains("WA-014"));
}

TEST(WhatsApp, RecordsOverTheLimitAreDropped) {
  std::string text = "13/2/21, 10:00 - Ann: one\n13/2/21, 10:01 - Ann: " + std::string(5000, 'x') + "\n" +
                     std::string(5000, 'y') + "\n13/2/21, 10:02 - Ann: two\n";
  for (uint64_t frame : {64, 1000, 100000}) {
    SourceOptions options;
    options.max_record_bytes = 1000;
    options.frame_bytes = frame;
    Transcript t = read(text, options);
    EXPECT_THAT(t.events, ElementsAre(HasSubstr("one"), HasSubstr("two"))) << frame;
    EXPECT_THAT(t.findings, Contains("WA-011")) << frame;
    EXPECT_THAT(t.messages, HasSubstr("The message has 10024 bytes")) << frame;
    EXPECT_EQ(t.tally.dropped, 1u);
  }
}

TEST(WhatsApp, ABrokenZipMemberGivesWhatIsReadable) {
  class Broken : public MemoryContainer {
   public:
    using MemoryContainer::MemoryContainer;
    Result<std::unique_ptr<ByteSource>> open(size_t entry) const override {
      class Stream : public ByteSource {
       public:
        explicit Stream(std::unique_ptr<ByteSource> inner) : inner_(std::move(inner)) {}
        Result<size_t> read(std::span<char> into) override {
          auto read = inner_->read(into);
          if (read && *read == 0) return fail(ErrorKind::format, "checksum is wrong");
          return read;
        }
        std::unique_ptr<ByteSource> inner_;
      };
      return std::make_unique<Stream>(std::move(*MemoryContainer::open(entry)));
    }
  };
  Broken broken(Container::Kind::zip, "/in/x.zip",
                {{"_chat.txt", "[13/02/21, 10:00:00] A: x\n[13/02/21, 10:00:01] A: y\n"}});
  Transcript t = transcribe(whatsapp_format, broken);
  EXPECT_EQ(t.events.size(), 2u);
  EXPECT_THAT(t.findings, Contains("WA-018"));
}

TEST(WhatsApp, MorePeopleThanCanBeCountedAreStillRead) {
  std::string text;
  for (int i = 0; i < 20'100; ++i) text += "13/2/21, 10:00 - N" + std::to_string(i) + ": x\n";
  Transcript t = read(text);
  EXPECT_EQ(t.events.size(), 20'100u);
  EXPECT_THAT(t.findings, Contains("WA-020"));
}

TEST(WhatsApp, AnyFrameSizeGivesTheSame) {
  for (const char* name :
       {"WhatsApp Chat with Harbour crew.txt", "ios_de", "es_12h.txt", "damaged.txt", "ar_digits.txt"}) {
    auto container =
        open_container(real_file_system(), std::string(RSMF_SOURCE_DIR) + "/src/sources/whatsapp/fixtures/" + name);
    ASSERT_TRUE(container);
    SourceExercise whole = exercise_source(whatsapp_format, **container, in_zone("Europe/Berlin"), true);
    EXPECT_EQ(whole.refused + whole.broken, "");
    for (uint64_t frame_bytes : {1, 2, 64, 100, 333}) {
      SourceOptions options = in_zone("Europe/Berlin");
      options.frame_bytes = frame_bytes;
      SourceExercise small = exercise_source(whatsapp_format, **container, options);
      EXPECT_EQ(small.refused + small.broken, "");
      EXPECT_EQ(small.digest, whole.digest) << name << " in frames of " << frame_bytes;
      EXPECT_GE(small.frames, frame_bytes <= 64 ? 2u : 1u);
    }
  }
}

TEST(WhatsApp, ProbeLooksAtTheContent) {
  auto probe = [](std::string text) {
    MemoryContainer container(Container::Kind::file, "x", {{"x", std::move(text)}});
    std::string why;
    return whatsapp_format.probe(container, why);
  };
  EXPECT_GE(probe("1/2/21, 10:00 - A: x\n1/3/21, 10:00 - B: y\n"), 80);
  EXPECT_GE(probe("1/2/21, 10:00 - Messages and calls are end-to-end encrypted. Tap.\n"), 95);
  EXPECT_EQ(probe("{\"a\": 1}\n"), 0);
  EXPECT_EQ(probe("Dear Ann,\nwe met on 1/2/21 at 10:00.\n"), 0);
  EXPECT_EQ(probe(""), 0);
}

TEST(WhatsAppPhrases, EachIsFoundByItsOwnText) {
  whatsapp::PhraseBook book;
  std::set<std::string_view> languages;
  for (const whatsapp::Phrase& phrase : whatsapp::all_phrases()) {
    languages.insert(phrase.language);
    if (!whatsapp::is_system(phrase.kind) && !whatsapp::is_placeholder(phrase.kind)) continue;
    std::string text(phrase.pattern);
    for (auto [place, filling] :
         {std::pair{"{A:you}", ""}, {"{P:you}", ""}, {"{A}", "Zoe"}, {"{P}", "Max"}, {"{T}", "..q"}})
      for (size_t at; (at = text.find(place)) != text.npos;) text.replace(at, std::string_view(place).size(), filling);
    whatsapp::PhraseMatch match;
    EXPECT_TRUE(book.find_any(text, match)) << phrase.language << ": " << phrase.pattern;
    EXPECT_EQ(match.phrase ? match.kind() : phrase.kind, phrase.kind) << phrase.language << ": " << phrase.pattern;
  }
  EXPECT_GE(languages.size(), 15u);
}

// What decides early, by the first bytes, must not lose what would be found once the text is plain.
TEST(WhatsAppPhrases, EachMayBeginWithMarksAndOddBlanksInIt) {
  whatsapp::PhraseBook book;
  size_t whole = 0;
  for (const whatsapp::Phrase& phrase : whatsapp::all_phrases()) {
    std::string text(phrase.pattern), scratch;
    whatsapp::PhraseMatch match;
    if (text.find('{') != text.npos || !book.find_whole(text, match)) continue;
    ++whole;
    EXPECT_TRUE(book.may_begin(text)) << text;
    for (size_t at = 0; at <= text.size(); ++at) {
      if (at < text.size() && (text[at] & 0xC0) == 0x80) continue;
      std::string odd = text;
      odd.insert(at, "\u200E");
      EXPECT_TRUE(book.find_whole(whatsapp::plain(odd, scratch), match)) << odd;
      EXPECT_TRUE(at < 4 || book.may_begin(odd)) << odd;
      if (at == text.size() || text[at] != ' ') continue;
      odd = text;
      odd.replace(at, 1, "\u00A0");
      EXPECT_TRUE(book.find_whole(whatsapp::plain(odd, scratch), match)) << odd;
      EXPECT_TRUE(at < 4 || book.may_begin(odd)) << odd;
    }
    std::string curly = text;
    for (size_t at; (at = curly.find('\'')) != curly.npos;) curly.replace(at, 1, "\u2019");
    EXPECT_TRUE(book.find_whole(curly, match)) << curly;
  }
  EXPECT_GE(whole, 50u);
}

}  // namespace
}  // namespace rsmf
