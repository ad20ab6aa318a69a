#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "archive/container_kinds.hpp"
#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "json/utf8_validation.hpp"
#include "rsmf/read/zip_rules.hpp"

namespace rsmf {
namespace {

constexpr std::string_view kManifest = "rsmf_manifest.json";
constexpr uint64_t kSmall = 1 << 20;  // ratios of smaller entries do not matter
constexpr uint64_t kSuspiciousRatio = 200;
constexpr uint64_t kSuspiciousSize = 16 << 20;

std::string_view base_name(std::string_view name) {
  size_t slash = name.find_last_of("/\\");
  return slash == name.npos ? name : name.substr(slash + 1);
}

bool is_ascii(std::string_view text) {
  return ascii_prefix(text) == text.size();
}

std::string folded_name(std::string_view name) {
  if (!is_ascii(name)) return fold_case(name);
  std::string out(name);
  for (char& c : out) c = to_lower(c);
  return out;
}

void check_name(const RsmfEntry& entry, BreachLog& log) {
  std::string plain = entry.name;
  std::replace(plain.begin(), plain.end(), '\\', '/');
  if (plain.empty())
    log.add(RuleId::entry_escapes, place_of_entry(entry),
            "it has no name, and would be written over the folder itself");
  else if (!is_safe_name(plain))
    log.add(RuleId::entry_escapes, place_of_entry(entry), fmt::format("\"{}\"", excerpt(entry.name)));
  else if (plain.find('/') != plain.npos)
    log.add(RuleId::entry_in_folder, place_of_entry(entry));
}

void check_alike(const ZipListing& listing, BreachLog& log) {
  std::unordered_map<std::string, size_t> seen;
  for (size_t i = 0; i < listing.entries.size(); ++i) {
    const RsmfEntry& entry = listing.entries[i];
    auto [it, is_new] = seen.try_emplace(folded_name(entry.name), i);
    if (is_new) continue;
    const RsmfEntry& other = listing.entries[it->second];
    if (entry.name == other.name && entry.name == kManifest) continue;  // has a rule of its own
    log.add(RuleId::entry_names_alike, place_of_entry(entry),
            entry.name == other.name ? "another entry has the same name"
                                     : fmt::format("another entry is \"{}\"", excerpt(other.name)));
  }
}

void refuse(RsmfEntry& entry, RuleId rule, std::string message, BreachLog& log) {
  if (std::exchange(entry.readable, false)) log.add(rule, place_of_entry(entry), std::move(message));
}

void check_sizes(ZipListing& listing, uint64_t zip_size, int64_t manifest, const RsmfReadOptions& options,
                 BreachLog& log) {
  uint64_t unpacked = 0;
  for (size_t i = 0; i < listing.entries.size(); ++i) {
    RsmfEntry& entry = listing.entries[i];
    if (!entry.readable) continue;
    uint64_t there = zip_size - std::min(zip_size, listing.entries[i].data);  // bytes up to the end of the zip
    uint64_t packed = std::max<uint64_t>(std::min(entry.packed_size, there), 1), ratio = entry.size / packed;
    uint64_t room = options.max_unpacked_bytes - std::min(unpacked, options.max_unpacked_bytes);
    if (entry.size > kSmall && ratio > options.max_ratio) {
      refuse(entry, RuleId::zip_bomb, fmt::format("{} bytes from {}", entry.size, entry.packed_size), log);
    } else if (entry.size > room) {
      refuse(entry, RuleId::zip_bomb,
             fmt::format("all entries together would be over {} bytes", options.max_unpacked_bytes), log);
    } else if (entry.packed_size > there && int64_t(i) != manifest) {
      refuse(entry, RuleId::entry_damaged, "it is cut off by the end of the zip", log);
    } else {
      // A part of a manifest is worth more than none.
      if (entry.packed_size > there && !listing.salvaged)
        log.add(RuleId::entry_damaged, place_of_entry(entry), "it is cut off by the end of the zip");
      unpacked += entry.size;
      if (entry.size > kSuspiciousSize && ratio > kSuspiciousRatio)
        log.add(RuleId::entry_ratio, place_of_entry(entry),
                fmt::format("{} bytes from {}", entry.size, entry.packed_size));
    }
  }
}

/// The same bytes read as many entries are a bomb that no ratio gives away. Of those that begin at one place the
/// manifest is the one that stays.
void check_overlaps(ZipListing& listing, int64_t manifest, BreachLog& log) {
  std::vector<uint32_t> order = in_offset_order(listing.entries);
  if (manifest >= 0) {
    uint64_t offset = listing.entries[size_t(manifest)].offset;
    auto alike = std::ranges::equal_range(order, offset, {}, [&](uint32_t i) { return listing.entries[i].offset; });
    auto at = std::ranges::find(alike, uint32_t(manifest));
    std::rotate(alike.begin(), at, at + 1);
  }
  uint64_t end = 0;
  const RsmfEntry* before = nullptr;
  for (uint32_t i : order) {
    RsmfEntry& entry = listing.entries[i];
    if (!entry.readable) continue;
    if (before && entry.offset < end) {
      refuse(entry, RuleId::zip_bomb, fmt::format("its bytes are also those of \"{}\"", excerpt(before->name)), log);
      continue;
    }
    before = &entry;
    end = listing.entries[i].data + std::min(entry.packed_size, UINT64_MAX - listing.entries[i].data);
  }
}

}  // namespace

Place place_of_entry(const RsmfEntry& entry) {
  Place place;
  place.entry = entry.name;
  place.offset = entry.offset;
  return place;
}

/// Where a zip of files for review was taken for one of them; empty if it was not.
std::string what_it_seems_to_be(const ZipListing& listing) {
  const auto count =
      std::ranges::count_if(listing.entries, [](const RsmfEntry& e) { return e.name.ends_with(".rsmf"); });
  if (count == 0) return {};
  return fmt::format("this zip holds {} .rsmf {}; unpack it and check the folder", count,
                     count == 1 ? "file" : "files");
}

int64_t choose_manifest(const ZipListing& listing, BreachLog& log) {
  int64_t exact = -1, other = -1;
  auto rank = [](std::string_view name) {  // lower is nearer to what it should be
    return size_t(std::ranges::count_if(name, [](char c) { return c == '/' || c == '\\'; })) * 2 +
           (base_name(name) == kManifest ? 0 : 1);
  };
  for (size_t i = 0; i < listing.entries.size(); ++i) {
    const std::string& name = listing.entries[i].name;
    if (name == kManifest) {
      if (exact < 0)
        exact = int64_t(i);
      else
        log.add(RuleId::manifest_twice, place_of_entry(listing.entries[i]), "the first one was read");
    } else if (equals_ignoring_case(base_name(name), kManifest)) {
      if (other < 0 || rank(name) < rank(listing.entries[size_t(other)].name)) other = int64_t(i);
    }
  }
  if (exact >= 0) return exact;
  if (other >= 0)
    log.add(RuleId::manifest_missing, place_of_entry(listing.entries[size_t(other)]),
            fmt::format("\"{}\" was read instead", excerpt(listing.entries[size_t(other)].name)));
  else if (listing.found)
    log.add(RuleId::manifest_missing, {}, what_it_seems_to_be(listing));
  return other;
}

void check_listing(ZipListing& listing, uint64_t zip_size, int64_t manifest, const RsmfReadOptions& options,
                   BreachLog& log) {
  for (const RsmfEntry& entry : listing.entries) check_name(entry, log);
  check_alike(listing, log);
  check_overlaps(listing, manifest, log);
  check_sizes(listing, zip_size, manifest, options, log);
}

}  // namespace rsmf
