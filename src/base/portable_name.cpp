#include "base/portable_name.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"

namespace rsmf {
namespace {

bool is_device_name(std::string_view name) {
  static constexpr std::array<std::string_view, 4> kDevices = {"CON", "PRN", "AUX", "NUL"};
  std::string stem(name.substr(0, name.find('.')));
  std::transform(stem.begin(), stem.end(), stem.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? char(c - 32) : c; });
  if (std::find(kDevices.begin(), kDevices.end(), stem) != kDevices.end()) return true;
  return stem.size() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT")) && stem[3] >= '0' && stem[3] <= '9';
}

/// Invisible characters that make two different names look alike, or turn text around.
bool is_invisible(char32_t c) {
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c >= 0x7F && c < 0xA0);
}

}  // namespace

std::string portable_name(std::string_view text, size_t max_bytes) {
  std::string composed = to_nfc(text);
  std::string name;
  for (size_t at = 0; at < composed.size();) {
    char32_t c = next_code_point(composed, at);
    if (is_invisible(c)) continue;
    if (c < 0x20 || (c < 0x80 && std::string_view("<>:\"/\\|?*").find(char(c)) != std::string_view::npos)) c = '_';
    append_code_point(c == 0xA0 || c == 0x202F ? U' ' : c, name);
  }
  name = truncate_utf8(name, max_bytes);
  auto outer = [](char c) { return c == ' ' || c == '.'; };
  while (!name.empty() && outer(name.back())) name.pop_back();
  name.erase(0, size_t(std::find_if_not(name.begin(), name.end(), outer) - name.begin()));
  if (is_device_name(name)) name.insert(0, "_");
  return name;
}

}  // namespace rsmf
