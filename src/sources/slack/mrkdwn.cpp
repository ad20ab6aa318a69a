#include "sources/slack/mrkdwn.hpp"

#include <algorithm>
#include <cctype>

#include "base/time_zone.hpp"
#include "sources/slack/raw_message.hpp"

namespace rsmf::slack {
namespace {

void append_unescaped(std::string_view text, std::string& to) {
  while (true) {
    size_t at = text.find('&');
    to += text.substr(0, at);
    if (at == std::string_view::npos) return;
    text.remove_prefix(at);
    if (text.starts_with("&amp;")) {
      to += '&';
      text.remove_prefix(5);
    } else if (text.starts_with("&lt;")) {
      to += '<';
      text.remove_prefix(4);
    } else if (text.starts_with("&gt;")) {
      to += '>';
      text.remove_prefix(4);
    } else {
      to += '&';
      text.remove_prefix(1);
    }
  }
}

// "https://example.com/" is the same link as "example.com".
bool says_the_same(std::string_view url, std::string_view label) {
  if (url == label) return true;
  for (std::string_view scheme : {"mailto:", "tel:", "https://", "http://"})
    if (url.starts_with(scheme)) {
      url.remove_prefix(scheme.size());
      break;
    }
  return url == label || (url.ends_with('/') && url.substr(0, url.size() - 1) == label);
}

void append_link(std::string_view url, std::string_view label, std::string& to) {
  if (label.empty() || says_the_same(url, label)) {
    if (url.starts_with("mailto:"))
      url.remove_prefix(7);
    else if (url.starts_with("tel:"))
      url.remove_prefix(4);
    append_unescaped(label.empty() ? url : label.size() > url.size() ? label : url, to);
    return;
  }
  append_unescaped(label, to);
  to += " (";
  append_unescaped(url, to);
  to += ')';
}

// "<!date^1392734382^{date_num}|fallback>" and its kin; `word` is behind the '!'.
void append_special(std::string_view word, std::string_view label, std::string& to) {
  if (word.starts_with("date^")) {
    if (!label.empty()) return append_unescaped(label, to);
    std::string_view seconds = word.substr(5, word.find('^', 5) - 5);
    char text[32];
    TimeNs time = time_of(seconds);
    to += time == kNoTime ? word : format_timestamp(time, text);
    return;
  }
  if (word.starts_with("subteam^") && label.empty()) word.remove_prefix(8);
  if (!label.empty()) word = label;
  if (!word.starts_with('@')) to += '@';
  append_unescaped(word, to);
}

// `token` is what stands between '<' and '>'.
void append_token(std::string_view token, const Workspace& workspace, std::string& to) {
  size_t bar = token.find('|');
  std::string_view label = bar == token.npos ? std::string_view() : token.substr(bar + 1);
  std::string_view target = token.substr(0, bar);
  switch (target[0]) {
    case '@': {
      target.remove_prefix(1);
      bool known = workspace.person(target) != nullptr;
      if (known || label.empty()) return append_mention(target, workspace, to);
      if (!label.starts_with('@')) to += '@';
      return append_unescaped(label, to);
    }
    case '#':
      target.remove_prefix(1);
      if (label.empty()) return append_channel(target, workspace, to);
      if (!label.starts_with('#')) to += '#';
      return append_unescaped(label, to);
    case '!':
      return append_special(target.substr(1), label, to);
    default:
      return append_link(target, label, to);
  }
}

// What Slack writes as a token; "<" can also stand in text of tools that do not escape it.
bool is_token(std::string_view token) {
  if (token.size() < 2) return false;
  char c = token[0];
  if (c == '@' || c == '#' || c == '!') return std::isalnum(static_cast<unsigned char>(token[1])) != 0;
  size_t bar = std::min(token.find('|'), token.size());
  std::string_view target = token.substr(0, bar);
  size_t colon = target.find(':');
  return colon != target.npos && colon > 0 && target.find_first_of(" \n\t") == target.npos &&
         std::all_of(target.begin(), target.begin() + ptrdiff_t(colon), [](char x) {
           return std::isalnum(static_cast<unsigned char>(x)) != 0 || x == '+' || x == '-' || x == '.';
         });
}

bool ends_link(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == ')' || c == '>' || c == '"' || c == '|';
}

// Where the parameter begins whose value begins at `value`; npos if there is none in a link. Names are short.
size_t parameter_start(std::string_view text, size_t value, size_t from) {
  constexpr size_t kLongestName = 40;
  if (value == from || text[value - 1] != '=') return text.npos;
  size_t at = value - 1;
  while (at > from && value - at < kLongestName && text[at - 1] != '?' && text[at - 1] != '&' &&
         !ends_link(text[at - 1]))
    --at;
  return at > from && (text[at - 1] == '?' || text[at - 1] == '&') ? at : text.npos;
}

}  // namespace

void append_mention(std::string_view user, const Workspace& workspace, std::string& to) {
  const Participant* p = workspace.person(user);
  to += '@';
  to += p && !p->display.empty() ? p->display : user;
}

void append_channel(std::string_view channel, const Workspace& workspace, std::string& to) {
  const IndexedConversation* c = workspace.conversation_by_id(channel);
  to += '#';
  to += c && !c->row.display.empty() ? c->row.display : channel;
}

void append_mrkdwn(std::string_view markup, const Workspace& workspace, std::string& to) {
  size_t at = 0, close = 0;  // `close`: the first '>' at or behind `at`, once looked for
  while (true) {
    size_t open = markup.find('<', at);
    append_unescaped(markup.substr(at, open - at), to);
    if (open == std::string_view::npos) return;
    at = open + 1;
    if (close < at) close = std::min(markup.find('>', at), markup.size());
    std::string_view token = markup.substr(at, close - at);
    // Another '<' comes first, or there is no '>': this one is no token.
    if (close == markup.size() || token.find('<') != token.npos || !is_token(token)) {
      to += '<';
      continue;
    }
    append_token(token, workspace, to);
    at = close + 1;
  }
}

bool may_hold_tokens(std::string_view text) {
  // The rare byte first: a token is the value of a parameter.
  return text.find('=') != text.npos && (text.find("xox") != text.npos || text.find("pub_secret=") != text.npos);
}

bool remove_tokens(std::string& text) {
  constexpr std::string_view kSecret = "pub_secret=", kToken = "xox";
  std::string out;
  size_t done = 0, secret = 0, token = 0;
  for (size_t at = 0;;) {
    if (secret != text.npos && secret <= at) secret = text.find(kSecret, at);
    if (token != text.npos && token <= at) token = text.find(kToken, at);
    at = std::min(secret, token);
    if (at == text.npos) break;
    size_t value = at == secret ? at + kSecret.size() : at;
    size_t start = parameter_start(text, value, done);
    if (start == text.npos) {
      at += kToken.size();
      continue;
    }
    size_t end = value;
    while (end < text.size() && !ends_link(text[end]) && text[end] != '&' && text[end] != '#') ++end;
    out.append(text, done, start - done);
    if (end < text.size() && text[end] == '&') {
      ++end;
    } else if (!out.empty()) {
      out.pop_back();
    }
    done = at = end;
  }
  if (done == 0) return false;
  out.append(text, done);
  text = std::move(out);
  return true;
}

std::string_view without_query(std::string_view url) {
  return url.substr(0, url.find_first_of("?#"));
}

}  // namespace rsmf::slack
