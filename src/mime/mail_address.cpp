#include "mime/mail_address.hpp"

#include <algorithm>

#include "base/digest.hpp"
#include "base/email_address.hpp"

namespace rsmf {
namespace {

constexpr size_t kMaxLocal = 64;

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_ascii(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

/// The id with everything but letters, digits and a few signs as =XX.
std::string local_part_of(std::string_view id) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string local;
  for (char c : id.substr(0, kMaxLocal + 1)) {
    bool inner_dot = c == '.' && !local.empty() && local.back() != '.';
    if (is_alphanumeric(c) || c == '+' || c == '-' || c == '_' || inner_dot) {
      local.push_back(c);
    } else {
      auto byte = static_cast<unsigned char>(c);
      local.push_back('=');
      local.push_back(kHex[byte >> 4]);
      local.push_back(kHex[byte & 15]);
    }
  }
  if (local.size() > kMaxLocal || local.ends_with('.')) return "id=" + Sha256::of(id).substr(0, 32);
  return local;
}

}  // namespace

std::string address_of(const Participant& person, std::string_view platform) {
  if (is_ascii(person.email) && is_plain_email_address(person.email)) return std::string(person.email);
  std::string address = local_part_of(person.id);
  address.push_back('@');
  size_t domain = address.size();
  for (char c : platform.substr(0, 32))
    if (is_alphanumeric(c)) address.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  if (address.size() == domain) address.append("chat");
  return address.append(".invalid");
}

}  // namespace rsmf
