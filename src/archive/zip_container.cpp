#include <algorithm>
#include <utility>

#include "archive/container_kinds.hpp"
#include "archive/inflate.hpp"
#include "archive/zip_records.hpp"
#include "base/utf8.hpp"
#include "io/file_range.hpp"

namespace rsmf {
namespace {

struct IdentityTable {
  uint64_t entries = 0, size = 0, offset = 0;
};

class ZipContainer final : public Container {
 public:
  ZipContainer(std::unique_ptr<RandomFile> file, const std::string& path) : file_(std::move(file)) { path_ = path; }

  Kind kind() const override { return Kind::zip; }
  Result<void> read_directory(const ContainerLimits& limits);
  Result<std::unique_ptr<ByteSource>> open(size_t entry) const override;
  Result<void> read_packed(size_t entry, Bytes& into) const override;
  Result<std::unique_ptr<RandomFile>> open_in_place(size_t entry) const override;

 private:
  std::unexpected<Error> damaged(const std::string& what) const { return fail(ErrorKind::format, path_ + ": " + what); }
  Result<void> read_exactly(uint64_t offset, char* into, size_t size) const;
  Result<IdentityTable> find_directory() const;
  Result<IdentityTable> find_directory64(uint64_t end) const;
  Result<void> add_entry(const char* header, std::string_view raw_name, std::string_view extra,
                         const ContainerLimits& limits);
  Result<uint64_t> data_offset(size_t entry) const;
  void note(ContainerTrouble trouble, std::string_view name) { findings_.push_back(about(trouble, excerpt(name))); }

