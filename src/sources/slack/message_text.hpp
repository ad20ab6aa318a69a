// What a message says, from all the places where it may say it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/event_batch.hpp"
#include "sources/slack/blocks.hpp"
#include "sources/slack/raw_message.hpp"

namespace rsmf::slack {

struct MessageText {
  std::string_view body;
  std::string_view notification;    ///< the short text of an app's message whose body is in blocks; empty if contained
  std::string_view forwarded_from;  ///< author of a message that this one passes on
  std::vector<std::string_view> previews;  ///< cards that Slack made of links
  JsonTextFaults faults;
  bool damaged = false;  ///< blocks or cards could not be read whole
  bool tokens_removed = false;
};

/// Keeps buffers; one per thread.
class MessageTextReader {
 public:
  explicit MessageTextReader(const Workspace& workspace) : workspace_(workspace) {}

  /// Views borrow from what `m` was read from, or live in `memory`. `into` is replaced.
  void read(const RawMessage& m, EventBuilder& memory, MessageText& into);
  /// False: read() will not look at the blocks of `m`, nor does it matter whether there are any.
  static bool may_need_blocks(const RawMessage& m);
  /// A string of markup that is not the body.
  std::string_view plain(std::string_view raw, EventBuilder& memory, MessageText& notes);

 private:
  void add_blocks(const RawMessage& m, EventBuilder& memory, MessageText& into);
  void add_cards(const RawMessage& m, EventBuilder& memory, MessageText& into);

  const Workspace& workspace_;
  Arena scratch_;
  std::string buffer_;
};

}  // namespace rsmf::slack
