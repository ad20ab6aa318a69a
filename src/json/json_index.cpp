#include "json/json_index.hpp"

#include <simdjson.h>

#include <algorithm>
#include <charconv>

namespace rsmf {

uint64_t JsonCursor::count() {
  std::string_view digits = string_or_number();
  uint64_t value = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() && (end == digits.data() + digits.size() || *end == '.') ? value : 0;
}

// What RecordScanner calls broken must fail here too: a record's fate must not depend on which of the two met it first,
// that is, on what else lay in the frame.
void JsonCursor::skip_container() {
  uint64_t outer[6];   // kinds of the open brackets, a bit each: 64 in a word, the innermost in `kinds`
  uint64_t kinds = 0;  // lowest bit: the innermost is an object
  uint32_t depth = 0;
  for (; at_ < end_; ++at_) {
    const char* p = text_ + *at_;
    char c = *p;
    if (c == '"') {
      if ((p[-1] | 0x20) == '}' || p[-1] == '"') return fail();
      // What follows it nearly always is taken along, and the strings behind that: they have nothing wrong before them.
      for (char next; (next = text_[at_[1]]) == ',' || next == ':';) {
        ++at_;
        if (end_ - at_ < 2 || text_[at_[1]] != '"') break;
        ++at_;
      }
    } else if (c == ',' || c == ':') {
    } else if (char(c | 0x20) == '{') {
      if (depth > 0) {  // there may be nothing before the outermost
        const char left = text_[at_[-1]];
        if (kinds & 1 ? left != ':' : left != '[' && left != ',') return fail();
      }
      if (depth % 64 == 0 && depth > 0) {
        if (depth / 64 > std::size(outer)) return fail();
        outer[depth / 64 - 1] = kinds;
      }
      kinds = kinds << 1 | (c == '{');
      ++depth;
    } else if (char(c | 0x20) == '}') {
      if ((kinds & 1) != (c == '}')) return fail();
      --depth;
      kinds = depth % 64 == 0 && depth > 0 ? outer[depth / 64 - 1] : kinds >> 1;
      if (depth == 0) {
        ++at_;
        return;
      }
    } else if (holds_quote()) {
      return fail();
    }
  }
  at_ = end_;
  failed_ = true;
}

// simdjson's first stage alone. Its second stage and its on-demand reader refuse what real exports hold (a lone
// surrogate fails the string, a stray type throws the reading off); the index of tokens is the fast part of both.
struct JsonIndex::State {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
  const char* text = nullptr;
  size_t size = 0;
};

JsonIndex::JsonIndex() : state_(std::make_unique<State>()) {}
JsonIndex::~JsonIndex() = default;
JsonIndex::JsonIndex(JsonIndex&&) noexcept = default;
JsonIndex& JsonIndex::operator=(JsonIndex&&) noexcept = default;

JsonIndex::Verdict JsonIndex::build(std::string_view text) {
  if (text.empty()) return Verdict::empty;
  if (text.size() >= simdjson::SIMDJSON_MAXSIZE_BYTES) return Verdict::too_large;
  State& s = *state_;
  s.text = text.data();
  s.size = text.size();
  if (!s.parser || s.parser->capacity() < text.size()) {
    size_t capacity =
        std::min<size_t>(std::max<size_t>(text.size() + text.size() / 4, 64 * 1024), simdjson::SIMDJSON_MAXSIZE_BYTES);
    if (simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, 1, s.parser) !=
        simdjson::SUCCESS) {
      s.parser.reset();
      return Verdict::too_large;
    }
  }
  auto error =
      s.parser->stage1(reinterpret_cast<const uint8_t*>(text.data()), text.size(), simdjson::stage1_mode::regular);
  switch (error) {
    case simdjson::SUCCESS:
      return Verdict::ok;
    case simdjson::EMPTY:
      return Verdict::empty;
    case simdjson::UTF8_ERROR:
      return Verdict::invalid_utf8;
    case simdjson::UNCLOSED_STRING:
      return Verdict::open_string;
    case simdjson::CAPACITY:
      return Verdict::too_large;
    default:
      return Verdict::control_character;
  }
}

JsonCursor JsonIndex::cursor() const {
  const uint32_t* first = state_->parser->structural_indexes.get();
  return {state_->text, first, first + state_->parser->n_structural_indexes};
}

}  // namespace rsmf