  std::unique_ptr<RandomFile> file_;
  uint64_t unpacked_ = 0;
};

Result<void> ZipContainer::read_exactly(uint64_t offset, char* into, size_t size) const {
  auto n = file_->read_at(offset, {into, size});
  if (!n) return std::unexpected(n.error());
  if (*n != size) return damaged("the archive is cut off");
  return {};
}

Result<IdentityTable> ZipContainer::find_directory() const {
  uint64_t size = file_->size();
  size_t window = size_t(std::min<uint64_t>(size, kZipEndSize + 0xFFFF));
  std::string tail(window, '\0');
  RSMF_TRY(read_exactly(size - window, tail.data(), window));
  for (size_t at = window < kZipEndSize ? 0 : window - kZipEndSize + 1; at-- > 0;) {
    const char* p = tail.data() + at;
    if (zip_u32(p) != kZipEnd || at + kZipEndSize + zip_u16(p + 20) > window) continue;
    IdentityTable found{zip_u16(p + 10), zip_u32(p + 12), zip_u32(p + 16)};
    uint64_t end = size - window + at;
    if (found.entries == 0xFFFF || found.size == 0xFFFFFFFF || found.offset == 0xFFFFFFFF) {
      auto big = find_directory64(end);
      if (big) return big;
    }
    if (found.offset + found.size > end) return damaged("the archive's directory is damaged");
    return found;
  }
  return damaged("the archive is cut off: its directory (at the end) is missing; ask for a complete copy");
}

Result<IdentityTable> ZipContainer::find_directory64(uint64_t end) const {
  char locator[kZip64LocatorSize], record[kZip64EndSize];
  if (end < kZip64LocatorSize) return damaged("no zip64 locator");
  RSMF_TRY(read_exactly(end - kZip64LocatorSize, locator, kZip64LocatorSize));
  if (zip_u32(locator) != kZip64Locator || zip_u64(locator + 8) >= end) return damaged("no zip64 locator");
  RSMF_TRY(read_exactly(zip_u64(locator + 8), record, kZip64EndSize));
  if (zip_u32(record) != kZip64End) return damaged("no zip64 directory");
  IdentityTable found{zip_u64(record + 32), zip_u64(record + 40), zip_u64(record + 48)};
  if (found.offset > end || found.size > end - found.offset) return damaged("the archive's directory is damaged");
  return found;
}

Result<void> ZipContainer::read_directory(const ContainerLimits& limits) {
  auto directory = find_directory();
  if (!directory) return std::unexpected(directory.error());
  if (directory->entries > limits.max_entries) return fail(ErrorKind::limit, path_ + ": too many members");
  auto stream = stream_of(*file_, directory->offset, directory->size);
  std::string name_and_extra;
  Bytes window;  // the directory is read in blocks, never whole: it may be gigabytes
  size_t at = 0;
  auto need = [&](size_t bytes) -> Result<bool> {
    if (window.size() - at >= bytes) return true;
    window.drop_front(at);
    at = 0;
    size_t before = window.size();
    window.resize(std::max<size_t>(bytes, 256 * 1024));
    auto n = read_fully(*stream, {window.data() + before, window.size() - before});
    if (!n) return std::unexpected(n.error());
    window.resize(before + *n);
    return window.size() >= bytes;
  };
  window.reserve(256 * 1024);
  uint64_t seen = 0;
  for (;; ++seen) {
    auto more = need(kZipEntrySize);
    if (!more) return std::unexpected(more.error());
    if (!*more || zip_u32(window.data() + at) != kZipDirectoryEntry) break;
    // The directory may hold more than its end says; what is left out counts too, for each costs a finding.
    if (seen == limits.max_entries) return fail(ErrorKind::limit, path_ + ": too many members");
    const char* p = window.data() + at;
    size_t whole = kZipEntrySize + zip_u16(p + 28) + zip_u16(p + 30) + zip_u16(p + 32);
    more = need(whole);
    if (!more) return std::unexpected(more.error());
    if (!*more) return damaged("the archive's directory is cut off");
    p = window.data() + at;
    std::string_view name(p + kZipEntrySize, zip_u16(p + 28)),
        extra(p + kZipEntrySize + zip_u16(p + 28), zip_u16(p + 30));
    RSMF_TRY(add_entry(p, name, extra, limits));
    at += whole;
  }
  // Without zip64 the count is kept modulo 65536 by some writers of larger archives.
  if (seen % 0x10000 != directory->entries % 0x10000) return damaged("the archive's directory is damaged");
  if (unpacked_ > limits.max_unpacked_bytes) return fail(ErrorKind::limit, path_ + ": unpacks to too many bytes");
  sort_entries();
  for (size_t i = 1; i < entries_.size(); ++i)
    if (entries_[i].name == entries_[i - 1].name) note(ContainerTrouble::duplicate, entries_[i].name);
  return {};
}

Result<void> ZipContainer::add_entry(const char* p, std::string_view raw_name, std::string_view extra,
                                     const ContainerLimits& limits) {
  ZipRecord record = parse_directory_entry(p, extra);
  ContainerEntry e;
  e.crc = record.crc;
  e.has_crc = true;
  e.packed_size = record.packed_size;
  e.size = record.size;
  e.place = record.local_offset;
  bool utf8 = is_valid_utf8(raw_name);  // most exporters write UTF-8 and forget the flag
  e.name = utf8 ? std::string(raw_name) : from_code_page_437(raw_name);
  std::replace(e.name.begin(), e.name.end(), '\\', '/');
  if (e.name.ends_with('/') || is_ignored_name(e.name)) return {};
  if (!utf8) note(ContainerTrouble::code_page, e.name);
  if (!is_safe_name(e.name)) return note(ContainerTrouble::escaping, e.name), Result<void>{};
  if (record.is_encrypted()) return note(ContainerTrouble::encrypted, e.name), Result<void>{};
  if (record.method != 0 && record.method != 8) return note(ContainerTrouble::method, e.name), Result<void>{};
  e.packing = record.method == 8 ? Packing::deflate : Packing::stored;
  bool over_ratio = e.size > (1 << 20) && e.packing == Packing::deflate && e.size / limits.max_ratio > e.packed_size;
  if (over_ratio || (e.packing == Packing::stored && e.size != e.packed_size) || e.packed_size > file_->size())
    return note(ContainerTrouble::ratio, e.name), Result<void>{};
  unpacked_ += e.size;
  entries_.push_back(std::move(e));
  return {};
}

Result<uint64_t> ZipContainer::data_offset(size_t entry) const {
  char header[kZipLocalSize];
  RSMF_TRY(read_exactly(entries_[entry].place, header, kZipLocalSize));
  if (zip_u32(header) != kZipLocalHeader)
    return damaged(entries_[entry].name + ": no local header where the directory says");
  uint64_t at = entries_[entry].place + kZipLocalSize + zip_u16(header + 26) + zip_u16(header + 28);
  if (at > file_->size() || entries_[entry].packed_size > file_->size() - at)
    return damaged(entries_[entry].name + ": reaches past the end of the archive");
  return at;
}

Result<std::unique_ptr<ByteSource>> ZipContainer::open(size_t entry) const {
  const ContainerEntry& e = entries_[entry];
  auto at = data_offset(entry);
  if (!at) return std::unexpected(at.error());
  auto raw = stream_of(*file_, *at, e.packed_size);
  std::string name = path_ + "!" + e.name;
  return e.packing == Packing::deflate ? inflate_stream(std::move(raw), e.size, e.crc, std::move(name))
                                       : checked_stream(std::move(raw), e.size, e.crc, std::move(name));
}

Result<void> ZipContainer::read_packed(size_t entry, Bytes& into) const {
  auto at = data_offset(entry);
  if (!at) return std::unexpected(at.error());
  into.clear();
  into.resize(entries_[entry].packed_size);
  return read_exactly(*at, into.data(), into.size());
}

Result<std::unique_ptr<RandomFile>> ZipContainer::open_in_place(size_t entry) const {
  if (entries_[entry].packing != Packing::stored) return nullptr;
  auto at = data_offset(entry);
  if (!at) return std::unexpected(at.error());
  return std::make_unique<FileRange>(*file_, *at, entries_[entry].packed_size);
}

}  // namespace

Result<std::unique_ptr<Container>> open_zip(std::unique_ptr<RandomFile> file, const std::string& path,
                                            const ContainerLimits& limits) {
  auto zip = std::make_unique<ZipContainer>(std::move(file), path);
  RSMF_TRY(zip->read_directory(limits));
  return zip;
}

}  // namespace rsmf
