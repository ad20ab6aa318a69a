#include "json/json_index.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace rsmf {

uint64_t JsonCursor::count() {
  std::string_view digits = string_or_number();
  uint64_t value = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() && (end == digits.data() + digits.size() || *end == '.') ? value : 0;
}

namespace {

/// Kinds of the open brackets, one bit each.
constexpr size_t kMostNested = 448;  // below what RecordScanner allows a record by default

struct Nesting {
  std::array<uint64_t, kMostNested / 64> bits{};
  size_t depth = 0;
  bool in_object() const { return bits[(depth - 1) / 64] >> ((depth - 1) % 64) & 1; }
  void open(bool object) {
    uint64_t bit = uint64_t{1} << depth % 64;
    bits[depth / 64] = object ? bits[depth / 64] | bit : bits[depth / 64] & ~bit;
    ++depth;
  }
};

}  // namespace

// What RecordScanner calls broken must fail here too: a record's fate must not depend on which of the two met it first,
// that is, on what else lay in the frame.
void JsonCursor::skip_container() {
  Nesting nesting;
  for (; at_ < end_; ++at_) {
    char c = text_[*at_];
    if (c == ',' || c == ':') continue;
    if (c == '"') {
      char left = text_[*at_ - 1];
      if (left == '"' || left == '}' || left == ']') return fail();
      continue;
    }
    if (c == '{' || c == '[') {
      if (nesting.depth == kMostNested) return fail();
      char left = text_[at_[-1]];
      if (nesting.depth > 0 && (nesting.in_object() ? left != ':' : left != '[' && left != ',')) return fail();
      nesting.open(c == '{');
    } else if (c == '}' || c == ']') {
      if (nesting.in_object() != (c == '}')) return fail();
      if (--nesting.depth == 0) {
        ++at_;
        return;
      }
    } else if (holds_quote()) {
      return fail();
    }
  }
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
  const uint32_t* at = state_->parser->structural_indexes.get();
  return {state_->text, at, at + state_->parser->n_structural_indexes};
}

}  // namespace rsmf
