// From Slack's markup to plain text.
#pragma once

#include <string>
#include <string_view>

#include "sources/slack/workspace.hpp"

namespace rsmf::slack {

/// Appends the text that `markup` shows: mentions and channels by name, links as "label (url)", entities as characters.
/// Emphasis stays as typed.
void append_mrkdwn(std::string_view markup, const Workspace& workspace, std::string& to);
/// True if append_mrkdwn() would change anything.
inline bool has_mrkdwn(std::string_view markup) {
  return markup.find('<') != markup.npos || markup.find('&') != markup.npos;
}

/// "@Ada"
void append_mention(std::string_view user, const Workspace& workspace, std::string& to);
/// "#general"
void append_channel(std::string_view channel, const Workspace& workspace, std::string& to);

/// Removes export tokens ("t=xoxe-...", "pub_secret=...") from the links in `text`; true if there were any.
bool remove_tokens(std::string& text);
bool may_hold_tokens(std::string_view text);
/// A link without its query: for addresses of files, where Slack puts a token into it.
std::string_view without_query(std::string_view url);

}  // namespace rsmf::slack
