// The grammar. How tokens are scanned is in json_reader_scan.cpp.
#include "json/json_reader.hpp"

namespace rsmf {

using Kind = JsonFault::Kind;

JsonReader::JsonReader(const JsonReaderOptions& options) : options_(options), window_(options.read_bytes) {}

void JsonReader::start(ByteSource& source) {
  window_.start(source);
  line_ = 1;
  line_start_ = 0;
  state_ = State::root;
  open_.clear();
  open_objects_ = 0;
  mismatch_ = UINT64_MAX;
  told_end_ = false;
  token_place_ = {};
  raw_ = {};
  clear_faults();
  p_ = window_.data();
  slide();
  if (has(3) && std::string_view(p_, 3) == "\xEF\xBB\xBF") p_ += 3;
}

JsonToken JsonReader::next() {
  broken_name_ = false;
  // What most of a good text consists of takes the short way; the rest, and all that is wrong, is left to step().
  if (state_ == State::comma && *p_ == ',') {
    step_comma();
  } else if (state_ == State::colon && *p_ == ':') {
    ++p_;
    state_ = State::member_value;
  }
  JsonToken token;
  do {
    if (*p_ != '"' && !skip_space()) return finish();
    if (*p_ == '"' && state_ <= State::name) return string();
  } while (!step(*p_, token));
  return token;
}

JsonToken JsonReader::string() {
  scan_string();
  if (state_ >= State::first_name) {
    state_ = State::colon;
    return JsonToken::name;
  }
  state_ = open_.empty() ? State::finished : State::comma;
  return JsonToken::string;
}

// True if `token` is the next one; false if something between tokens was stepped over. In every state a byte is
// consumed, a token given, or the state left for one that does so.
bool JsonReader::step(char c, JsonToken& token) {
  switch (state_) {
    case State::comma:
      return step_behind_value(c, token);
    case State::first_name:
    case State::name:
      return step_name(c, token);
    case State::colon:
      if (c == ':') {
        ++p_;
      } else {
        fault_here("a colon is missing before this");
      }
      state_ = State::member_value;
      return false;
    case State::finished:
      fault_here("the manifest has ended before this");
      skip_rest();
      return false;
    default:
      return step_value(c, token);
  }
}

bool JsonReader::step_behind_value(char c, JsonToken& token) {
  if (c == ',') {
    step_comma();
    return false;
  }
  if (c == '}' || c == ']') return close(c, token);
  if (c == ':') return skip_byte("a colon stands in the wrong place");
  fault_here("a comma is missing before this");
  state_ = open_.back() == '{' ? State::first_name : State::first_value;
  return false;
}

bool JsonReader::step_name(char c, JsonToken& token) {
  token = JsonToken::name;
  if (c == '}' || c == ']') {
    if (state_ == State::name) fault(Kind::trailing_comma, comma_, "comma before a closing bracket");
    return close(c, token);
  }
  if (c == ',') {
    fault_here("a member is missing before this comma");
    step_comma();
    return false;
  }
  if (c == ':' || c == '{' || c == '[') {
    fault_here("the name of a member is missing before this");
    begin_token();
    raw_ = {};
    broken_name_ = true;
    state_ = c == ':' ? State::colon : State::member_value;
    return true;
  }
  fault_here("the name of a member stands in double quotes");
  scan_word();
  state_ = State::colon;
  return true;
}

bool JsonReader::step_value(char c, JsonToken& token) {
  if (c == ':') return skip_byte("a colon stands in the wrong place");
  if (c == ',' || c == '}' || c == ']') {
    if (state_ == State::root) return skip_byte("the manifest begins before its first bracket");
    if (state_ == State::member_value) {
      fault_here("a value is missing before this");
      begin_token();
      raw_ = {};
      state_ = State::comma;
      token = JsonToken::invalid;
      return true;
    }
    if (c == ',') {
      fault_here("a value is missing before this comma");
      step_comma();
      return false;
    }
    if (state_ == State::value) fault(Kind::trailing_comma, comma_, "comma before a closing bracket");
    return close(c, token);
  }
  token = value(c);
  return true;
}

JsonToken JsonReader::value(char c) {
  if (c == '{' || c == '[') return open(c);
  state_ = open_.empty() ? State::finished : State::comma;
  return literal();
}

JsonToken JsonReader::open(char c) {
  begin_token();
  raw_ = {};
  if (open_.size() >= options_.max_depth) {
    fault(Kind::too_deep, token_place_, "nested too deeply");
    skip_nested();
    state_ = open_.empty() ? State::finished : State::comma;
    return JsonToken::invalid;
  }
  ++p_;
  open_.push_back(c);
  open_objects_ += c == '{';
  state_ = c == '{' ? State::first_name : State::first_value;
  return c == '{' ? JsonToken::begin_object : JsonToken::begin_array;
}

// A bracket of the wrong kind closes what stands between it and the one it matches, or is ignored if there is none.
bool JsonReader::close(char c, JsonToken& token) {
  char wanted = c == '}' ? '{' : '[';
  begin_token();
  raw_ = {};
  if (open_.back() == wanted) {
    ++p_;
    token = pop();
    return true;
  }
  if (mismatch_ != token_place_.offset) fault_here("a bracket that does not match the one it would close");
  mismatch_ = token_place_.offset;
  bool was_opened = wanted == '{' ? open_objects_ > 0 : open_.size() > open_objects_;
  if (was_opened) {
    token = pop();
    return true;
  }
  ++p_;
  if (state_ == State::value || state_ == State::name) state_ = State::comma;
  return false;
}

JsonToken JsonReader::pop() {
  bool is_object = open_.back() == '{';
  open_.pop_back();
  open_objects_ -= is_object;
  state_ = open_.empty() ? State::finished : State::comma;
  return is_object ? JsonToken::end_object : JsonToken::end_array;
}

bool JsonReader::skip_byte(const char* what) {
  fault_here(what);
  ++p_;
  return false;
}

JsonToken JsonReader::finish() {
  token_place_ = place_of(p_);
  raw_ = {};
  if (state_ == State::finished) return JsonToken::end;
  if (!told_end_ && !window_.error()) {
    fault(Kind::malformed, token_place_, state_ == State::root ? "there is nothing" : "the text ends too early");
  }
  told_end_ = true;
  switch (state_) {
    case State::root:
      state_ = State::finished;
      return JsonToken::invalid;
    case State::colon:
    case State::member_value:
      state_ = State::comma;
      return JsonToken::invalid;
    default:
      return pop();
  }
}

void JsonReader::skip_rest() {
  do {
    for (; p_ < end_; ++p_)
      if (*p_ == '\n') take_line(p_);
  } while (slide());
  take_invalid(UINT64_MAX);
}

void JsonReader::skip_nested() {
  JsonPlace begin = token_place_;
  for (uint64_t depth = 0; skip_space();) {
    char c = *p_;
    if (c == '"') {
      scan_string();
      continue;
    }
    ++p_;
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && --depth == 0) break;
  }
  take_invalid(offset_of(p_));
  token_place_ = begin;
  raw_ = {};
}

// True if *p_ is the next byte of a token; false at the end.
bool JsonReader::skip_space() {
  for (;;) {
    auto c = static_cast<unsigned char>(*p_);
    if (c > ' ') {
      if (c != '/' || !skip_comment()) return true;
    } else if (c == ' ' || c == '\t' || c == '\r') {
      ++p_;
    } else if (c == '\n') {
      take_line(p_++);
    } else if (p_ < end_) {
      return true;
    } else if (!slide()) {
      return false;
    }
  }
}

bool JsonReader::skip_comment() {
  if (!has(2) || (p_[1] != '/' && p_[1] != '*')) return false;
  fault_here("JSON has no comments");
  bool to_line_end = p_[1] == '/';
  p_ += 2;
  for (; has(1); ++p_) {
    if (to_line_end && *p_ == '\n') break;
    if (!to_line_end && *p_ == '*' && has(2) && p_[1] == '/') {
      p_ += 2;
      break;
    }
    if (*p_ == '\n') take_line(p_);
  }
  take_invalid(offset_of(p_));
  return true;
}

}  // namespace rsmf
