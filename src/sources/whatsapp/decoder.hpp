// Turns frames of a chat into events.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sources/source.hpp"
#include "sources/whatsapp/chat.hpp"
#include "sources/whatsapp/record_text.hpp"
#include "sources/whatsapp/whatsapp_findings.hpp"

namespace rsmf::whatsapp {

class ChatDecoder : public DecoderOf<ChatUnit> {
 public:
 private:
  void decode_unit(const ChatUnit& unit, EventBuilder& into) override;
  /// A spelling of an author, met in this unit.
  struct Spelling {
    std::string_view raw;  // null = free
    uint32_t participant = kNone;
    bool mine = false;
  };
  static constexpr size_t kSpellings = 256;
  struct Known {
    std::string id, phone;
    bool plain = false;  // no notice begins with it
  };
  struct Record {
    Header header;
    CivilTime civil;
    uint64_t offset = 0, length = 0;
    std::string_view text;  // as in the file
    std::string_view rest;  // behind the header, without the last line end
    LocalTime time;
  };

  void decode_records(std::string_view text, uint64_t offset);
  void decode_record(Record& record);
  void decode_authored(const Record& record, Event& event, const Spelling& author, std::string_view body);
  void decode_message(Event& event, const BodyParts& parts);
  void decode_notice(const Record& record, Event event, const PhraseMatch* match, std::string_view text);
  Finding lost(Code code, std::string message, std::string_view text) const;
  void drop_prefix(std::string_view text, uint64_t offset);
  void drop_oversized(std::string_view text, uint64_t offset, uint64_t length);
  std::string_view repaired(std::string_view text, bool& changed);
  std::string_view body_of(std::string_view text);

  const Spelling* spelling(std::string_view raw, bool& plain);
  const Known& known(std::string_view raw);
  uint32_t participant(const std::string& id, const std::string& phone);
  uint32_t person(std::string_view name, bool you);
  void add_property(std::string_view name, std::string_view value);
  void add_structure(std::string_view body);
  void add_poll(std::string_view lines);
  void add_event_facts(std::string_view lines);
  bool add_location(std::string_view body);

  const Chat* chat_ = nullptr;
  EventBuilder* into_ = nullptr;
  const Chat* zone_of_ = nullptr;
  TimeZone zone_;
  uint32_t conversation_ = kNone, file_ = kNone;
  bool clean_ = true;  // the unit is valid UTF-8 without NULs
  Spelling spare_;
  std::vector<Spelling> spellings_ = std::vector<Spelling>(kSpellings);
  std::unordered_map<std::string, Known, TextHash, std::equal_to<>> known_;
  std::vector<Property> properties_;
  std::string scratch_;
};

}  // namespace rsmf::whatsapp
