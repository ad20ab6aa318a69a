#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "io/zip_records.hpp"
#include "reader/zip_listing.hpp"

namespace rsmf {
namespace {

/// Looks for entries from the front.
class ZipSalvage {
 public:
  ZipSalvage(const RandomFile& zip, const RsmfReadOptions& options, BreachLog& log, ZipListing& to)
      : zip_(zip), options_(options), log_(log), to_(to) {}

  Result<void> run() {
    uint64_t at = 0;
    while (to_.entries.size() < options_.max_entries) {
      auto found = find("PK\3\4", at);
      if (!found) return std::unexpected(std::move(found.error()));
      if (*found == UINT64_MAX) break;
      auto next = add_entry(*found);
      if (!next) return std::unexpected(std::move(next.error()));
      at = *next;
    }
    return {};
  }

 private:
  Result<uint64_t> find(std::string_view signature, uint64_t from);
  Result<uint64_t> add_entry(uint64_t at);
  Result<bool> find_descriptor(uint64_t data, ZipRecord& record);

  const RandomFile& zip_;
  const RsmfReadOptions& options_;
  BreachLog& log_;
  ZipListing& to_;
  std::string block_ = std::string(64 * 1024, '\0');
};

/// Offset of the next place where these four bytes stand; UINT64_MAX if there is none.
Result<uint64_t> ZipSalvage::find(std::string_view signature, uint64_t from) {
  // The first try is small: the next entry mostly begins right here.
  for (size_t ask = 64; from < zip_.size(); ask = block_.size()) {
    auto n = zip_.read_at(from, {block_.data(), ask});
    if (!n) return std::unexpected(std::move(n.error()));
    size_t at = std::string_view(block_.data(), *n).find(signature);
    if (at != block_.npos) return from + at;
    if (*n < signature.size()) break;
    from += *n - (signature.size() - 1);
  }
  return UINT64_MAX;
}

/// The sizes of an entry that only says them behind its bytes: the next descriptor that agrees with its own place.
Result<bool> ZipSalvage::find_descriptor(uint64_t data, ZipRecord& record) {
  for (uint64_t from = data;;) {
    auto found = find("PK\7\10", from);
    if (!found) return std::unexpected(std::move(found.error()));
    if (*found == UINT64_MAX) return false;
    char bytes[24];
    auto n = zip_.read_at(*found, bytes);
    if (!n) return std::unexpected(std::move(n.error()));
    uint64_t packed = *found - data;
    bool small = *n >= 16 && zip_u32(bytes + 8) == packed, big = *n >= 24 && zip_u64(bytes + 8) == packed;
    if (small || big) {
      record.crc = zip_u32(bytes + 4);
      record.packed_size = packed;
      record.size = small ? zip_u32(bytes + 12) : zip_u64(bytes + 16);
      return true;
    }
    from = *found + 4;
  }
}

Result<uint64_t> ZipSalvage::add_entry(uint64_t at) {
  std::string header(kZipLocalSize, '\0');
  auto n = zip_.read_at(at, header);
  if (!n) return std::unexpected(std::move(n.error()));
  if (*n < kZipLocalSize) return zip_.size();
  size_t name_size = zip_u16(header.data() + 26), whole = kZipLocalSize + name_size + zip_u16(header.data() + 28);
  header.resize(whole);
  n = zip_.read_at(at, header);
  if (!n) return std::unexpected(std::move(n.error()));
  if (*n < whole) return zip_.size();
  std::string_view name(header.data() + kZipLocalSize, name_size);
  std::string_view extra = std::string_view(header).substr(kZipLocalSize + name_size);
  ZipRecord record = parse_local_header(header.data(), extra);
  record.local_offset = at;
  uint64_t data = at + whole;
  bool known = true;
  if (record.has_descriptor() && record.packed_size == 0) {
    auto described = find_descriptor(data, record);
    if (!described) return std::unexpected(std::move(described.error()));
    known = *described;
  }
  to_.entries.push_back(make_zip_entry(record, name, extra, log_));
  to_.data.push_back(data);
  to_.found = true;
  if (!known && to_.entries.back().readable) {
    to_.entries.back().readable = false;
    log_.add(RuleId::entry_damaged, place_of_entry(to_.entries.back()), "its size is not known: the zip is cut off");
  }
  return known && record.packed_size < zip_.size() - data ? data + record.packed_size : zip_.size();
}

}  // namespace

Result<void> salvage_zip(const RandomFile& zip, const RsmfReadOptions& options, BreachLog& log, ZipListing& to) {
  RSMF_TRY(ZipSalvage(zip, options, log, to).run());
  Place place;
  place.offset = zip.size();
  if (zip.size() == 0)
    log.add(RuleId::zip_damaged, place, "it has no bytes");
  else if (to.entries.empty())
    log.add(RuleId::zip_damaged, place, "it is no zip");
  else
    log.add(RuleId::zip_damaged, place,
            fmt::format("its directory (at the end) is missing; {} entries were found without it", to.entries.size()));
  return {};
}

}  // namespace rsmf
