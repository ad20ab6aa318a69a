#include "sources/slack/blocks.hpp"

#include <algorithm>
#include <utility>

#include "base/time_zone.hpp"
#include "sources/slack/mrkdwn.hpp"
#include "sources/slack/raw_message.hpp"

namespace rsmf::slack {
namespace {

constexpr int kMaxDepth = 24;  // Slack itself nests five deep

// The members of any block, element or text object that can mean something.
struct Node {
  std::string_view type, text, url, name, user_id, usergroup_id, channel_id, range, timestamp, fallback, style, value,
      alt_text, title_raw;
  JsonCursor text_object, elements, fields, title, element, label, accessory, style_object, hint;
  uint64_t indent = 0, offset = 0;

  bool read(JsonCursor& at) {
    if (!at.begin_object()) {
      at.skip();
      return false;
    }
    std::string_view key;
    while (at.next_member(key)) {
      if (char kind = at.peek(); kind == '{' || kind == '[') {
        if (JsonCursor* slot = object_slot(key)) *slot = at;
        at.skip();
      } else if (key == "indent") {
        indent = at.count();
      } else if (key == "offset") {
        offset = at.count();
      } else if (std::string_view* slot = text_slot(key)) {
        *slot = at.string_or_number();
      } else {
        at.skip();
      }
    }
    return !at.failed();
  }

 private:
  struct TextSlot {
    std::string_view key;
    std::string_view Node::*slot;
  };
  struct ObjectSlot {
    std::string_view key;
    JsonCursor Node::*slot;
  };
  std::string_view* text_slot(std::string_view key) {
    static constexpr TextSlot kSlots[] = {
        {"type", &Node::type},
        {"text", &Node::text},
        {"url", &Node::url},
        {"name", &Node::name},
        {"user_id", &Node::user_id},
        {"usergroup_id", &Node::usergroup_id},
        {"channel_id", &Node::channel_id},
        {"range", &Node::range},
        {"timestamp", &Node::timestamp},
        {"fallback", &Node::fallback},
        {"style", &Node::style},
        {"value", &Node::value},
        {"alt_text", &Node::alt_text},
        {"title", &Node::title_raw},
    };
    for (const auto& s : kSlots)
      if (s.key == key) return &(this->*s.slot);
    return nullptr;
  }
  JsonCursor* object_slot(std::string_view key) {
    static constexpr ObjectSlot kSlots[] = {
        {"text", &Node::text_object},   {"elements", &Node::elements},   {"fields", &Node::fields},
        {"title", &Node::title},        {"element", &Node::element},     {"label", &Node::label},
        {"style", &Node::style_object}, {"accessory", &Node::accessory}, {"hint", &Node::hint},
    };
    for (const auto& s : kSlots)
      if (s.key == key) return &(this->*s.slot);
    return nullptr;
  }
};

class BlockText {
 public:
  BlockText(RenderContext& context, std::string& to) : context_(context), to_(to), start_(to.size()) {}

  void blocks(JsonCursor at) {
    if (!at.begin_array()) return;
    while (at.next_element()) {
      Node node;
      bool good = node.read(at);
      line();
      if (good) block(node);
    }
    context_.damaged = context_.damaged || at.failed();
  }

 private:
  std::string_view text(std::string_view raw) { return json_text(raw, context_.memory, context_.faults); }
  void line() {
    if (to_.size() > start_ && to_.back() != '\n') to_ += '\n';
  }

  void block(const Node& node) {
    if (node.type == "rich_text") return rich_children(node, 0);
    if (node.type == "divider") {
      to_ += "---";
      return;
    }
    // section, header, context, image, video, actions, input, file, call, alert, markdown ...
    text_object(node.title);
    line();
    to_ += text(node.title_raw);
    line();
    text_object(node.label);
    line();
    to_ += text(node.text);
    text_object(node.text_object);
    line();
    to_ += text(node.alt_text);
    children(node.fields, "\n");
    line();
    children(node.elements, node.type == "context" ? " " : "\n");
  }

  // Text objects, images and buttons in a list.
  void children(JsonCursor at, std::string_view between) {
    if (!at.valid() || !at.begin_array()) return;
    line();
    size_t begin = to_.size();
    while (at.next_element()) {
      Node node;
      if (!node.read(at)) continue;
      if (to_.size() > begin) to_ += between;
      if (node.type == "mrkdwn" || node.type == "plain_text") {
        append(node.type, node.text);
      } else if (node.text_object.valid()) {
        to_ += '[';  // a button
        text_object(node.text_object);
        to_ += ']';
      } else {
        to_ += text(node.alt_text);
      }
    }
    context_.damaged = context_.damaged || at.failed();
  }

