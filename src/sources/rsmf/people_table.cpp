#include "sources/rsmf/people_table.hpp"

#include <algorithm>
#include <string>

namespace rsmf::rsmf_source {
namespace {

bool agree(std::string_view a, std::string_view b) {
  return a.empty() || b.empty() || a == b;
}

bool same(std::span<const Property> a, const std::vector<Property>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Property& x, const Property& y) { return x.name == y.name && x.value == y.value; });
}

bool agree(const Participant& row, const PersonDraft& d) {
  return agree(row.display, d.display) && agree(row.email, d.email) && agree(row.account_id, d.account_id) &&
         (row.custom.empty() || d.custom.empty() || same(row.custom, d.custom));
}

}  // namespace

std::span<const Property> PeopleTable::keep(const std::vector<Property>& custom) {
  auto rows = arena_.copy(std::span<const Property>(custom));
  for (auto& p : rows) p = {arena_.copy(p.name), arena_.copy(p.value)};
  return rows;
}

PeopleTable::Entry& PeopleTable::add(std::string_view id, Entry* last) {
  Entry& entry = entries_.emplace_back();
  entry.raw_id = entry.row.id = arena_.copy(id);
  if (last != nullptr) {
    last->next = &entry;
  } else {
    first_.emplace(entry.raw_id, &entry);
  }
  return entry;
}

PeopleTable::Entry* PeopleTable::declare(const PersonDraft& d, std::string_view avatar) {
  if (d.id == kNobody && d.display == "Unknown" && d.email.empty() && d.account_id.empty() && d.custom.empty())
    return nullptr;
  auto at = first_.find(d.id);
  Entry* last = nullptr;
  Entry* entry = at == first_.end() ? nullptr : at->second;
  // Whom the manifests before only named is taken to be the first whom one lists.
  if (entry != nullptr && !entry->listed && entry->next == nullptr) entry->listed = true;
  for (; entry != nullptr && !(entry->listed && agree(entry->row, d)); entry = entry->next) last = entry;
  if (entry == nullptr) entry = &add(d.id, last);
  entry->listed = true;
  auto fill = [&](std::string_view& to, std::string_view from) {
    if (to.empty() && !from.empty()) to = arena_.copy(from);
  };
  fill(entry->row.display, d.display);
  fill(entry->row.email, d.email);
  fill(entry->row.account_id, d.account_id);
  fill(entry->row.avatar, avatar);
  if (entry->row.custom.empty()) entry->row.custom = keep(d.custom);
  return entry;
}

PeopleTable::Entry* PeopleTable::mention(std::string_view id) {
  if (id == kNobody) return nullptr;
  auto at = first_.find(id);
  Entry* last = nullptr;
  Entry* entry = at == first_.end() ? nullptr : at->second;
  if (entry != nullptr && entry->next == nullptr) return entry;
  for (; entry != nullptr && entry->listed; entry = entry->next) last = entry;
  return entry != nullptr ? entry : &add(id, last);
}

void PeopleTable::finish() {
  for (size_t i = 0; i < entries_.size(); ++i) {
    uint64_t number = 2;
    for (Entry* entry = entries_[i].next; is_first(entries_[i]) && entry != nullptr; entry = entry->next) {
      if (entry->row.display.empty()) entry->row.display = entry->raw_id;
      std::string id;
      do id = std::string(entry->raw_id) + "~" + std::to_string(number++);
      while (first_.contains(id));
      entry->row.id = arena_.copy(id);
    }
  }
}

const PeopleTable::Entry* PeopleTable::first(std::string_view id) const {
  auto at = first_.find(id);
  return at == first_.end() ? nullptr : at->second;
}

}  // namespace rsmf::rsmf_source
