// Reading strict JSON of any size from a stream, piece by piece, and going on behind what is broken.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/json_window.hpp"

namespace rsmf {

enum class JsonToken : uint8_t {
  begin_object,
  end_object,
  begin_array,
  end_array,
  name,  ///< of a member; exactly one value follows
  string,
  number,
  truth,  ///< true or false
  null,
  invalid,  ///< stands where a value should: it is missing or broken, or was skipped because it is nested too deeply
  end,
};

/// Where something stands in a stream.
struct JsonPlace {
  uint64_t offset = 0;
  uint64_t line = 1, column = 1;  ///< 1-based; columns count bytes
};

/// What is not as RFC 8259 has it, or beyond a limit.
struct JsonFault {
  enum class Kind : uint8_t { invalid_utf8, malformed, trailing_comma, odd_character, too_deep, too_long };
  static constexpr size_t kKinds = 6;

  Kind kind = Kind::malformed;
  JsonPlace place;
  const char* what = "";  ///< in a few words
  int found = -1;         ///< the byte that stands there, where that helps
};

struct JsonReaderOptions {
  uint32_t max_depth = 128;
  uint64_t max_string_bytes = 256ULL << 20;  ///< a longer string is a fault; it is read all the same
  size_t keep_bytes = 1 << 20;               ///< of a string or number; the rest is checked, but not given out
  size_t read_bytes = 128 * 1024;
};

/// Gives the tokens of one JSON text. Whatever the bytes are, the tokens are well formed: brackets match, each name is
/// followed by one value, `end` comes once and last; what had to be mended for that is a fault. Tokens and faults
/// depend on the bytes only, never on the portions they come in. Memory: the longest token, but at most keep_bytes and
/// a few portions. Keeps its memory from text to text.
///
/// In the tokens' text, invalid UTF-8 stands as it is. A byte order mark at the start is skipped.
class JsonReader {
 public:
  explicit JsonReader(const JsonReaderOptions& options = {});

  /// `source` must outlive the reading.
  void start(ByteSource& source);
  JsonToken next();

  /// Of the first byte of the token given last.
  const JsonPlace& place() const { return token_place_; }
  /// A string's or name's content with its escapes, a number or literal as it is written. Valid until next().
  std::string_view raw() const { return raw_; }
  /// The same without escapes. Valid until next() or text().
  std::string_view text() { return has_escapes_ ? unescape() : raw_; }
  /// Bytes of the whole token as it is written; more than raw() has if it is very long.
  uint64_t raw_bytes() const { return raw_bytes_; }
  /// Of a name: it was broken, and what it should have been is not known.
  bool is_broken_name() const { return broken_name_; }
  /// Brackets that are open.
  size_t depth() const { return open_.size(); }

  /// Met since the last clear_faults(), in about the order they stand in; few, beyond that they are only counted.
  bool has_faults() const { return any_fault_; }
  const std::vector<JsonFault>& faults() const { return faults_; }
  uint64_t uncounted_faults(JsonFault::Kind kind) const { return more_faults_[size_t(kind)]; }
  void clear_faults();

  /// The stream's own error; the text ended there.
  const std::optional<Error>& error() const { return window_.error(); }
  uint64_t bytes_read() const { return window_.base() + window_.size(); }

 private:
  // A string may stand where a state up to `name` is.
  enum class State : uint8_t { root, first_value, value, member_value, first_name, name, colon, comma, finished };

  bool step(char c, JsonToken& token);
  bool step_behind_value(char c, JsonToken& token);
  bool step_name(char c, JsonToken& token);
  bool step_value(char c, JsonToken& token);
  void step_comma() {
    comma_ = place_of(p_);
    ++p_;
    state_ = open_.back() == '{' ? State::name : State::value;
  }
  bool skip_byte(const char* what);
  JsonToken string();
  JsonToken value(char c);
  JsonToken literal();
  JsonToken open(char c);
  bool close(char c, JsonToken& token);
  JsonToken pop();
  JsonToken finish();
  void skip_rest();
  void skip_nested();
  bool skip_space();
  bool skip_comment();
  bool slide();
  bool has(size_t bytes);
  void take_line(const char* p);

  void begin_token() {
    token_place_ = place_of(p_);
    has_escapes_ = long_token_ = false;
  }
  void end_token(const char* behind);
  void scan_string();
  const char* scan_specials(const char* p);
  void scan_word();
  bool want(const char*& p, size_t bytes);
  const char* escape(const char* p);
  const char* unicode_escape(const char* p);
  void odd_character(const char* p, const char* what);
  std::string_view unescape();

  uint64_t offset_of(const char* p) const { return window_.base() + uint64_t(p - window_.data()); }
  JsonPlace place_of(const char* p) const { return place_at(offset_of(p)); }
  JsonPlace place_at(uint64_t offset) const { return {offset, line_, offset - line_start_ + 1}; }
  void fault(JsonFault::Kind kind, const JsonPlace& place, const char* what, int found = -1);
  void fault_here(const char* what) {
    fault(JsonFault::Kind::malformed, place_of(p_), what, static_cast<unsigned char>(*p_));
  }
  void take_invalid(uint64_t before);

  JsonReaderOptions options_;
  JsonWindow window_;
  const char* p_ = nullptr;    // what is next
  const char* end_ = nullptr;  // of the window; zero bytes follow
  uint64_t line_ = 1, line_start_ = 0;

  State state_ = State::root;
  std::vector<char> open_;  // '{' or '['
  size_t open_objects_ = 0;
  JsonPlace comma_;                 // the last one
  uint64_t mismatch_ = UINT64_MAX;  // offset of a bracket that was complained of
  bool told_end_ = false;

  JsonPlace token_place_;
  std::string_view raw_;
  uint64_t raw_bytes_ = 0, token_offset_ = 0;
  const char* token_ = nullptr;  // its content, while it is being scanned
  bool has_escapes_ = false, broken_name_ = false, long_token_ = false;
  bool told_control_ = false, told_escape_ = false, told_odd_ = false;  // once for each string
  std::string long_text_, unescaped_;

  bool any_fault_ = false;
  std::vector<JsonFault> faults_;
  std::array<uint64_t, JsonFault::kKinds> more_faults_{};
};

}  // namespace rsmf
