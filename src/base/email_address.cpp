#include "base/email_address.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace rsmf {
namespace {

constexpr size_t kMaxAddress = 254, kMaxLocal = 64, kMaxLabel = 63;

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

bool is_dot_atom(std::string_view local) {
  if (local.empty() || local.front() == '.' || local.back() == '.') return false;
  if (local.find("..") != std::string_view::npos) return false;
  return std::all_of(local.begin(), local.end(), [](char c) {
    return is_alphanumeric(c) || !is_ascii(c) ||
           std::string_view(".!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
  });
}

bool is_quoted_string(std::string_view local) {
  if (local.size() < 2 || local.front() != '"' || local.back() != '"') return false;
  local = local.substr(1, local.size() - 2);
  for (size_t i = 0; i < local.size(); ++i) {
    auto c = static_cast<unsigned char>(local[i]);
    if (c == '\\' && ++i == local.size()) return false;
    if (c == '"' || c < 0x20 || c == 0x7F) return false;
  }
  return true;
}

bool is_label(std::string_view label) {
  if (label.empty() || label.size() > kMaxLabel || label.front() == '-' || label.back() == '-') return false;
  return std::all_of(label.begin(), label.end(), [](char c) { return is_alphanumeric(c) || c == '-' || !is_ascii(c); });
}

bool is_domain(std::string_view domain) {
  for (;;) {
    size_t dot = domain.find('.');
    if (!is_label(domain.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    domain.remove_prefix(dot + 1);
  }
}

/// "[192.0.2.1]", "[IPv6:2001:db8::1]"; the text in the brackets is only checked for its characters.
bool is_address_literal(std::string_view domain) {
  if (domain.size() < 5 || domain.front() != '[' || domain.back() != ']') return false;
  domain = domain.substr(1, domain.size() - 2);
  std::string_view signs = "0123456789.";
  if (domain.starts_with("IPv6:")) {
    domain.remove_prefix(5);
    signs = "0123456789abcdefABCDEF:.";
  }
  return !domain.empty() && domain.find_first_not_of(signs) == std::string_view::npos;
}

/// Both parts; empty if there are none. A quoted part may hold an @ itself, a domain never does.
bool split(std::string_view text, std::string_view& local, std::string_view& domain) {
  size_t at = text.rfind('@');
  if (at == std::string_view::npos || text.size() > kMaxAddress || at > kMaxLocal) return false;
  local = text.substr(0, at);
  domain = text.substr(at + 1);
  return valid_utf8_prefix(text) == text.size();
}

}  // namespace

bool is_email_address(std::string_view text) {
  std::string_view local, domain;
  if (!split(text, local, domain)) return false;
  return (is_dot_atom(local) || is_quoted_string(local)) && (is_domain(domain) || is_address_literal(domain));
}

bool is_plain_email_address(std::string_view text) {
  std::string_view local, domain;
  if (!split(text, local, domain) || !is_dot_atom(local) || !is_domain(domain)) return false;
  if (!std::all_of(domain.begin(), domain.end(), is_ascii)) return false;
  size_t dot = domain.rfind('.');
  if (dot == std::string_view::npos) return false;
  std::string_view top = domain.substr(dot + 1);
  return top.size() >= 2 && !(top.front() >= '0' && top.front() <= '9');
}

}  // namespace rsmf
