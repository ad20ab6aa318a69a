#include "rsmf/encode/attachment_names.hpp"

#include <fmt/format.h>

#include "base/portable_name.hpp"
#include "base/utf8.hpp"

namespace rsmf {
namespace {

constexpr size_t kMaxName = 200;
constexpr size_t kMaxExtension = 20;

/// ".jpg", or nothing if there is none worth keeping.
std::string_view extension_of(std::string_view name) {
  size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name.size() - dot > kMaxExtension) return {};
  return name.substr(dot);
}

std::string shortened(std::string_view name, std::string_view suffix = {}) {
  std::string_view extension = extension_of(name);
  std::string_view stem = name.substr(0, name.size() - extension.size());
  stem = truncate_utf8(stem, kMaxName - extension.size() - suffix.size());
  return fmt::format("{}{}{}", stem, suffix, extension);
}

}  // namespace

void AttachmentNames::clear() {
  taken_.clear();
  taken_.emplace("rsmf_manifest.json", 1);
}

/// One portable name with its extension, out of any text; never empty.
std::string AttachmentNames::portable(std::string_view text) {
  std::string name;
  if (text.size() > 4 * kMaxName) {  // a name may be megabytes long: cut before the work
    name.assign(truncate_utf8(text, 3 * kMaxName)).append(extension_of(text));
    text = name;
  }
  name = portable_name(text, 4 * kMaxName);
  if (name.size() > kMaxName) name = portable_name(shortened(name), kMaxName);
  return name.empty() ? "file" : name;
}

std::string AttachmentNames::take(std::string_view unique, std::string_view display) {
  if (unique.empty() || unique == display) return without_collision(portable(display));
  // A path that ends with the name people saw says it all.
  if (display.empty() || unique.ends_with(display)) return without_collision(portable(unique));
  return without_collision(portable(fmt::format("{}_{}", unique, display)));
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
