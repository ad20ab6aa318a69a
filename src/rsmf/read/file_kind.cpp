#include "rsmf/read/file_kind.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/ascii.hpp"
#include "mime/unicode_stream.hpp"

namespace rsmf {
namespace {

/// The name before the colon of a header line; empty if it is none.
std::string_view header_name(std::string_view line) {
  size_t end = 0;
  while (end < line.size() && line[end] > 0x20 && line[end] < 0x7F && line[end] != ':') ++end;
  std::string_view rest = line.substr(end);
  while (rest.starts_with(' ') || rest.starts_with('\t')) rest.remove_prefix(1);
  return rest.starts_with(':') ? line.substr(0, end) : std::string_view();
}

bool is_mail_name(std::string_view name) {
  static constexpr std::string_view kNames[] = {"from",     "to",         "subject",      "date",
                                                "received", "message-id", "mime-version", "return-path"};
  if (starts_ignoring_case(name, "X-RSMF-") || starts_ignoring_case(name, "Content-")) return true;
  return std::ranges::any_of(kNames, [&](std::string_view known) { return equals_ignoring_case(name, known); });
}

/// Begins with a header, or has one that only a mail would have, among its first lines.
bool is_mail(std::string_view start) {
  if (start.starts_with("\xEF\xBB\xBF")) start.remove_prefix(3);
  bool is_first = true;
  for (int lines = 0; lines < 100 && !start.empty(); ++lines) {
    size_t end = start.find('\n');
    std::string_view name = header_name(start.substr(0, end));
    if (!name.empty() && (is_first || is_mail_name(name))) return true;
    if (start[0] != '\r' && start[0] != '\n') is_first = false;
    if (end == start.npos) break;
    start.remove_prefix(end + 1);
  }
  return false;
}

bool is_json(std::string_view start) {
  TextEncoding encoding = detect_encoding(start);
  if (encoding.kind != TextEncoding::Kind::utf8) return true;
  start.remove_prefix(encoding.mark);
  size_t at = start.find_first_not_of(" \t\r\n");
  return at != start.npos && (start[at] == '{' || start[at] == '[');
}

}  // namespace

Result<std::optional<RsmfKind>> kind_of(const RandomFile& file) {
  char block[4096];
  auto n = file.read_at(0, block);
  if (!n) return std::unexpected(std::move(n.error()));
  std::string_view start(block, *n);
  if (start.starts_with("PK\3\4") || start.starts_with("PK\5\6")) return RsmfKind::zip;
  if (is_json(start)) return RsmfKind::manifest;
  if (is_mail(start)) return RsmfKind::mail;
  constexpr uint64_t kTail = 128 * 1024;
  std::string tail(size_t(std::min(kTail, file.size())), '\0');
  n = file.read_at(file.size() - tail.size(), tail);
  if (!n) return std::unexpected(std::move(n.error()));
  if (tail.find("PK\5\6") != tail.npos) return RsmfKind::zip;
  return std::nullopt;
}

}  // namespace rsmf
