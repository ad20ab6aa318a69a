#include "mime/header_parameters.hpp"

#include "base/ascii.hpp"
#include "mime/encoded_words.hpp"

namespace rsmf {
namespace {

constexpr size_t kMaxParameters = 100;

class ParameterCutter {
 public:
  explicit ParameterCutter(std::string_view text) : text_(text) {}

  /// Up to the next ';' outside of quotes and comments, or the end.
  std::string next() {
    std::string piece;
    int depth = 0;
    bool quoted = false;
    for (; at_ < text_.size(); ++at_) {
      char c = text_[at_];
      if (c == '\\' && at_ + 1 < text_.size() && (quoted || depth > 0)) {
        if (depth == 0) piece += text_[at_ + 1];
        ++at_;
      } else if (c == '"' && depth == 0) {
        quoted = !quoted;
      } else if (!quoted && c == '(') {
        ++depth;
      } else if (!quoted && c == ')' && depth > 0) {
        --depth;
      } else if (!quoted && depth == 0 && c == ';') {
        ++at_;
        return piece;
      } else if (depth == 0) {
        piece += c;
      }
    }
    return piece;
  }
  bool at_end() const { return at_ >= text_.size(); }

 private:
  std::string_view text_;
  size_t at_ = 0;
};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = to_lower(c);
  return out;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    int value = text[i] == '%' && i + 2 < text.size() ? hex_pair(text[i + 1], text[i + 2]) : -1;
    out += value < 0 ? text[i] : char(value);
    if (value >= 0) i += 2;
  }
  return out;
}

/// RFC 2231: name*=charset'language'text, or the pieces name*0=, name*1*=.
void add_extended(HeaderParameters& to, std::string_view name, std::string_view value) {
  size_t star = name.find('*');
  std::string_view base = name.substr(0, star), rest = name.substr(star + 1);
  bool encoded = rest.empty() || rest.ends_with('*');
  std::string text(value);
  if (encoded) {
    size_t first = value.find('\''), second = first == value.npos ? value.npos : value.find('\'', first + 1);
    std::string decoded;
    if (second != value.npos) {
      std::string bytes = percent_decoded(value.substr(second + 1));
      text = append_from_charset(value.substr(0, first), bytes, decoded) ? decoded : bytes;
    } else {
      text = percent_decoded(value);
    }
  }
  if (!to.parameters.empty() && to.parameters.back().extended && to.parameters.back().name == base && !rest.empty()) {
    to.parameters.back().value += text;
    return;
  }
  to.parameters.push_back({std::string(base), std::move(text), true});
}

}  // namespace

const HeaderParameters::Parameter* HeaderParameters::find(std::string_view name) const {
  const Parameter* found = nullptr;
  for (const Parameter& p : parameters) {
    if (p.name != name || (found && (p.extended || !found->extended))) continue;
    found = &p;
  }
  return found;
}

HeaderParameters parse_header_parameters(std::string_view raw) {
  HeaderParameters out;
  ParameterCutter cutter(raw);
  out.value = lower(trim_blanks(cutter.next()));
  while (!cutter.at_end() && out.parameters.size() < kMaxParameters) {
    std::string piece = cutter.next();
    size_t equals = piece.find('=');
    if (equals == piece.npos) continue;
    std::string name = lower(trim_blanks(std::string_view(piece).substr(0, equals)));
    std::string_view value = trim_blanks(std::string_view(piece).substr(equals + 1));
    if (name.find('*') != name.npos) {
      add_extended(out, name, value);
    } else {
      out.parameters.push_back({std::move(name), std::string(value), false});
    }
  }
  return out;
}

}  // namespace rsmf
