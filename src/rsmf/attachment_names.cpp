#include "rsmf/attachment_names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"

namespace rsmf {
namespace {

constexpr size_t kMaxName = 200;
constexpr size_t kMaxExtension = 20;

/// Control and format characters could make a name look like another one, the rest is reserved somewhere.
bool is_reserved(char32_t c) {
  if (c < 0x20 || (c >= 0x7f && c < 0xa0)) return true;
  if (c < 0x80) return std::string_view("<>:\"/\\|?*").find(static_cast<char>(c)) != std::string_view::npos;
  return (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
}

bool is_device_name(std::string_view name) {
  std::string stem = fold_case(name.substr(0, name.find('.')));
  if (stem == "con" || stem == "prn" || stem == "aux" || stem == "nul") return true;
  return stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) && stem[3] >= '0' && stem[3] <= '9';
}

/// ".jpg", or nothing if there is none worth keeping.
std::string_view extension_of(std::string_view name) {
  size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name.size() - dot > kMaxExtension) return {};
  return name.substr(dot);
}

std::string_view trimmed(std::string_view text) {
  size_t first = text.find_first_not_of(". ");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(". ") - first + 1);
}

std::string shortened(std::string_view name, std::string_view suffix = {}) {
  std::string_view extension = extension_of(name);
  std::string_view stem = name.substr(0, name.size() - extension.size());
  stem = truncate_utf8(stem, kMaxName - extension.size() - suffix.size());
  return fmt::format("{}{}{}", stem, suffix, extension);
}

}  // namespace

std::string portable_name(std::string_view text) {
  // Far more than is kept in the end; a display name may be megabytes long.
  if (text.size() > 4 * kMaxName) {
    std::string_view extension = extension_of(text);
    std::string cut(truncate_utf8(text, 3 * kMaxName));
    return portable_name(cut.append(extension));
  }
  std::string name;
  for (size_t at = 0; at < text.size();) {
    char32_t c = next_code_point(text, at);
    append_code_point(is_reserved(c) ? U'_' : c, name);
  }
  name = to_nfc(name);
  std::string kept(trimmed(name));
  if (kept.empty()) kept = "file";
  if (is_device_name(kept)) kept.insert(0, 1, '_');
  return std::string(trimmed(shortened(kept)));
}

void AttachmentNames::clear() {
  taken_.clear();
  taken_.emplace("rsmf_manifest.json", 1);
}

std::string AttachmentNames::take(std::string_view unique, std::string_view display) {
  if (unique.empty() || unique == display) return without_collision(portable_name(display));
  // A path that ends with the name people saw says it all.
  if (display.empty() || unique.ends_with(display)) return without_collision(portable_name(unique));
  return without_collision(portable_name(fmt::format("{}_{}", unique, display)));
}

std::string AttachmentNames::without_collision(std::string name) {
  auto [place, is_new] = taken_.try_emplace(fold_case(name), 1);
  if (is_new) return name;
  // Remembering the last number keeps a thousand files of one name from being quadratic.
  for (uint32_t& number = place->second;;) {
    ++number;
    std::string candidate = shortened(name, fmt::format("_{}", number));
    if (taken_.try_emplace(fold_case(candidate), 1).second) return candidate;
  }
}

}  // namespace rsmf
