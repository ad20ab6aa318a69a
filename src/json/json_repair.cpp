#include "json/json_repair.hpp"

#include <fmt/format.h>

namespace rsmf {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kBom = "\xEF\xBB\xBF";

bool is_json_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

bool continues(const char* p, const char* end) {
  return p < end && (uint8_t(*p) & 0xC0) == 0x80;
}

// Length of the well-formed sequence at p, which is not ASCII; or minus the length of the maximal subpart.
int sequence_length(const char* p, const char* end) {
  auto lead = uint8_t(*p);
  int need = lead >= 0xC2 && lead < 0xE0 ? 1 : lead >= 0xE0 && lead < 0xF0 ? 2 : lead >= 0xF0 && lead < 0xF5 ? 3 : 0;
  if (need == 0 || !continues(p + 1, end)) return -1;
  auto second = uint8_t(p[1]);
  bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
  bool surrogate_or_beyond = (lead == 0xED && second > 0x9F) || (lead == 0xF4 && second > 0x8F);
  if (overlong || surrogate_or_beyond) return -1;
  for (int i = 2; i <= need; ++i)
    if (!continues(p + i, end)) return -i;
  return need + 1;
}

class Repair {
 public:
  Repair(std::string_view raw, Bytes& into) : p_(raw.data()), end_(p_ + raw.size()), into_(into) {
    into_.clear();
    into_.reserve(raw.size() + raw.size() / 8 + 16);
  }

  JsonRepairs run() {
    while (p_ < end_) {
      if (std::string_view(p_, size_t(end_ - p_)).starts_with(kBom) && !in_string_) {
        note(done_.stray_bytes);
        p_ += kBom.size();
      } else if (uint8_t(*p_) >= 0x80) {
        wide();
      } else if (in_string_) {
        in_string();
      } else {
        between();
      }
    }
    flush_comma();
    return done_;
  }

 private:
  void put(std::string_view text) { into_.append(text); }
  void note(uint32_t& counter) {
    if (!done_.first) done_.first = p_;
    ++counter;
  }

  void wide() {
    flush_comma();
    int length = sequence_length(p_, end_);
    if (length > 0) {
      put({p_, size_t(length)});
    } else {
      note(done_.invalid_utf8);
      put(kReplacement);
    }
    p_ += length > 0 ? length : -length;
  }

  void in_string() {
    const char* from = p_;
    while (p_ < end_ && uint8_t(*p_) >= 0x20 && uint8_t(*p_) < 0x80 && *p_ != '"' && *p_ != '\\') ++p_;
    put({from, size_t(p_ - from)});
    if (p_ == end_ || uint8_t(*p_) >= 0x80) return;
    if (*p_ == '"') {
      in_string_ = false;
      put({p_++, 1});
    } else if (*p_ == '\\') {
      // An escaped control character or wide byte is dealt with by itself; the backslash then stands for itself.
      bool pair = end_ - p_ > 1 && uint8_t(p_[1]) >= 0x20 && uint8_t(p_[1]) < 0x80;
      put(pair ? std::string_view(p_, 2) : std::string_view("\\\\"));
      p_ += pair ? 2 : 1;
    } else {
      note(done_.control_characters);
      put(fmt::format("\\u{:04x}", unsigned(uint8_t(*p_))));
      ++p_;
    }
  }

  void between() {
    char c = *p_;
    if (c == ',') {
      flush_comma();
      comma_ = true;
    } else if (is_json_blank(c)) {
      // Held back with the comma: spaces mean nothing between tokens.
      if (!comma_) put({p_, 1});
    } else if (uint8_t(c) < 0x20 || c == 0x7F) {
      note(done_.stray_bytes);
    } else {
      if (comma_ && (c == '}' || c == ']')) {
        note(done_.trailing_commas);
        comma_ = false;
      }
      flush_comma();
      in_string_ = c == '"';
      put({p_, 1});
    }
    ++p_;
  }

  void flush_comma() {
    if (comma_) put(",");
    comma_ = false;
  }

  const char* p_;
  const char* end_;
  Bytes& into_;
  JsonRepairs done_;
  bool in_string_ = false, comma_ = false;
};

}  // namespace

JsonRepairs repair_json(std::string_view raw, Bytes& into) {
  return Repair(raw, into).run();
}

std::string JsonRepairs::describe() const {
  std::string text;
  auto add = [&](uint32_t count, std::string_view what) {
    if (count) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, what);
  };
  add(invalid_utf8, "invalid UTF-8 sequence(s) replaced by U+FFFD");
  add(control_characters, "bare control character(s) escaped");
  add(stray_bytes, "stray control character(s) or byte order mark(s) removed");
  add(trailing_commas, "trailing comma(s) removed");
  return text;
}

}  // namespace rsmf
