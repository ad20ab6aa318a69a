#include "output/output_names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/portable_name.hpp"
#include "base/utf8.hpp"

namespace rsmf {
namespace {

constexpr size_t kMaxName = 60;

bool is_short_id(std::string_view id) {
  return !id.empty() && id.size() <= 20 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
  });
}

}  // namespace

std::string OutputNames::unique(std::string name) {
  std::string wanted = name;
  if (taken_.insert(fold_case(name)).second) return name;
  // Goes on after the last number tried: thousands of "general" must not each try all numbers.
  uint64_t& n = next_number_.try_emplace(fold_case(wanted), 2).first->second;
  do name = fmt::format("{}-{}", wanted, n++);
  while (!taken_.insert(fold_case(name)).second);
  return name;
}

const std::string& OutputNames::folder(const ConversationRecord& channel) {
  auto [it, fresh] = folders_.try_emplace(channel.number);
  if (!fresh) return it->second;
  std::string name = portable_name(channel.row.display, kMaxName);
  std::replace(name.begin(), name.end(), ' ', '_');
  if (name.empty()) name = "conversation";
  std::string id(is_short_id(channel.row.id) ? channel.row.id : std::string_view(channel.digest).substr(0, 8));
  if (name != id) name += "-" + id;
  return it->second = unique(std::move(name));
}

std::string OutputNames::file(const Slice& slice) {
  return slice.part == 1 ? slice.label + ".rsmf" : fmt::format("{}_{:03}.rsmf", slice.label, slice.part);
}

}  // namespace rsmf
