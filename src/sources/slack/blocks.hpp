// Block Kit and legacy attachments, as text.
#pragma once

#include <string>
#include <string_view>

#include "base/arena.hpp"
#include "json/json_index.hpp"
#include "json/json_unescape.hpp"
#include "sources/slack/workspace.hpp"

namespace rsmf::slack {

/// What rendering needs to know, and what it finds out. Text in `memory` is scratch.
struct RenderContext {
  const Workspace& workspace;
  Arena& memory;
  JsonTextFaults faults = {};
  bool damaged = false;  ///< something could not be read; the rest was rendered
};

/// Appends the text of a `blocks` array.
void append_blocks(JsonCursor blocks, RenderContext& context, std::string& to);

/// Where a card comes from.
enum class CardKind : uint8_t { app, link_preview, forwarded };
struct Card {
  CardKind kind = CardKind::app;
  std::string text;
  std::string from;  ///< forwarded: whose message it was
};
/// Reads the next element of an `attachments` array. Links in it have no tokens.
Card read_card(JsonCursor& at, RenderContext& context);

}  // namespace rsmf::slack
