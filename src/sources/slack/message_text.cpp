#include "sources/slack/message_text.hpp"

#include "sources/slack/mrkdwn.hpp"

namespace rsmf::slack {

std::string_view MessageTextReader::plain(std::string_view raw, EventBuilder& memory, MessageText& notes) {
  std::string_view text = json_text(raw, memory, notes.faults);
  if (has_mrkdwn(text)) {
    buffer_.clear();
    append_mrkdwn(text, workspace_, buffer_);
    text = memory.copy(buffer_);
  }
  if (may_hold_tokens(text)) {
    std::string clean(text);
    if (remove_tokens(clean)) {
      notes.tokens_removed = true;
      text = memory.copy(clean);
    }
  }
  return text;
}

void MessageTextReader::read(const RawMessage& m, EventBuilder& memory, MessageText& into) {
  into.body = plain(m.text, memory, into);
  if (into.body.data() == nullptr) into.body = "";
  // Slack makes the text of what people write from its blocks; only apps send two versions.
  if (m.blocks.valid() && (into.body.empty() || m.client_msg_id.empty())) add_blocks(m, memory, into);
  if (m.attachments.valid()) add_cards(m, memory, into);
}

bool MessageTextReader::may_need_blocks(const RawMessage& m) {
  // Markup, an escape and a parameter may come to nothing; what begins with another character keeps it.
  constexpr std::string_view kMayVanish = "<\\?&";
  return m.client_msg_id.empty() || m.text.empty() || kMayVanish.find(m.text[0]) != kMayVanish.npos;
}

void MessageTextReader::add_blocks(const RawMessage& m, EventBuilder& memory, MessageText& into) {
  scratch_.reset();
  RenderContext context{workspace_, scratch_};
  buffer_.clear();
  append_blocks(m.blocks, context, buffer_);
  into.faults.lone_surrogates += context.faults.lone_surrogates;
  into.faults.bad_escapes += context.faults.bad_escapes;
  into.damaged = into.damaged || context.damaged;
  if (may_hold_tokens(buffer_) && remove_tokens(buffer_)) into.tokens_removed = true;
  if (buffer_.size() <= into.body.size()) return;
  if (buffer_.find(into.body) == std::string::npos) into.notification = into.body;
  into.body = memory.copy(buffer_);
}

void MessageTextReader::add_cards(const RawMessage& m, EventBuilder& memory, MessageText& into) {
  JsonCursor at = m.attachments;
  if (!at.begin_array()) return;
  scratch_.reset();
  RenderContext context{workspace_, scratch_};
  std::string body(into.body);
  while (at.next_element()) {
    Card card = read_card(at, context);
    if (card.text.empty()) continue;
    if (card.kind == CardKind::link_preview && !into.body.empty()) {
      into.previews.push_back(memory.copy(card.text));
      continue;
    }
    if (card.kind == CardKind::forwarded && !card.from.empty()) into.forwarded_from = memory.copy(card.from);
    if (card.text == body) continue;
    if (!body.empty()) body += '\n';
    body += card.text;
  }
  into.faults.lone_surrogates += context.faults.lone_surrogates;
  into.faults.bad_escapes += context.faults.bad_escapes;
  into.damaged = into.damaged || context.damaged || at.failed();
  if (body.size() != into.body.size()) into.body = memory.copy(body);
}

}  // namespace rsmf::slack
