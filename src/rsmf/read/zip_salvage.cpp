#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "archive/zip_records.hpp"
#include "rsmf/read/zip_listing.hpp"

namespace rsmf {
namespace {

constexpr uint64_t kMaxSalvagedNames = 64 << 20;  // bytes of all names together

/// A file read from front to back through one buffer.
class ForwardWindow {
 public:
  explicit ForwardWindow(const RandomFile& file) : file_(file) {}

  /// What is at hand from `offset` on: at least `wanted` bytes, fewer only at the end. Valid until the next call.
  Result<std::string_view> at(uint64_t offset, size_t wanted) {
    bool is_held = offset >= begin_ && offset <= begin_ + held_ && begin_ + held_ - offset >= wanted;
    if (!is_held) {
      bytes_.resize(std::max(wanted, kBlock));
      auto n = file_.read_at(offset, bytes_);
      if (!n) return std::unexpected(std::move(n.error()));
      begin_ = offset;
      held_ = *n;
    }
    return std::string_view(bytes_).substr(size_t(offset - begin_), size_t(begin_ + held_ - offset));
  }

 private:
  static constexpr size_t kBlock = 64 * 1024;
  const RandomFile& file_;
  std::string bytes_;
  uint64_t begin_ = 0;
  size_t held_ = 0;
};

/// Looks for entries from the front. Reads forward only, so that it takes no longer than reading the file.
class ZipSalvage {
 public:
  ZipSalvage(const RandomFile& zip, const RsmfReadOptions& options, BreachLog& log, ZipListing& to)
      : zip_(zip), options_(options), log_(log), to_(to), window_(zip) {}

  Result<void> run() {
    uint64_t at = 0;
    while (to_.entries.size() < options_.max_entries && names_ <= kMaxSalvagedNames) {
      auto found = find("PK\3\4", at);
      if (!found) return std::unexpected(std::move(found.error()));
      if (*found == UINT64_MAX) return {};
      auto next = add_entry(*found);
      if (!next) return std::unexpected(std::move(next.error()));
      at = *next;
    }
    if (at >= zip_.size()) return {};
    Place place;
    place.offset = at;
    log_.add(RuleId::zip_damaged, std::move(place),
             fmt::format("more than {} entries, or names too long: the rest was left out", to_.entries.size()));
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
  ForwardWindow window_;
  uint64_t names_ = 0;
};

/// Offset of the next place where these four bytes stand; UINT64_MAX if there is none.
Result<uint64_t> ZipSalvage::find(std::string_view signature, uint64_t from) {
  while (from < zip_.size()) {
    auto text = window_.at(from, signature.size());
    if (!text) return std::unexpected(std::move(text.error()));
    size_t at = text->find(signature);
    if (at != text->npos) return from + at;
    if (text->size() < signature.size()) break;
    from += text->size() - (signature.size() - 1);
  }
  return UINT64_MAX;
}

/// The sizes of an entry that only says them behind its bytes: the next descriptor that agrees with its own place.
Result<bool> ZipSalvage::find_descriptor(uint64_t data, ZipRecord& record) {
  for (uint64_t from = data;;) {
    auto found = find("PK\7\10", from);
    if (!found) return std::unexpected(std::move(found.error()));
    if (*found == UINT64_MAX) return false;
    auto bytes = window_.at(*found, 24);
    if (!bytes) return std::unexpected(std::move(bytes.error()));
    const char* p = bytes->data();
    uint64_t packed = *found - data;
    bool small = bytes->size() >= 16 && zip_u32(p + 8) == packed, big = bytes->size() >= 24 && zip_u64(p + 8) == packed;
    if (small || big) {
      record.crc = zip_u32(p + 4);
      record.packed_size = packed;
      record.size = small ? zip_u32(p + 12) : zip_u64(p + 16);
      return true;
    }
    from = *found + 4;
  }
}

Result<uint64_t> ZipSalvage::add_entry(uint64_t at) {
  auto text = window_.at(at, kZipLocalSize);
  if (!text) return std::unexpected(std::move(text.error()));
  if (text->size() < kZipLocalSize) return zip_.size();
  size_t name_size = zip_u16(text->data() + 26), whole = kZipLocalSize + name_size + zip_u16(text->data() + 28);
  text = window_.at(at, whole);
  if (!text) return std::unexpected(std::move(text.error()));
  if (text->size() < whole) return zip_.size();
  const std::string header(text->substr(0, whole));
  std::string_view name = std::string_view(header).substr(kZipLocalSize, name_size);
  std::string_view extra = std::string_view(header).substr(kZipLocalSize + name_size);
  names_ += name_size;
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
  to.salvaged = true;
  RSMF_TRY(ZipSalvage(zip, options, log, to).run());
  Place place;
  place.offset = zip.size();
  if (zip.size() == 0)
    log.add(RuleId::zip_damaged, place, "it has no bytes");
  else if (to.entries.empty())
    log.add(RuleId::zip_damaged, place, "it is no zip");
  else
    log.add(RuleId::zip_damaged, place,
            fmt::format("its directory (at the end) is missing; {} found without it",
                        to.entries.size() == 1 ? "1 entry was" : fmt::format("{} entries were", to.entries.size())));
  return {};
}

}  // namespace rsmf