  void text_object(JsonCursor at) {
    Node node;
    if (at.valid() && node.read(at)) append(node.type, node.text);
  }
  void append(std::string_view type, std::string_view raw) {
    if (type == "mrkdwn") return append_mrkdwn(text(raw), context_.workspace, to_);
    to_ += text(raw);
  }

  void rich_children(const Node& parent, int depth) {
    JsonCursor at = parent.elements;
    if (!at.valid() || !at.begin_array()) return;
    if (depth > kMaxDepth) {
      context_.damaged = true;
      return;
    }
    uint64_t number = parent.offset;
    while (at.next_element()) {
      Node node;
      if (!node.read(at)) continue;
      if (parent.type == "rich_text_list") {
        line();
        to_.append(2 * std::min<uint64_t>(parent.indent, 20), ' ');
        to_ += parent.style == "ordered" ? std::to_string(++number) + ". " : std::string("\u2022 ");
      }
      rich(node, depth + 1);
    }
    context_.damaged = context_.damaged || at.failed();
  }

  void rich(const Node& node, int depth) {
    if (node.type == "rich_text_section") {
      rich_children(node, depth);
    } else if (node.type == "rich_text_list") {
      line();
      rich_children(node, depth);
      line();
    } else if (node.type == "rich_text_quote") {
      quote(node, depth);
    } else if (node.type == "rich_text_preformatted") {
      line();
      to_ += "```";
      rich_children(node, depth);
      to_ += "```\n";
    } else {
      leaf(node);
    }
  }

  void quote(const Node& node, int depth) {
    line();
    std::string outer;
    outer.swap(to_);
    size_t start = std::exchange(start_, 0);
    rich_children(node, depth);
    std::string inner = std::exchange(to_, std::move(outer));
    start_ = start;
    to_ += "> ";
    for (char c : inner) {
      to_ += c;
      if (c == '\n') to_ += "> ";
    }
    to_ += '\n';
  }

  void leaf(const Node& node) {
    std::string marks = style(node.style_object);
    to_ += marks;
    if (node.type == "text") {
      to_ += text(node.text);
    } else if (node.type == "link") {
      link(node);
    } else if (node.type == "emoji") {
      ((to_ += ':') += text(node.name)) += ':';
    } else if (node.type == "user") {
      append_mention(text(node.user_id), context_.workspace, to_);
    } else if (node.type == "channel") {
      append_channel(text(node.channel_id), context_.workspace, to_);
    } else if (node.type == "broadcast") {
      (to_ += '@') += text(node.range);
    } else if (node.type == "usergroup") {
      (to_ += '@') += text(node.usergroup_id);
    } else if (node.type == "date") {
      date(node);
    } else {
      // color, team, and what may come: whatever text it has
      to_ += text(!node.text.empty() ? node.text : !node.value.empty() ? node.value : node.name);
    }
    std::reverse(marks.begin(), marks.end());
    to_ += marks;
  }

  void link(const Node& node) {
    std::string_view url = text(node.url), label = text(node.text);
    if (label.empty() || label == url) {
      to_ += url;
    } else {
      (((to_ += label) += " (") += url) += ')';
    }
  }

  void date(const Node& node) {
    char buffer[32];
    TimeNs time = time_of(node.timestamp);
    to_ += !node.fallback.empty() ? text(node.fallback)
           : time != kNoTime      ? format_timestamp(time, buffer)
                                  : node.timestamp;
  }

  static std::string style(JsonCursor at) {
    std::string marks;
    std::string_view key;
    if (!at.valid() || !at.begin_object()) return marks;
    while (at.next_member(key)) {
      char mark = key == "bold" ? '*' : key == "italic" ? '_' : key == "strike" ? '~' : key == "code" ? '`' : '\0';
      if (at.truth() && mark) marks += mark;
    }
    return marks;
  }

  RenderContext& context_;
  std::string& to_;
  size_t start_;  // what stood in to_ before
};

}  // namespace

void append_blocks(JsonCursor blocks, RenderContext& context, std::string& to) {
  size_t start = to.size();
  BlockText(context, to).blocks(blocks);
  while (to.size() > start && to.back() == '\n') to.pop_back();
}

}  // namespace rsmf::slack
