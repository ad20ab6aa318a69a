#include "rsmf/read/zip_listing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "archive/inflate.hpp"
#include "base/bytes.hpp"
#include "base/utf8.hpp"

namespace rsmf {
namespace {

constexpr uint64_t kMaxNames = 64 << 20;  // bytes of all names together
constexpr size_t kMaxCandidates = 64;

struct ZipDirectory {
  uint64_t entries = 0;  // as stated
  uint64_t begin = 0;    // where it stands
  uint64_t end = 0;      // where it must be over
  uint64_t shift = 0;    // to be added (modulo 2^64) to every offset
  uint64_t zip_end = 0;  // behind the comment
  bool comment_cut = false;
};

/// UINT64_MAX if it comes out below zero or beyond all files.
uint64_t shifted(uint64_t offset, uint64_t shift) {
  bool is_back = shift >= uint64_t{1} << 63;
  uint64_t sum = offset + shift;
  return is_back == (sum < offset) || shift == 0 ? sum : UINT64_MAX;
}

/// A name as the directory spells it.
struct RawName {
  uint32_t crc = 0;
  uint16_t size = 0;
};

class ZipLister {
 public:
  ZipLister(const RandomFile& zip, const RsmfReadOptions& options, BreachLog& log, ZipListing& to)
      : zip_(zip), options_(options), log_(log), to_(to) {}

  Result<bool> find_directory();
  Result<void> read_directory();
  Result<void> read_local_headers();

 private:
  Result<bool> search_end(uint64_t window);
  Result<std::optional<ZipDirectory>> directory_at(uint64_t at, const char* end);
  Result<bool> has_signature(uint64_t offset, uint32_t signature) const;
  Result<bool> is_of_inner_zip(const ZipDirectory& found) const;
  Result<size_t> read_whole_header(size_t index, size_t whole, std::string& buffer);
  Result<void> read_local_header(size_t index, std::string& buffer);
  void refuse(size_t index, RuleId rule, std::string message);
  void compare(size_t index, const ZipRecord& local, std::string_view raw_name);
  void damaged(uint64_t offset, std::string message) {
    Place place;
    place.offset = offset;
    log_.add(RuleId::zip_damaged, std::move(place), std::move(message));
  }

