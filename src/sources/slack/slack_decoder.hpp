// From a unit of messages to events.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "json/json_index.hpp"
#include "json/read_record.hpp"
#include "sources/slack/attachment_index.hpp"
#include "sources/slack/conversation_context.hpp"
#include "sources/slack/message_text.hpp"
#include "sources/slack/people.hpp"
#include "sources/slack/record_file.hpp"
#include "sources/slack/slack_findings.hpp"
#include "sources/slack/subtypes.hpp"
#include "sources/source.hpp"

namespace rsmf::slack {

class SlackDecoder final : public DecoderOf<SlackUnit> {
 public:
  SlackDecoder(const Workspace& workspace, const AttachmentIndex& attachments, const Container& container);

 private:
  void decode_unit(const SlackUnit& unit, EventBuilder& into) override;
  struct Place {
    uint64_t offset = 0, length = 0;
  };

  // How records are found: slack_decoder.cpp
  std::string_view unpacked(const SlackUnit& unit, EventBuilder& into, std::optional<std::string>& trouble);
  void decode_kept(const KeptFile& kept, EventBuilder& into);
  void tell_unclosed(uint64_t end, EventBuilder& into);
  /// A finding about a record that gives no event, or about the file.
  Finding lost(Code code, std::string message = {}, std::string excerpt = {}) const;
  /// The same, as far as the record could be read.
  Finding lost_message(Code code, const RawMessage& m, std::string message = {}) const;
  bool decode_at_once(std::string_view text, uint64_t base, EventBuilder& into);
  void decode_piecewise(std::string_view text, uint64_t base, EventBuilder& into);
  void decode_piece(std::string_view piece, uint64_t offset, EventBuilder& into);
  void record(const RawMessage& m, Place place, EventBuilder& into);
  bool replies(const RawMessage& m, const char* text, uint64_t base, EventBuilder& into);

  // What they mean: decode_message.cpp
  bool recover(Place place, EventBuilder& into);
  void message(const RawMessage& m, const Amended* amended, bool recovered, EventBuilder& into);
  void wrapper(const RawMessage& m, Meaning meaning, Place place, EventBuilder& into);
  EventType type_of(const RawMessage& m, Meaning meaning, EventBuilder& into);
  void text_of(const RawMessage& m, Meaning meaning, const Amended* amended, Event& e, EventBuilder& into);
  void author_of(const RawMessage& m, Meaning meaning, Event& e, EventBuilder& into);
  void thread_of(const RawMessage& m, Event& e, EventBuilder& into);
  void edits_of(const RawMessage& m, const Amended* amended, Event& e, EventBuilder& into);
  void facts_of(const RawMessage& m, EventBuilder& into);
  void tell(const RawMessage& m, const Event& e, EventBuilder& into);

  // Their parts: message_parts.cpp
  void reactions_of(const RawMessage& m, Event& e, EventBuilder& into);
  void files_of(const RawMessage& m, Event& e, EventBuilder& into);
  void add_file(JsonCursor& at, EventBuilder& into);
  void room_of(const RawMessage& m, EventBuilder& into);
  void fact(std::string_view name, std::string_view value) {
    if (!value.empty()) facts_.push_back({name, value});
  }
  std::string_view text(std::string_view raw, EventBuilder& into) { return json_text(raw, into, text_.faults); }

  const Workspace& workspace_;
  const AttachmentIndex& attachments_;
  const Container& container_;
  RecordScanner scanner_;
  JsonIndex index_, nested_index_;
  People people_;
  MessageTextReader reader_;
  Bytes scratch_;
  Inflater inflater_;

  // Of the unit at hand.
  const SlackUnit* unit_ = nullptr;
  uint32_t file_ = kNone;
  uint32_t conversation_ = kNone;
  // Of the message at hand.
  MessageText text_;
  bool author_known_ = true;
  std::vector<Property> facts_;
  std::vector<Attachment> files_;
  std::vector<Reaction> reactions_;
  std::vector<uint32_t> reactors_;
  std::vector<Edit> edits_;
  std::string note_;
};

}  // namespace rsmf::slack
