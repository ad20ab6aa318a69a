#include "archive/zip_reader.hpp"

#include <algorithm>
#include <utility>

#include "archive/inflate.hpp"
#include "archive/zip_directory.hpp"
#include "archive/zip_salvage.hpp"

namespace rsmf {
namespace {

constexpr size_t kUsualHeader = kZipLocalSize + 256;  // read at once; few names are longer

/// A name as the directory spells it.
struct RawName {
  uint32_t crc = 0;
  uint16_t size = 0;
};

/// The directory, and the local headers held against it.
class DirectoryListing {
 public:
  DirectoryListing(const RandomFile& zip, const ZipDirectory& directory, const ZipReadLimits& limits,
                   const ZipFaultSink& faults, ZipListing& to)
      : zip_(zip), directory_(directory), limits_(limits), faults_(faults), to_(to) {}

  Result<void> read_directory();
  Result<void> read_local_headers();

 private:
  Result<void> read_local_header(size_t index, std::string& buffer);
  Result<bool> read_whole_header(size_t index, size_t whole, std::string& buffer);
  void refuse(size_t index, ZipFault::Kind why);
  void compare(size_t index, const ZipLocalHeader& local);

  const RandomFile& zip_;
  const ZipDirectory& directory_;
  const ZipReadLimits& limits_;
  const ZipFaultSink& faults_;
  ZipListing& to_;
  std::vector<ZipRecord> records_;
  std::vector<RawName> names_;
  uint64_t extra_bytes_ = 0;  // read again for local headers of unusual length
};

Result<void> DirectoryListing::read_directory() {
  ZipDirectoryReader reader(zip_, directory_.begin, directory_.end);
  uint64_t names = 0, seen = 0;
  for (;; ++seen) {
    auto more = reader.next();
    RSMF_TRY(more);
    if (!*more) break;
    const std::string_view name = reader.raw_name();
    names += name.size();
    if (seen >= limits_.max_entries || names > limits_.max_name_bytes) {
      faults_({.kind = ZipFault::Kind::too_many_entries, .offset = reader.offset(), .count = seen});
      return {};
    }
    ZipRecord record = reader.record();
    record.local_offset = directory_.place_of(record.local_offset);
    add_zip_entry(record, name, reader.extra(), faults_, to_);
    records_.push_back(record);
    names_.push_back({crc32_of(name), static_cast<uint16_t>(name.size())});
  }
  if (reader.is_cut_off()) faults_({.kind = ZipFault::Kind::directory_cut_off, .offset = reader.offset()});
  // Without zip64 the count is kept modulo 65536 by some writers of larger archives.
  if (seen % 0x10000 != directory_.entries % 0x10000)
    faults_(
        {.kind = ZipFault::Kind::entry_count, .offset = directory_.begin, .count = seen, .stated = directory_.entries});
  return {};
}

void DirectoryListing::refuse(size_t index, ZipFault::Kind why) {
  ZipEntry& entry = to_.entries[index];
  if (std::exchange(entry.readable, false)) faults_({.kind = why, .offset = entry.offset, .entry = &entry});
}

void DirectoryListing::compare(size_t index, const ZipLocalHeader& header) {
  const ZipRecord& stated = records_[index];
  const ZipRecord local = header.record();
  const ZipEntry& entry = to_.entries[index];
  ZipFault fault{.kind = ZipFault::Kind::header_differs, .offset = entry.offset, .entry = &entry};
  fault.local_name = header.name();
  const auto note = [&](bool same, ZipFault::Difference what) {
    if (!same) fault.differs |= what;
  };
  // The name may be cut off where its length shows already that it is another.
  note(fault.local_name.size() == names_[index].size && crc32_of(fault.local_name) == names_[index].crc,
       ZipFault::name);
  note(local.method == stated.method, ZipFault::method);
  note(local.is_encrypted() == stated.is_encrypted(), ZipFault::encryption);
  const bool sums_follow = local.has_descriptor();
  note(sums_follow || local.crc == stated.crc, ZipFault::crc);
  note(sums_follow || local.packed_size == stated.packed_size, ZipFault::packed_size);
  note(sums_follow || local.size == stated.size, ZipFault::size);
  if (fault.differs != 0) faults_(fault);
  if (stated.has_descriptor() || local.has_descriptor())
    faults_({.kind = ZipFault::Kind::has_descriptor, .offset = entry.offset, .entry = &entry});
}

/// What the first read did not reach. Honest headers lie side by side, so all of them are no longer than the zip; a
/// long one that thousands of entries point to is read only so often. False if the entry was refused.
Result<bool> DirectoryListing::read_whole_header(size_t index, size_t whole, std::string& buffer) {
  extra_bytes_ += whole;
  if (extra_bytes_ > zip_.size()) {
    refuse(index, ZipFault::Kind::header_shared);
    return false;
  }
  buffer.resize(whole);
  auto n = zip_.read_at(to_.entries[index].offset, buffer);
  RSMF_TRY(n);
  if (*n < whole) refuse(index, ZipFault::Kind::header_cut_off);
  return *n == whole;
}

Result<void> DirectoryListing::read_local_header(size_t index, std::string& buffer) {
  ZipEntry& entry = to_.entries[index];
  buffer.resize(kUsualHeader);
  auto n = entry.offset < zip_.size() ? zip_.read_at(entry.offset, buffer) : Result<size_t>(0);
  RSMF_TRY(n);
  buffer.resize(*n);
  auto header = ZipLocalHeader::at_start_of(buffer);
  if (!header) return refuse(index, ZipFault::Kind::header_missing), Result<void>{};
  const size_t whole = header->size(), name_size = header->name_size();
  if (whole > zip_.size() - entry.offset) return refuse(index, ZipFault::Kind::header_cut_off), Result<void>{};
  // Zip64 sizes, and a name that may be the one in the directory, are worth another look.
  const size_t needed =
      header->has_zip64_sizes() ? whole : kZipLocalSize + (name_size == names_[index].size ? name_size : 0);
  if (needed > buffer.size()) {
    auto read = read_whole_header(index, whole, buffer);
    RSMF_TRY(read);
    if (!*read) return {};
    header = ZipLocalHeader::at_start_of(buffer);
    if (!header) return refuse(index, ZipFault::Kind::header_missing), Result<void>{};
  }
  compare(index, *header);
  entry.data = entry.offset + whole;
  return {};
}

Result<void> DirectoryListing::read_local_headers() {
  std::string buffer;
  uint64_t first = to_.entries.empty() ? 0 : UINT64_MAX;
  for (uint32_t i : in_offset_order(to_.entries)) {
    RSMF_TRY(read_local_header(i, buffer));
    if (to_.entries[i].data > 0) first = std::min(first, to_.entries[i].offset);
  }
  if (first > 0 && first != UINT64_MAX) faults_({.kind = ZipFault::Kind::bytes_before, .count = first});
  if (zip_.size() > directory_.zip_end)
    faults_({.kind = ZipFault::Kind::bytes_behind,
             .offset = directory_.zip_end,
             .count = zip_.size() - directory_.zip_end});
  if (directory_.is_comment_cut) faults_({.kind = ZipFault::Kind::comment_cut_off, .offset = directory_.zip_end});
  return {};
}

}  // namespace

Result<ZipListing> list_zip(const RandomFile& zip, const ZipReadLimits& limits, const ZipFaultSink& faults) {
  ZipListing listing;
  auto found = find_zip_directory(zip, {});
  RSMF_TRY(found);
  if (!found->directory) {
    RSMF_TRY(salvage_zip(zip, limits, faults, listing));
    return listing;
  }
  if (found->directory->follows_inner_zip)
    faults({.kind = ZipFault::Kind::zip_behind, .offset = found->directory->zip_end});
  listing.found = true;
  DirectoryListing reading(zip, *found->directory, limits, faults, listing);
  RSMF_TRY(reading.read_directory());
  RSMF_TRY(reading.read_local_headers());
  return listing;
}

}  // namespace rsmf
