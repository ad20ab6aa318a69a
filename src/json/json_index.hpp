// Reading JSON by the places of its tokens.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

namespace rsmf {

/// A position in indexed JSON. Small and copyable: a copy is a bookmark to return to. Valid as long as the text and
/// until the next JsonIndex::build().
///
/// Reading never throws and never leaves the text. Broken JSON makes a cursor fail: next_member() and next_element()
/// end their loops, and failed() stays true. What is skipped is checked for its brackets and quotes, not for grammar.
///
///   if (c.begin_object())
///     while (c.next_member(key)) { if (key == "ts") ts = c.string(); else c.skip(); }
///   if (c.failed()) ...
///
/// Each value met must be consumed, by exactly one of the calls below.
class JsonCursor {
 public:
  JsonCursor() = default;
  JsonCursor(const char* text, const uint32_t* at, const uint32_t* end) : text_(text), at_(at), end_(end) {}

  /// False for a default-made cursor: no bookmark was taken.
  bool valid() const { return text_ != nullptr; }
  bool failed() const { return failed_; }
  void fail() { failed_ = true; }
  /// First byte of the next token ('{', '"', 't', ...); 0 at the end and once failed.
  char peek() const { return at_ < end_ && !failed_ ? text_[*at_] : '\0'; }
  /// Offset in the text of the next token; the text's length at the end.
  uint32_t offset() const { return *at_; }
  /// Offset just behind the token before this one. REQUIRES: that token is a bracket, brace, comma or colon.
  uint32_t offset_behind() const { return at_[-1] + 1; }
  /// All of the indexed text.
  std::string_view text() const { return {text_, *end_}; }
  /// Steps over one comma, bracket or brace, whatever it is.
  void step() { ++at_; }

  /// Enters an object; false (and nothing is consumed) if the value is something else.
  bool begin_object() { return begin('{'); }
  /// The next member's key, raw (without quotes, escapes as they stand); false behind the last member.
  bool next_member(std::string_view& key) {
    char c = peek();
    if (c == ',' && at_[-1][text_] != '{') {
      ++at_;
      c = peek();
    } else if (c == '}') {
      ++at_;
      return false;
    } else if (at_[-1][text_] != '{') {
      c = 0;
    }
    if (c != '"' || at_ + 1 >= end_ || text_[at_[1]] != ':') return stop();
    key = token();
    key = key.substr(1, key.size() - 2);
    at_ += 2;
    return true;
  }

  bool begin_array() { return begin('['); }
  /// True if an element follows; false behind the last one.
  bool next_element() {
    char c = peek();
    if (c == ']') {
      ++at_;
      return false;
    }
    bool first = at_[-1][text_] == '[';
    if (c == 0 || (first ? c == ',' : c != ',')) return stop();
    if (!first) ++at_;
    c = peek();
    return c != 0 && c != ']' && c != ',' ? true : stop();
  }

  /// The raw content of a string, escapes as they stand; a null view if the value is something else.
  std::string_view string() {
    if (peek() != '"') {
      skip();
      return {};
    }
    std::string_view t = token();
    ++at_;
    return t.substr(1, t.size() - 2);
  }
  /// A string's content, or a number as it is written; a null view for anything else.
  std::string_view string_or_number() {
    char c = peek();
    if (c != '-' && (c < '0' || c > '9')) return string();
    if (holds_quote()) failed_ = true;
    std::string_view t = token();
    ++at_;
    return t;
  }
  /// True for `true`.
  bool truth() {
    bool is_true = peek() == 't';
    skip();
    return is_true;
  }
  /// A whole number not below 0, also when it stands in a string; 0 for anything else.
  uint64_t count();
  /// The value as it is written; nothing is consumed. Empty if it is broken.
  std::string_view raw() const {
    JsonCursor c = *this;
    char kind = c.peek();
    if (kind == '{' || kind == '[') {
      c.skip();
      return c.failed() ? std::string_view() : std::string_view(text_ + at_[0], c.at_[-1] + 1 - at_[0]);
    }
    return kind ? c.token() : std::string_view();
  }
  /// The same place, and nothing at or behind `end`. REQUIRES: a copy of this cursor that went on.
  JsonCursor until(const JsonCursor& end) const { return {text_, at_, end.at_}; }
  /// Where the tokens begin that are left.
  std::span<const uint32_t> tokens() const { return {at_, end_}; }
  /// Steps over any value.
  void skip() {
    char c = peek();
    if (c == '{' || c == '[') return skip_container();
    if (c == 0 || c == '}' || c == ']' || c == ',' || c == ':' || (c != '"' && holds_quote())) return fail();
    ++at_;
  }

 private:
  static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
  bool begin(char open) {
    if (peek() != open) return false;
    ++at_;
    return true;
  }
  bool stop() {
    failed_ = true;
    return false;
  }
  // A scalar with its quotes. A string that has none at its end (rubbish behind it) fails, and comes back as `""`.
  std::string_view token() {
    const char* from = text_ + at_[0];
    const char* to = text_ + at_[1];
    while (to > from && is_space(to[-1])) --to;
    if (*from == '"' && (to - from < 2 || to[-1] != '"')) {
      failed_ = true;
      return "\"\"";
    }
    return {from, size_t(to - from)};
  }
  /// A number or word that runs into a string: somewhere a quote or comma is missing. REQUIRES: at a scalar.
  bool holds_quote() const { return std::memchr(text_ + at_[0], '"', at_[1] - at_[0]) != nullptr; }
  void skip_container();

  const char* text_ = nullptr;
  const uint32_t* at_ = nullptr;   // at_[-1] and *end_ may be read
  const uint32_t* end_ = nullptr;  // *end_ is the text's length
  bool failed_ = false;
};

/// Finds the tokens of a JSON text, with simdjson. Keeps its memory from text to text; one per thread.
class JsonIndex {
 public:
  JsonIndex();
  ~JsonIndex();
  JsonIndex(JsonIndex&&) noexcept;
  JsonIndex& operator=(JsonIndex&&) noexcept;

  enum class Verdict : uint8_t { ok, empty, invalid_utf8, control_character, open_string, too_large };
  /// Indexes `text`, which may hold any sequence of values, separated or not. REQUIRES: Bytes::kPadding readable
  /// bytes behind it. Refuses text that is not UTF-8 or has bare control characters or an open end in a string.
  Verdict build(std::string_view text);
  /// At the first token. REQUIRES: build() said ok.
  JsonCursor cursor() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace rsmf
