#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "archive/container_kinds.hpp"
#include "archive/inflate.hpp"
#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "json/utf8_validation.hpp"
#include "rsmf/read/zip_listing.hpp"

namespace rsmf {
namespace {

constexpr std::string_view kManifest = "rsmf_manifest.json";
constexpr size_t kLongestName = 4096;
constexpr uint64_t kSmall = 1 << 20;  // ratios of smaller entries are nobody's trouble
constexpr uint64_t kSuspiciousRatio = 200;
constexpr uint64_t kSuspiciousSize = 16 << 20;

/// Info-ZIP's field 0x7075: the name in UTF-8, if it still belongs to this name.
std::string_view unicode_name(std::string_view raw_name, std::string_view extra) {
  while (extra.size() >= 4) {
    size_t length = std::min<size_t>(zip_u16(extra.data() + 2), extra.size() - 4);
    std::string_view field = extra.substr(4, length);
    if (zip_u16(extra.data()) == 0x7075 && length > 5 && field[0] == 1 &&
        zip_u32(field.data() + 1) == crc32_of(raw_name))
      return field.substr(5);
    extra.remove_prefix(4 + length);
  }
  return {};
}

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
    uint64_t there = zip_size - std::min(zip_size, listing.data[i]);  // bytes up to the end of the zip
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
    end = listing.data[i] + std::min(entry.packed_size, UINT64_MAX - listing.data[i]);
  }
}

}  // namespace

std::vector<uint32_t> in_offset_order(const std::vector<RsmfEntry>& entries) {
  std::vector<uint32_t> order(entries.size());
  std::iota(order.begin(), order.end(), 0u);
  std::ranges::stable_sort(order, {}, [&](uint32_t i) { return entries[i].offset; });
  return order;
}

Place place_of_entry(const RsmfEntry& entry) {
  Place place;
  place.entry = entry.name;
  place.offset = entry.offset;
  return place;
}

RsmfEntry make_zip_entry(const ZipRecord& record, std::string_view raw_name, std::string_view extra, BreachLog& log) {
  RsmfEntry entry;
  std::string_view unicode = unicode_name(raw_name, extra);
  bool good = is_valid_utf8(raw_name), named = !unicode.empty() && is_valid_utf8(unicode);
  if (named)
    entry.name = unicode;
  else
    entry.name = good ? std::string(raw_name) : from_code_page_437(raw_name);
  if (entry.name.size() > kLongestName) entry.name = truncate_utf8(entry.name, kLongestName);
  entry.size = record.size;
  entry.packed_size = record.packed_size;
  entry.crc = record.crc;
  entry.packing = record.method == 8 ? Packing::deflate : Packing::stored;
  entry.is_folder = entry.name.ends_with('/') || entry.name.ends_with('\\');
  entry.offset = record.local_offset;
  if (!named && !is_ascii(raw_name) && !(record.says_utf8() && good))
    log.add(RuleId::entry_name_encoding, place_of_entry(entry),
            good ? "read as UTF-8" : "it is no UTF-8 and was read as code page 437");
  if (record.is_encrypted() || (record.method != 0 && record.method != 8)) {
    entry.readable = false;
    log.add(RuleId::entry_not_readable, place_of_entry(entry),
            record.is_encrypted() ? "it is encrypted" : fmt::format("packing method {}", record.method));
  }
  return entry;
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
