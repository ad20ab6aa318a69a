#include "sources/slack/attachment_index.hpp"

#include <algorithm>
#include <charconv>

namespace rsmf::slack {
namespace {

// "F" and at least four more of [A-Z0-9], then the end or something else.
std::string_view file_id_in(std::string_view component) {
  if (!component.starts_with('F')) return {};
  size_t end = 1;
  while (end < component.size() &&
         ((component[end] >= 'A' && component[end] <= 'Z') || (component[end] >= '0' && component[end] <= '9')))
    ++end;
  bool bounded = end == component.size() || component[end] == '-' || component[end] == '.' || component[end] == '_';
  return end >= 4 && bounded ? component.substr(0, end) : std::string_view();
}

}  // namespace

std::string AttachmentIndex::key_of(const Container& container, size_t entry) {
  auto it = std::find(containers_.begin(), containers_.end(), &container);
  if (it == containers_.end()) it = containers_.insert(it, &container);
  return std::to_string(it - containers_.begin()) + ":" + std::to_string(entry);
}

void AttachmentIndex::add(const Container& container, size_t entry, std::string_view name) {
  while (!name.empty()) {
    size_t slash = name.find('/');
    std::string_view component = name.substr(0, slash);
    std::string_view rest = slash == name.npos ? std::string_view() : name.substr(slash + 1);
    if (std::string_view id = file_id_in(component); !id.empty()) {
      std::string_view display = !rest.empty()                  ? rest
                                 : id.size() < component.size() ? component.substr(id.size() + 1)
                                                                : component;
      by_id_.emplace(id, Place{std::string(display), key_of(container, entry)});
      return;
    }
    name = rest;
  }
}

void AttachmentIndex::add_all(std::unique_ptr<Container> container) {
  const Container& c = *own_.emplace_back(std::move(container));
  for (size_t i = 0; i < c.entries().size(); ++i) add(c, i, c.entries()[i].name);
}

std::string_view AttachmentIndex::find(std::string_view file_id, std::string_view name) const {
  auto [from, to] = by_id_.equal_range(file_id);
  if (from == to) return {};
  for (auto it = from; it != to; ++it)
    if (it->second.name == name) return it->second.key;
  return from->second.key;
}

AttachmentIndex::Entry AttachmentIndex::entry_of(std::string_view key) const {
  size_t container = 0, entry = 0;
  const char* end = key.data() + key.size();
  auto first = std::from_chars(key.data(), end, container);
  if (first.ec == std::errc() && first.ptr != end && *first.ptr == ':') {
    auto second = std::from_chars(first.ptr + 1, end, entry);
    if (second.ec == std::errc() && second.ptr == end && container < containers_.size() &&
        entry < containers_[container]->entries().size())
      return {containers_[container], entry};
  }
  return {};
}

ExportPath AttachmentIndex::path_of(std::string_view key) const {
  const Entry entry = entry_of(key);
  if (entry.container == nullptr) return {};
  const bool is_outside = std::ranges::any_of(own_, [&](const auto& own) { return own.get() == entry.container; });
  return {entry.container->entries()[entry.number].name, is_outside};
}

Result<std::unique_ptr<ByteSource>> AttachmentIndex::open(std::string_view key) const {
  if (const Entry entry = entry_of(key); entry.container != nullptr) return entry.container->open(entry.number);
  return fail(ErrorKind::bug, "no attachment has the key '" + std::string(key) + "'");
}

}  // namespace rsmf::slack