  const RandomFile& zip_;
  const RsmfReadOptions& options_;
  BreachLog& log_;
  ZipListing& to_;
  ZipDirectory directory_;
  std::vector<ZipRecord> records_;
  std::vector<RawName> names_;
  uint64_t extra_bytes_ = 0;  // read again for local headers of unusual length
  bool inner_seen_ = false;   // the last directory is that of another zip
};

Result<bool> ZipLister::has_signature(uint64_t offset, uint32_t signature) const {
  char bytes[4];
  auto n = zip_.read_at(offset, bytes);
  if (!n) return std::unexpected(std::move(n.error()));
  return *n == 4 && zip_u32(bytes) == signature;
}

/// A directory whose offsets are not counted from the start, in a file that starts with an entry: it belongs to a zip
/// that is stored in this one, or was put behind it.
Result<bool> ZipLister::is_of_inner_zip(const ZipDirectory& found) const {
  if (found.shift == 0 || found.shift >= uint64_t{1} << 63) return false;
  return has_signature(0, kZipLocalHeader);
}

/// What the end record at `at` describes, if it does describe something.
Result<std::optional<ZipDirectory>> ZipLister::directory_at(uint64_t at, const char* end) {
  ZipDirectory found;
  uint64_t size = zip_u32(end + 12), offset = zip_u32(end + 16);
  found.entries = zip_u16(end + 10);
  found.end = at;
  found.zip_end = std::min(zip_.size(), at + kZipEndSize + zip_u16(end + 20));
  found.comment_cut = at + kZipEndSize + zip_u16(end + 20) > zip_.size();
  bool overflows = found.entries == 0xFFFF || size == 0xFFFFFFFF || offset == 0xFFFFFFFF;
  std::array<char, kZip64LocatorSize + kZip64EndSize> before;
  // Without leading junk the zip64 record may be anywhere; with it, only right before its locator is sure.
  if (overflows && at >= before.size()) {
    auto n = zip_.read_at(at - before.size(), before);
    if (!n) return std::unexpected(std::move(n.error()));
    const char* locator = before.data() + kZip64EndSize;
    if (*n == before.size() && zip_u32(locator) == kZip64Locator) {
      uint64_t place = at - before.size();
      if (zip_u32(before.data()) != kZip64End) {
        place = zip_u64(locator + 8);
        n = place < at ? zip_.read_at(place, std::span(before).first(kZip64EndSize)) : Result<size_t>(0);
        if (!n) return std::unexpected(std::move(n.error()));
      }
      if (*n >= kZip64EndSize && zip_u32(before.data()) == kZip64End) {
        found.entries = zip_u64(before.data() + 32);
        size = zip_u64(before.data() + 40);
        offset = zip_u64(before.data() + 48);
        found.end = place;
      }
    }
  }
  for (uint64_t begin : {found.end - size, offset}) {
    if (begin > found.end) continue;
    auto there = begin == found.end ? Result<bool>(found.entries == 0) : has_signature(begin, kZipDirectoryEntry);
    if (!there) return std::unexpected(std::move(there.error()));
    if (!*there) continue;
    found.begin = begin;
    found.shift = begin == found.end ? 0 : begin - offset;
    return found;
  }
  return std::optional<ZipDirectory>();
}

Result<bool> ZipLister::search_end(uint64_t window) {
  window = std::min(window, zip_.size());
  std::string tail(window, '\0');
  uint64_t begin = zip_.size() - window;
  auto n = zip_.read_at(begin, tail);
  if (!n) return std::unexpected(std::move(n.error()));
  tail.resize(*n);
  size_t candidates = 0;
  size_t at = tail.rfind("PK\5\6");
  while (at != tail.npos && ++candidates <= kMaxCandidates) {
    if (at + kZipEndSize <= tail.size()) {
      auto found = directory_at(begin + at, tail.data() + at);
      if (!found) return std::unexpected(std::move(found.error()));
      auto inner = *found ? is_of_inner_zip(**found) : Result<bool>(false);
      if (!inner) return inner;
      if (*found && !*inner) {
        directory_ = **found;
        return true;
      }
      inner_seen_ |= *inner;
    }
    if (at == 0) break;
    at = tail.rfind("PK\5\6", at - 1);
  }
  return false;
}

Result<bool> ZipLister::find_directory() {
  // Small first: nearly all zips end in a record without a comment.
  for (uint64_t window : {uint64_t{1} << 10, uint64_t{1} << 17, uint64_t{1} << 20}) {
    auto found = search_end(window);
    if (found && *found && inner_seen_)
      damaged(directory_.zip_end, "another zip stands in its comment or behind it, which some readers take instead");
    if (!found || *found || window >= zip_.size()) return found;
  }
  return false;
}

Result<void> ZipLister::read_directory() {
  auto stream = stream_of(zip_, directory_.begin, directory_.end - directory_.begin);
  size_t at = 0;
  Bytes window;
  uint64_t base = directory_.begin, names = 0, seen = 0;
  auto need = [&](size_t bytes) -> Result<bool> {
    if (window.size() - at >= bytes) return true;
    window.drop_front(at);
    base += at;
    at = 0;
    size_t before = window.size();
    window.resize(std::max<size_t>(bytes, size_t(std::min<uint64_t>(64 * 1024, directory_.end - base))));
    auto n = read_fully(*stream, {window.data() + before, window.size() - before});
    if (!n) return std::unexpected(std::move(n.error()));
    window.resize(before + *n);
    return window.size() >= bytes;
  };
  for (;; ++seen) {
    auto more = need(kZipEntrySize);
    if (!more) return std::unexpected(std::move(more.error()));
    if (!*more || zip_u32(window.data() + at) != kZipDirectoryEntry) break;
    const char* p = window.data() + at;
    size_t name_size = zip_u16(p + 28), extra_size = zip_u16(p + 30);
    size_t whole = kZipEntrySize + name_size + extra_size + zip_u16(p + 32);
    more = need(whole);
    if (!more) return std::unexpected(std::move(more.error()));
    if (!*more) {
      damaged(base + at, "its directory is cut off");
      break;
    }
    p = window.data() + at;
    names += name_size;
    if (seen >= options_.max_entries || names > kMaxNames) {
      damaged(base + at, fmt::format("more than {} entries, or names too long: the rest was left out", seen));
      return {};
    }
    std::string_view name(p + kZipEntrySize, name_size), extra(p + kZipEntrySize + name_size, extra_size);
    ZipRecord record = parse_directory_entry(p, extra);
    record.local_offset = shifted(record.local_offset, directory_.shift);
    to_.entries.push_back(make_zip_entry(record, name, extra, log_));
    records_.push_back(record);
    names_.push_back({crc32_of(name), uint16_t(name_size)});
    at += whole;
  }
  // Without zip64 the count is kept modulo 65536 by some writers of larger archives.
  if (seen % 0x10000 != directory_.entries % 0x10000)
    damaged(directory_.begin, fmt::format("its directory states {} entries and has {}", directory_.entries, seen));
  return {};
}

/// `raw_name` may be cut off where its length says already that it is another.
void ZipLister::compare(size_t index, const ZipRecord& local, std::string_view raw_name) {
  const ZipRecord& stated = records_[index];
  const RsmfEntry& entry = to_.entries[index];
  std::string differs;
  auto note = [&](bool same, std::string_view what) {
    if (!same) differs.append(differs.empty() ? "" : ", ").append(what);
  };
  note(raw_name.size() == names_[index].size && crc32_of(raw_name) == names_[index].crc,
       fmt::format("name \"{}\"", excerpt(raw_name)));
  note(local.method == stated.method, "method");
  note(local.is_encrypted() == stated.is_encrypted(), "encryption");
  bool sums_follow = local.has_descriptor();
  note(sums_follow || local.crc == stated.crc, "checksum");
  note(sums_follow || local.packed_size == stated.packed_size, "packed size");
  note(sums_follow || local.size == stated.size, "size");
  if (!differs.empty()) log_.add(RuleId::entry_header_differs, place_of_entry(entry), "differs: " + differs);
  if (stated.has_descriptor() || local.has_descriptor()) log_.add(RuleId::data_descriptor, place_of_entry(entry));
}

void ZipLister::refuse(size_t index, RuleId rule, std::string message) {
  RsmfEntry& entry = to_.entries[index];
  if (std::exchange(entry.readable, false)) log_.add(rule, place_of_entry(entry), std::move(message));
}

/// What the first read did not reach. Honest headers lie side by side, so all of them are no longer than the zip; a
/// long one that thousands of entries point to is read only so often.
Result<size_t> ZipLister::read_whole_header(size_t index, size_t whole, std::string& buffer) {
  extra_bytes_ += whole;
  if (extra_bytes_ > zip_.size()) {
    refuse(index, RuleId::zip_bomb, "its local header is also that of others");
    return size_t{0};
  }
  buffer.resize(whole);
  auto n = zip_.read_at(to_.entries[index].offset, buffer);
  if (n && *n < whole) refuse(index, RuleId::entry_damaged, "its local header is cut off");
  return n;
}

Result<void> ZipLister::read_local_header(size_t index, std::string& buffer) {
  const RsmfEntry& entry = to_.entries[index];
  buffer.resize(kZipLocalSize + 256);
  auto n = entry.offset < zip_.size() ? zip_.read_at(entry.offset, buffer) : Result<size_t>(0);
  if (!n) return std::unexpected(std::move(n.error()));
  if (*n < kZipLocalSize || zip_u32(buffer.data()) != kZipLocalHeader) {
    refuse(index, RuleId::entry_damaged, "no local header where the directory says");
    return {};
  }
  size_t name_size = zip_u16(buffer.data() + 26), extra_size = zip_u16(buffer.data() + 28);
  size_t whole = kZipLocalSize + name_size + extra_size;
  if (whole > zip_.size() - entry.offset) {
    refuse(index, RuleId::entry_damaged, "its local header is cut off");
    return {};
  }
  // Zip64 sizes, and a name that may be the one in the directory, are worth another look.
  bool needs_extra = zip_u32(buffer.data() + 18) == UINT32_MAX || zip_u32(buffer.data() + 22) == UINT32_MAX;
  size_t needed = needs_extra ? whole : kZipLocalSize + (name_size == names_[index].size ? name_size : 0);
  if (needed > *n) {
    n = read_whole_header(index, whole, buffer);
    if (!n) return std::unexpected(std::move(n.error()));
    if (*n < whole) return {};
  }
  std::string_view header = std::string_view(buffer).substr(0, *n);
  std::string_view name = header.substr(kZipLocalSize, name_size);
  std::string_view extra = header.substr(std::min(kZipLocalSize + name_size, header.size()), extra_size);
  compare(index, parse_local_header(buffer.data(), extra), name);
  to_.data[index] = entry.offset + whole;
  return {};
}

Result<void> ZipLister::read_local_headers() {
  to_.data.assign(to_.entries.size(), 0);
  std::string buffer;
  uint64_t first = to_.entries.empty() ? 0 : UINT64_MAX;
  for (uint32_t i : in_offset_order(to_.entries)) {
    RSMF_TRY(read_local_header(i, buffer));
    if (to_.data[i] > 0) first = std::min(first, to_.entries[i].offset);
  }
  Place place;
  if (first > 0 && first != UINT64_MAX) {
    place.offset = 0;
    log_.add(RuleId::zip_surroundings, place, fmt::format("{} bytes before the zip", first));
  }
  place.offset = directory_.zip_end;
  if (zip_.size() > directory_.zip_end)
    log_.add(RuleId::zip_surroundings, place, fmt::format("{} bytes behind the zip", zip_.size() - directory_.zip_end));
  if (directory_.comment_cut) log_.add(RuleId::zip_surroundings, place, "the comment at its end is cut off");
  return {};
}

}  // namespace

Result<ZipListing> list_zip(const RandomFile& zip, const RsmfReadOptions& options, BreachLog& log) {
  ZipListing listing;
  ZipLister lister(zip, options, log, listing);
  auto found = lister.find_directory();
  if (!found) return std::unexpected(std::move(found.error()));
  if (!*found) {
    RSMF_TRY(salvage_zip(zip, options, log, listing));
    return listing;
  }
  listing.found = true;
  RSMF_TRY(lister.read_directory());
  RSMF_TRY(lister.read_local_headers());
  return listing;
}

}  // namespace rsmf
