#include "sources/rsmf/manifest_cutter.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "json/json_unescape.hpp"
#include "rsmf/schema/manifest_names.hpp"

namespace rsmf::rsmf_source {
namespace {

constexpr std::array<std::string_view, 3> kArrays = {
    spelling(ManifestName::participants), spelling(ManifestName::conversations), spelling(ManifestName::events)};
// What every row has and no object inside one: after a broken row, the next is found by it.
constexpr std::string_view kRowKeys[] = {spelling(ManifestName::id)};
constexpr std::string_view kEventKeys[] = {spelling(ManifestName::type)};
constexpr uint32_t kMaxArrays = 16;  // a manifest has three; each costs a look ahead
constexpr size_t kMaxKey = 1024;
constexpr size_t kBlock = 64 * 1024;

bool is_space(int c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

std::string meaning_of(const std::string& raw) {
  if (raw.find('\\') == std::string::npos) return raw;
  std::string text(raw.size(), '\0');
  JsonTextFaults faults;
  text.resize(unescape_json(raw, text.data(), faults));
  return text;
}

}  // namespace

RecordScannerOptions scanner_options(ManifestPart part) {
  RecordScannerOptions options;
  options.stop_at_close = true;
  options.record_keys = part == ManifestPart::events ? std::span(kEventKeys) : std::span(kRowKeys);
  return options;
}

/// A stream that breaks ends here, and stop() tells why: whoever reads ahead must not take the error for its own.
Result<size_t> ManifestCutter::Window::read(std::span<char> into) {
  if (at == held.size()) fill();
  size_t count = std::min(into.size(), held.size() - at);
  if (count > 0) std::memcpy(into.data(), held.data() + at, count);
  at += count;
  return count;
}

/// Always blocks of one size: how much a damaged stream gives before it breaks may depend on how much it is asked for.
void ManifestCutter::Window::fill() {
  held.clear();
  at = 0;
  if (!trouble.empty()) return;
  held.resize(kBlock);
  auto got = source.read(held);
  held.resize(got.value_or(0));
  taken += held.size();
  if (got) return;
  trouble = got.error().message;
  trouble_kind = got.error().kind;
}

int ManifestCutter::Window::peek() {
  if (at == held.size()) fill();
  if (held.empty()) return -1;
  return static_cast<unsigned char>(held[at]);
}

int ManifestCutter::skip_space() {
  int c = window_.peek();
  for (; is_space(c); c = window_.peek()) window_.step();
  return c;
}

/// The content of the string that begins here; false if it is too long or does not end.
bool ManifestCutter::read_string(std::string& into) {
  into.clear();
  window_.step();
  for (int c = window_.peek(); c >= 0 && into.size() < kMaxKey; c = window_.peek()) {
    window_.step();
    if (c == '"') return true;
    into.push_back(static_cast<char>(c));
    if (c != '\\') continue;
    if (int next = window_.peek(); next >= 0) {
      into.push_back(static_cast<char>(next));
      window_.step();
    }
  }
  return false;
}

/// A value of any kind and size, of which the beginning is kept.
void ManifestCutter::read_value(Bytes& frame) {
  frame.clear();
  std::string kept;
  uint64_t depth = 0;
  bool in_string = false, escaped = false;
  for (int c = window_.peek(); c >= 0; c = window_.peek()) {
    if (escaped) {
      escaped = false;
    } else if (in_string) {
      escaped = c == '\\';
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    } else if (depth == 0 && (c == ',' || c == '}' || c == ']')) {
      break;
    }
    if (kept.size() < kValueBytes) kept.push_back(static_cast<char>(c));
    window_.step();
  }
  while (!kept.empty() && is_space(kept.back())) kept.pop_back();
  frame.append(kept);
}

Result<bool> ManifestCutter::stop(bool broken) {
  finished_ = true;
  broken_ = broken;
  if (!window_.trouble.empty()) return fail(window_.trouble_kind, window_.trouble);
  return false;
}

Result<bool> ManifestCutter::rows(Bytes& frame, Piece& piece, std::vector<OversizeRecord>& oversize) {
  size_t before = oversize.size();
  auto more = cutter_->next(frame, piece.offset, oversize);
  for (size_t i = before; i < oversize.size(); ++i) oversize[i].offset += rows_at_;
  piece.part = part_;
  piece.offset += rows_at_;
  if (!more) {
    finished_ = true;
    return more;
  }
  if (*more) return true;
  window_.held.replace(0, window_.at, cutter_->rest());
  window_.at = 0;
  cutter_.reset();
  if (window_.peek() == ']') {
    window_.step();
  } else {
    broken_ = true;
  }
  return false;
}

/// Key and colon of the next member. False behind the last one, or where there is none.
bool ManifestCutter::begin_member(Piece& piece) {
  int c = skip_space();
  while (c == ',') {
    window_.step();
    c = skip_space();
  }
  if (c == '}') return false;
  if (c != '"' || !read_string(piece.key) || skip_space() != ':') {
    broken_ = true;
    return false;
  }
  piece.key = meaning_of(piece.key);
  window_.step();
  skip_space();
  return true;
}

Result<bool> ManifestCutter::next(Bytes& frame, Piece& piece, std::vector<OversizeRecord>& oversize) {
  frame.clear();
  if (finished_) return false;
  if (!began_) {
    began_ = true;
    for (int c = window_.peek(); is_space(c) || c == 0xEF || c == 0xBB || c == 0xBF; c = window_.peek()) window_.step();
    if (window_.peek() != '{') return stop(true);
    window_.step();
  }
  for (;;) {
    if (cutter_) {
      size_t before = oversize.size();
      auto more = rows(frame, piece, oversize);
      if (!more || *more) return more;
      if (broken_) return stop(true);
      if (oversize.size() > before) {  // the caller is to know whose they are
        piece.part = part_;
        return true;
      }
    }
    if (!begin_member(piece)) return stop(broken_ || !window_.trouble.empty());
    auto array = std::find(kArrays.begin(), kArrays.end(), piece.key);
    if (array == kArrays.end() || window_.peek() != '[') {
      piece.part = ManifestPart::member;
      piece.offset = window_.offset();
      read_value(frame);
      return true;
    }
    window_.step();
    if (++arrays_ > kMaxArrays) return stop(true);
    part_ = static_cast<ManifestPart>(array - kArrays.begin());
    has_events_ = has_events_ || part_ == ManifestPart::events;
    rows_at_ = window_.offset();
    RecordCutterOptions options;
    options.scanner = scanner_options(part_);
    options.frame_bytes = limits_.frame_bytes;
    options.max_record_bytes = limits_.max_record_bytes;
    cutter_ = std::make_unique<RecordCutter>(window_, options);
  }
}

}  // namespace rsmf::rsmf_source
