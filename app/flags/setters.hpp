// The ways in which the flags of the table put their value into the configuration. `Path` leads there, member by
// member.
#pragma once

#include <string>
#include <string_view>

#include "app/flag.hpp"
#include "app/values.hpp"

namespace rsmf::app {

template <auto Head, auto... Tail, class T>
auto& member_of(T& object) {
  if constexpr (sizeof...(Tail) == 0) {
    return object.*Head;
  } else {
    return member_of<Tail...>(object.*Head);
  }
}

template <auto... Path>
Result<void> set_on(const Flag&, std::string_view, Config& into) {
  member_of<Path...>(into) = true;
  return {};
}

template <auto... Path>
Result<void> set_off(const Flag&, std::string_view, Config& into) {
  member_of<Path...>(into) = false;
  return {};
}

template <auto... Path>
Result<void> set_text(const Flag&, std::string_view value, Config& into) {
  if (value.empty()) return fail(ErrorKind::usage, "the value is empty");
  member_of<Path...>(into) = std::string(value);
  return {};
}

template <auto... Path>
Result<void> add_text(const Flag&, std::string_view value, Config& into) {
  if (value.empty()) return fail(ErrorKind::usage, "the value is empty");
  member_of<Path...>(into).emplace_back(value);
  return {};
}

/// Also for sizes: both know k, M and G.
template <auto... Path>
Result<void> set_number(const Flag&, std::string_view value, Config& into) {
  using Number = std::remove_reference_t<decltype(member_of<Path...>(into))>;
  auto number = parse_number(value, std::numeric_limits<Number>::max());
  RSMF_TRY(number);
  member_of<Path...>(into) = static_cast<Number>(*number);
  return {};
}

/// A number that cannot be 0.
template <auto... Path>
Result<void> set_limit(const Flag& flag, std::string_view value, Config& into) {
  RSMF_TRY(set_number<Path...>(flag, value, into));
  if (member_of<Path...>(into) == 0) return fail(ErrorKind::usage, "must be at least 1");
  return {};
}

template <auto... Path>
Result<void> set_rate(const Flag&, std::string_view value, Config& into) {
  auto rate = parse_rate(value);
  RSMF_TRY(rate);
  member_of<Path...>(into) = *rate;
  return {};
}

/// The choices of the flag stand in the order of the enumeration. REQUIRES: value is one of them.
template <auto... Path>
Result<void> set_choice(const Flag& flag, std::string_view value, Config& into) {
  using Enum = std::remove_reference_t<decltype(member_of<Path...>(into))>;
  size_t index = 0;
  while (flag.choices[index].value != value) ++index;
  member_of<Path...>(into) = static_cast<Enum>(index);
  return {};
}

}  // namespace rsmf::app
