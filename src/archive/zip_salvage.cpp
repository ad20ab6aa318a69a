#include "archive/zip_salvage.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace rsmf {
namespace {

/// A file read from front to back through one buffer.
class ForwardWindow {
 public:
  explicit ForwardWindow(const RandomFile& file) : file_(file) {}

  /// What the buffer holds from `offset` on: at least `wanted` bytes, fewer only at the end. Valid until the next call.
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

class ZipSalvage {
 public:
  ZipSalvage(const RandomFile& zip, const ZipReadLimits& limits, const ZipFaultSink& faults, ZipListing& to)
      : zip_(zip), limits_(limits), faults_(faults), to_(to), window_(zip) {}

  Result<void> run() {
    uint64_t at = 0;
    while (to_.entries.size() < limits_.max_entries && names_ <= limits_.max_name_bytes) {
      auto found = find("PK\3\4", at);
      RSMF_TRY(found);
      if (*found == UINT64_MAX) return {};
      auto next = add_entry(*found);
      RSMF_TRY(next);
      at = *next;
    }
    if (at < zip_.size())
      faults_({.kind = ZipFault::Kind::too_many_entries, .offset = at, .count = to_.entries.size()});
    return {};
  }

 private:
  Result<uint64_t> find(std::string_view signature, uint64_t from);
  Result<uint64_t> add_entry(uint64_t at);
  Result<bool> find_descriptor(uint64_t data, ZipRecord& record);

  const RandomFile& zip_;
  const ZipReadLimits& limits_;
  const ZipFaultSink& faults_;
  ZipListing& to_;
  ForwardWindow window_;
  uint64_t names_ = 0;
};

/// Offset of the next place that holds these bytes; UINT64_MAX if there is none.
Result<uint64_t> ZipSalvage::find(std::string_view signature, uint64_t from) {
  while (from < zip_.size()) {
    auto text = window_.at(from, signature.size());
    RSMF_TRY(text);
    size_t at = text->find(signature);
    if (at != text->npos) return from + at;
    if (text->size() < signature.size()) break;
    from += text->size() - (signature.size() - 1);
  }
  return UINT64_MAX;
}

/// The sizes of an entry whose header leaves them to a descriptor: the next descriptor that agrees with its own place.
Result<bool> ZipSalvage::find_descriptor(uint64_t data, ZipRecord& record) {
  for (uint64_t from = data;;) {
    auto found = find("PK\7\10", from);
    RSMF_TRY(found);
    if (*found == UINT64_MAX) return false;
    auto bytes = window_.at(*found, 24);
    RSMF_TRY(bytes);
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

/// Gives the place to look for the next entry.
Result<uint64_t> ZipSalvage::add_entry(uint64_t at) {
  auto text = window_.at(at, kZipLocalSize);
  RSMF_TRY(text);
  auto header = ZipLocalHeader::at_start_of(*text);
  if (!header) return zip_.size();
  text = window_.at(at, header->size());
  RSMF_TRY(text);
  header = ZipLocalHeader::at_start_of(*text);
  if (!header || text->size() < header->size()) return zip_.size();
  const std::string bytes(text->substr(0, header->size()));  // looking for the descriptor moves the window
  header = ZipLocalHeader::at_start_of(bytes);
  names_ += header->name_size();
  ZipRecord record = header->record();
  record.local_offset = at;
  const uint64_t data = at + bytes.size();
  bool known = true;
  if (record.has_descriptor() && record.packed_size == 0) {
    auto described = find_descriptor(data, record);
    RSMF_TRY(described);
    known = *described;
  }
  add_zip_entry(record, header->name(), header->extra(), faults_, to_);
  ZipEntry& entry = to_.entries.back();
  entry.data = data;
  to_.found = true;
  if (!known && entry.readable) {
    entry.readable = false;
    faults_({.kind = ZipFault::Kind::size_unknown, .offset = at, .entry = &entry});
  }
  return known && record.packed_size < zip_.size() - data ? data + record.packed_size : zip_.size();
}

}  // namespace

Result<void> salvage_zip(const RandomFile& zip, const ZipReadLimits& limits, const ZipFaultSink& faults,
                         ZipListing& to) {
  to.salvaged = true;
  RSMF_TRY(ZipSalvage(zip, limits, faults, to).run());
  ZipFault fault{.kind = ZipFault::Kind::directory_missing, .offset = zip.size(), .count = to.entries.size()};
  if (to.entries.empty()) fault.kind = zip.size() == 0 ? ZipFault::Kind::empty_file : ZipFault::Kind::not_a_zip;
  faults(fault);
  return {};
}

}  // namespace rsmf
