#include "archive/zip_writer.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "archive/zip_records.hpp"
#include "base/ascii.hpp"
#include "base/varint.hpp"

namespace rsmf {
namespace {

constexpr uint64_t kMax16 = 0xffff, kMax32 = 0xffffffff;
constexpr uint16_t kVersion = 20, kVersionZip64 = 45, kUnix = 3 << 8;
constexpr uint16_t kUtf8Name = 0x0800, kHasDescriptor = 0x0008, kZip64Extra = 1;
constexpr size_t kLocalExtra = 20;  // id, length and both sizes
constexpr size_t kDescriptorSize = 24;
constexpr char kDeflatedRow = 1, kDescriptorRow = 2;

/// Writes little-endian numbers, one behind the other.
class FieldWriter {
 public:
  explicit FieldWriter(char* to) : to_(to) {}
  FieldWriter& u16(uint64_t value) { return put(static_cast<uint16_t>(value)); }
  FieldWriter& u32(uint64_t value) { return put(static_cast<uint32_t>(value)); }
  FieldWriter& u64(uint64_t value) { return put(value); }
  FieldWriter& text(std::string_view bytes) {
    to_ = std::copy(bytes.begin(), bytes.end(), to_);
    return *this;
  }

 private:
  template <class Number>
  FieldWriter& put(Number value) {
    if constexpr (std::endian::native == std::endian::big) value = std::byteswap(value);
    std::memcpy(to_, &value, sizeof value);
    to_ += sizeof value;
    return *this;
  }
  char* to_;
};

/// Appends `size` bytes that `write(char*)` fills in.
template <class Write>
void append_with(std::string& to, size_t size, Write write) {
  const size_t start = to.size();
  to.resize_and_overwrite(start + size, [&](char* data, size_t /*capacity*/) {
    write(data + start);
    return start + size;
  });
}

/// Both sizes go into the extra field or none: the local header allows nothing else.
bool has_wide_header(const ZipWriter::Entry& e) {
  return e.has_descriptor || e.size >= kMax32 || e.packed_size >= kMax32;
}
/// In the directory the sizes are known.
bool has_wide_row(const ZipWriter::Entry& e) {
  return e.size >= kMax32 || e.packed_size >= kMax32;
}

uint16_t version_needed(bool wide_size, uint64_t offset) {
  return wide_size || offset >= kMax32 ? kVersionZip64 : kVersion;
}

uint16_t flags_of(const ZipWriter::Entry& e, const ZipWriter::Style& style) {
  const bool utf8 = style.always_utf8 || ascii_prefix(e.name) < e.name.size();
  return static_cast<uint16_t>((utf8 ? kUtf8Name : 0) | (e.has_descriptor ? kHasDescriptor : 0));
}

size_t directory_extra_size(const ZipWriter::Entry& e, uint64_t offset) {
  const size_t wide = (has_wide_row(e) ? 16 : 0) + (offset >= kMax32 ? 8 : 0);
  return wide == 0 ? 0 : wide + 4;
}

size_t directory_entry_size(const ZipWriter::Entry& e, uint64_t offset) {
  return kZipEntrySize + e.name.size() + directory_extra_size(e, offset);
}

void put_directory_entry(const ZipWriter::Entry& e, const ZipWriter::Style& style, uint64_t offset, char* to) {
  const bool wide_size = has_wide_row(e), wide_offset = offset >= kMax32;
  const uint16_t needed = version_needed(wide_size, offset);
  const size_t extra_size = directory_extra_size(e, offset);
  FieldWriter fields(to);
  fields.u32(kZipDirectoryEntry).u16(style.unix_mode != 0 ? kUnix | kVersionZip64 : needed).u16(needed);
  fields.u16(flags_of(e, style)).u16(e.is_deflated ? kZipDeflated : kZipStored).u16(0).u16(style.date).u32(e.crc);
  fields.u32(wide_size ? kMax32 : e.packed_size).u32(wide_size ? kMax32 : e.size);
  fields.u16(e.name.size()).u16(extra_size).u16(0).u16(0).u16(0);  // no comment, the only disk, no internal attributes
  fields.u32(uint64_t{style.unix_mode} << 16).u32(wide_offset ? kMax32 : offset).text(e.name);
  if (extra_size == 0) return;
  fields.u16(kZip64Extra).u16(extra_size - 4);
  if (wide_size) fields.u64(e.size).u64(e.packed_size);
  if (wide_offset) fields.u64(offset);
}

bool needs_zip64_end(uint64_t entries, uint64_t offset, uint64_t size) {
  return entries >= kMax16 || offset >= kMax32 || size >= kMax32;
}

size_t end_size(uint64_t entries, uint64_t offset, uint64_t size) {
  return kZipEndSize + (needs_zip64_end(entries, offset, size) ? kZip64EndSize + kZip64LocatorSize : 0);
}

/// The end of a zip whose directory has that many entries, and that place and size.
void append_end(uint64_t entries, uint64_t offset, uint64_t size, std::string& to) {
  append_with(to, end_size(entries, offset, size), [&](char* data) {
    FieldWriter fields(data);
    if (needs_zip64_end(entries, offset, size)) {
      fields.u32(kZip64End).u64(44).u16(kVersionZip64).u16(kVersionZip64).u32(0).u32(0);
      fields.u64(entries).u64(entries).u64(size).u64(offset);
      fields.u32(kZip64Locator).u32(0).u64(offset + size).u32(1);
    }
    fields.u32(kZipEnd).u16(0).u16(0).u16(std::min(entries, kMax16)).u16(std::min(entries, kMax16));
    fields.u32(std::min(size, kMax32)).u32(std::min(offset, kMax32)).u16(0);
  });
}

}  // namespace

void ZipWriter::rewrite_local_header(const Entry& e, char* to) const {
  const bool wide = has_wide_header(e);
  FieldWriter fields(to);
  fields.u32(kZipLocalHeader).u16(version_needed(wide, place_.size)).u16(flags_of(e, style_));
  fields.u16(e.is_deflated ? kZipDeflated : kZipStored).u16(0).u16(style_.date).u32(e.has_descriptor ? 0 : e.crc);
  fields.u32(wide ? kMax32 : e.packed_size).u32(wide ? kMax32 : e.size).u16(e.name.size()).u16(wide ? kLocalExtra : 0);
  fields.text(e.name);
  if (!wide) return;
  fields.u16(kZip64Extra).u16(kLocalExtra - 4);
  fields.u64(e.has_descriptor ? 0 : e.size).u64(e.has_descriptor ? 0 : e.packed_size);
}

void ZipWriter::append_local_header(const Entry& e, std::string& to) const {
  append_with(to, local_header_size(e), [&](char* data) { rewrite_local_header(e, data); });
}

size_t ZipWriter::local_header_size(const Entry& e) {
  return kZipLocalSize + e.name.size() + (has_wide_header(e) ? kLocalExtra : 0);
}

void ZipWriter::append_descriptor(const Entry& e, std::string& to) {
  append_with(to, kDescriptorSize,
              [&](char* data) { FieldWriter(data).u32(kZipDescriptor).u32(e.crc).u64(e.packed_size).u64(e.size); });
}

ZipWriter::Position ZipWriter::behind(const Entry& e, Position at) {
  at.directory += directory_entry_size(e, at.size);
  at.size += local_header_size(e) + e.packed_size + (e.has_descriptor ? kDescriptorSize : 0);
  ++at.entries;
  return at;
}

uint64_t ZipWriter::finished_size_at(const Position& at) {
  return at.size + at.directory + end_size(at.entries, at.size, at.directory);
}

uint64_t ZipWriter::finished_size_with(const Entry& entry) const {
  return finished_size_at(behind(entry, place_));
}

void ZipWriter::add(const Entry& e) {
  const auto [rest, end] = std::ranges::mismatch(e.name, last_name_);
  const auto shared = static_cast<size_t>(rest - e.name.begin());
  const size_t start = rows_.size(), most = start + e.name.size() + 4 * kMaxVarint + 1 + sizeof e.crc;
  rows_.resize_and_overwrite(most, [&](char* data, size_t) {
    char* to = put_varint(shared, data + start);
    to = std::copy(rest, e.name.end(), put_varint(e.name.size() - shared, to));
    *to++ = static_cast<char>((e.is_deflated ? kDeflatedRow : 0) | (e.has_descriptor ? kDescriptorRow : 0));
    to = put_varint(e.size, to);
    if (e.is_deflated) to = put_varint(e.packed_size, to);
    FieldWriter(to).u32(e.crc);
    return static_cast<size_t>(to + sizeof e.crc - data);
  });
  last_name_ = e.name;
  place_ = behind(e, place_);
}

/// Calls `use` with each entry and its offset, until it fails.
template <class Use>
Result<void> ZipWriter::each_entry(Use use) {
  const char *at = rows_.data(), *end = at + rows_.size();
  Position place;
  name_.clear();
  while (at != end) {
    uint64_t shared = 0, rest = 0;
    Entry e;
    at = get_varint(get_varint(at, end, shared), end, rest);
    name_.resize(shared);
    name_.append(at, rest);
    at += rest;
    e.name = name_;
    const char kind = *at++;
    e.is_deflated = (kind & kDeflatedRow) != 0;
    e.has_descriptor = (kind & kDescriptorRow) != 0;
    at = get_varint(at, end, e.size);
    e.packed_size = e.size;
    if (e.is_deflated) at = get_varint(at, end, e.packed_size);
    e.crc = zip_u32(at);
    at += sizeof e.crc;
    RSMF_TRY(use(e, place.size));
    place = behind(e, place);
  }
  return {};
}

void ZipWriter::finish(std::string& to) {
  static_cast<void>(each_entry([&](const Entry& e, uint64_t offset) -> Result<void> {
    append_with(to, directory_entry_size(e, offset), [&](char* data) { put_directory_entry(e, style_, offset, data); });
    return {};
  }));
  append_end(place_.entries, place_.size, place_.directory, to);
}

Result<void> ZipWriter::finish(const std::function<Result<void>(std::string_view)>& put) {
  std::string bytes;
  RSMF_TRY(each_entry([&](const Entry& e, uint64_t offset) {
    bytes.clear();
    append_with(bytes, directory_entry_size(e, offset),
                [&](char* data) { put_directory_entry(e, style_, offset, data); });
    return put(bytes);
  }));
  bytes.clear();
  append_end(place_.entries, place_.size, place_.directory, bytes);
  return put(bytes);
}

ZipWriter::Mark ZipWriter::mark() const {
  return {place_.size, place_.entries, place_.directory, rows_.size(), last_name_};
}

void ZipWriter::rollback(const Mark& mark) {
  place_ = {mark.size, mark.entries, mark.directory};
  rows_.resize(mark.rows);
  last_name_ = mark.last_name;
}

void ZipWriter::clear() {
  place_ = {};
  rows_.clear();
  last_name_.clear();
}

}  // namespace rsmf
