// The cheap first pass over one conversation: edits, deletions, joins and leaves.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "json/json_index.hpp"
#include "rsmf/roster.hpp"
#include "sources/slack/conversation_context.hpp"
#include "sources/slack/message_text.hpp"
#include "sources/slack/seen_messages.hpp"
#include "sources/slack/subtypes.hpp"

namespace rsmf::slack {

/// Sees the files of a conversation as runs of whole records; some of them twice, where the first time shows edits or
/// deletions. Keeps what is said about changes, never messages. Reading nothing but a few bytes of most records is what
/// makes it cheap: it looks for the member "subtype" and reads only records whose value matters.
class Gather {
 public:
  Gather(const Workspace& workspace, ConversationContext& into, uint32_t max_depth);

  /// First time: each run of records, in order. `telling`: its file has a subtype that matters, here or elsewhere.
  void look(std::string_view text, uint32_t file, uint64_t base, bool telling);
  /// True if there must be a second time.
  bool needs_second_look() const { return !into_.amended.empty(); }
  /// To be called between the two.
  void prepare_second_look();
  /// Second time, for each file in order: true if enough was kept of it; otherwise it must be looked at again.
  bool recall(uint32_t file);
  void look_again(std::string_view text, uint32_t file, uint64_t base);
  void finish();

  struct Passage {
    TimeNs time = kNoTime;
    std::string_view person;
    bool joined = true;
  };
  /// In order of time; ids live in the context's arena.
  std::vector<Passage>& passages() { return passages_; }

 private:
  void take(const RawMessage& m, RecordPlace place);
  void change(const RawMessage& m, RecordPlace place);
  void deletion(const RawMessage& m, RecordPlace place);
  Amended& amended(std::string_view ts, RecordPlace place);
  void keep_state(Amended& a, JsonCursor object, TimeNs time);
  std::string_view body_of(const RawMessage& m);  // in the context's arena
  bool take_at_once(std::string_view text, uint32_t file, uint64_t base);
  void take_piecewise(std::string_view text, uint32_t file, uint64_t base);
  bool places_at_once(std::string_view text, uint64_t base);
  void places_piecewise(std::string_view text, uint64_t base);
  void meet(std::string_view ts);
  void pass(TimeNs time, RecordPlace place);

  ConversationContext& into_;
  RecordScanner scanner_;
  JsonIndex index_;
  MessageTextReader reader_;
  EventBatch memory_, bodies_;
  Bytes scratch_;
  std::vector<Passage> passages_;

  // Of the run at hand.
  std::vector<SeenMessage> seen_;
  std::vector<JsonCursor> telling_;  // records to be read

  SeenMessages kept_;
  // Of the second look.
  std::vector<Amended*> in_time_;
  size_t next_anchor_ = 0;
};

/// Offset at or behind `from` of the value of a member "subtype" that concerns gather(); npos if there is none.
size_t find_telling_subtype(std::string_view text, size_t from);
/// True if there is such a value anywhere in the stream, or if it cannot be read to its end.
bool has_telling_subtype(ByteSource& stream, Bytes& buffer);

}  // namespace rsmf::slack
