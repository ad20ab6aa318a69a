#include "inspect/header_totals.hpp"

#include <algorithm>
#include <charconv>

namespace rsmf {
namespace {

/// False unless it is a plain number.
bool add_number(const std::string& text, uint64_t& sum) {
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return false;
  sum += std::min(number, UINT64_MAX - sum);
  return true;
}

}  // namespace

void ValueCounts::add(const std::string& value) {
  auto found = counts_.find(value);
  if (found != counts_.end()) {
    ++found->second;
  } else if (counts_.size() < kMost) {
    counts_.emplace(value, 1);
  } else {
    ++others_;
  }
}

std::vector<std::pair<std::string, uint64_t>> ValueCounts::sorted() const {
  std::vector<std::pair<std::string, uint64_t>> rows(counts_.begin(), counts_.end());
  std::ranges::stable_sort(rows, std::greater<>(), &std::pair<std::string, uint64_t>::second);
  return rows;
}

void HeaderTotals::add(const HeaderRow& row) {
  ++files;
  bytes += row.bytes;
  sizes.push_back(row.bytes);
  if (!row.trouble.empty()) {
    ++trouble;
    return;
  }
  if (!add_number(row.events, events)) ++without_events;
  add_number(row.attachments, attachments);
  versions.add(row.version);
  generators.add(row.generator);
  applications.add(row.application);
  custodians.add(row.custodian);
}

void HeaderTotals::finish() {
  std::ranges::sort(sizes);
}

uint64_t HeaderTotals::size_at(unsigned percent) const {
  return sizes[(sizes.size() - 1) * percent / 100];
}

}  // namespace rsmf
