// Legacy attachments ("cards"): what apps post, and what Slack makes of links.
#include "sources/slack/blocks.hpp"
#include "sources/slack/mrkdwn.hpp"

namespace rsmf::slack {
namespace {

struct RawCard {
  std::string_view pretext, title, title_link, text, fallback, author_name, author_id, footer, from_url, original_url,
      image_url, thumb_url, channel_name, channel_id;
  JsonCursor fields, blocks, message_blocks;
  bool is_share = false, is_unfurl = false;

  bool read(JsonCursor& at) {
    if (!at.begin_object()) {
      at.skip();
      return false;
    }
    std::string_view key;
    while (at.next_member(key)) {
      if (key == "fields") {
        fields = at;
      } else if (key == "blocks") {
        blocks = at;
      } else if (key == "message_blocks") {
        message_blocks = at;
      } else if (key == "is_share") {
        is_share = at.peek() == 't';
      } else if (key == "is_msg_unfurl" || key == "is_app_unfurl") {
        is_unfurl = is_unfurl || at.peek() == 't';
      } else if (std::string_view* slot = text_slot(key); slot && at.peek() == '"') {
        *slot = at.string();
        continue;
      }
      at.skip();
    }
    return !at.failed();
  }

 private:
  std::string_view* text_slot(std::string_view key) {
    struct Slot {
      std::string_view key;
      std::string_view RawCard::*slot;
    };
    static constexpr Slot kSlots[] = {
        {"pretext", &RawCard::pretext},           {"title", &RawCard::title},
        {"title_link", &RawCard::title_link},     {"text", &RawCard::text},
        {"fallback", &RawCard::fallback},         {"author_name", &RawCard::author_name},
        {"author_id", &RawCard::author_id},       {"footer", &RawCard::footer},
        {"from_url", &RawCard::from_url},         {"original_url", &RawCard::original_url},
        {"image_url", &RawCard::image_url},       {"thumb_url", &RawCard::thumb_url},
        {"channel_name", &RawCard::channel_name}, {"channel_id", &RawCard::channel_id},
    };
    for (const auto& s : kSlots)
      if (s.key == key) return &(this->*s.slot);
    return nullptr;
  }
};

class CardText {
 public:
  CardText(RenderContext& context, std::string& to) : context_(context), to_(to) {}

  void card(const RawCard& raw) {
    line(raw.pretext);
    line(raw.author_name);
    if (!raw.title.empty()) {
      line(raw.title);
      if (!raw.title_link.empty()) link(raw.title_link);
    } else if (!raw.title_link.empty()) {
      line(raw.title_link);
    }
    line(raw.text);
    fields(raw.fields);
    if (raw.blocks.valid() && raw.text.empty()) blocks(raw.blocks);
    if (to_.empty()) line(raw.fallback);
    line(raw.footer);
    if (!raw.image_url.empty()) {
      line("image");
      link(raw.image_url);
    }
    if (to_.empty()) line(!raw.from_url.empty() ? raw.from_url : raw.original_url);
  }

 private:
  void line(std::string_view raw) {
    if (raw.empty()) return;
    if (!to_.empty()) to_ += '\n';
    append_mrkdwn(json_text(raw, context_.memory, context_.faults), context_.workspace, to_);
  }
  void link(std::string_view raw) {
    std::string url(json_text(raw, context_.memory, context_.faults));
    if (may_hold_tokens(url)) remove_tokens(url);
    ((to_ += " (") += url) += ')';
  }
  void blocks(JsonCursor at) {
    if (!to_.empty()) to_ += '\n';
    append_blocks(at, context_, to_);
  }
  void fields(JsonCursor at) {
    if (!at.valid() || !at.begin_array()) return;
    while (at.next_element()) {
      std::string_view key, title, value;
      if (!at.begin_object()) {
        at.skip();
        continue;
      }
      while (at.next_member(key)) {
        if (key == "title") {
          title = at.string();
        } else if (key == "value") {
          value = at.string_or_number();
        } else {
          at.skip();
        }
      }
      line(title.empty() ? value : title);
      if (!title.empty() && !value.empty()) {
        to_ += ": ";
        append_mrkdwn(json_text(value, context_.memory, context_.faults), context_.workspace, to_);
      }
    }
    context_.damaged = context_.damaged || at.failed();
  }

  RenderContext& context_;
  std::string& to_;
};

}  // namespace

Card read_card(JsonCursor& at, RenderContext& context) {
  RawCard raw;
  Card card;
  if (!raw.read(at)) return card;
  bool preview = raw.is_unfurl || !raw.from_url.empty() || !raw.original_url.empty();
  card.kind = raw.is_share ? CardKind::forwarded : preview ? CardKind::link_preview : CardKind::app;
  CardText(context, card.text).card(raw);
  if (may_hold_tokens(card.text)) remove_tokens(card.text);
  std::string_view author = !raw.author_name.empty() ? raw.author_name : raw.author_id;
  card.from = std::string(json_text(author, context.memory, context.faults));
  return card;
}

}  // namespace rsmf::slack
