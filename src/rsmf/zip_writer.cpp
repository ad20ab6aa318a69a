#include "rsmf/zip_writer.hpp"

#include <algorithm>

#include "io/inflate.hpp"

namespace rsmf {
namespace {

constexpr uint64_t kMax32 = 0xffffffff;
constexpr uint16_t kStored = 0, kDeflated = 8;
constexpr uint16_t kUtf8Name = 1 << 11;
constexpr uint16_t kVersion = 20, kVersionZip64 = 45;
constexpr uint16_t kDosTime = 0, kDosDate = 1 << 5 | 1;  // 1980-01-01 00:00
constexpr uint16_t kZip64Extra = 1;

/// Both sizes go into the extra field or none: the local header allows nothing else.
bool has_wide_size(uint64_t size, uint64_t packed_size) {
  return size >= kMax32 || packed_size >= kMax32;
}

uint16_t version_needed(uint64_t size, uint64_t packed_size, uint64_t offset) {
  return has_wide_size(size, packed_size) || offset >= kMax32 ? kVersionZip64 : kVersion;
}

uint16_t name_flags(std::string_view name) {
  bool ascii = std::all_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return ascii ? 0 : kUtf8Name;
}

}  // namespace

void ZipWriter::put(uint64_t value, int bytes) {
  for (; bytes > 0; --bytes, value >>= 8) bytes_.push_back(static_cast<char>(value & 0xff));
}

void ZipWriter::put_local_header(const Row& row) {
  bool wide = has_wide_size(row.entry.size, row.packed_size);
  put(0x04034b50, 4);
  put(version_needed(row.entry.size, row.packed_size, row.offset), 2);
  put(name_flags(row.entry.name), 2);
  put(row.method, 2);
  put(kDosTime, 2);
  put(kDosDate, 2);
  put(row.entry.crc, 4);
  put(wide ? kMax32 : row.packed_size, 4);
  put(wide ? kMax32 : row.entry.size, 4);
  put(row.entry.name.size(), 2);
  put(wide ? 20 : 0, 2);
  bytes_.append(row.entry.name);
  if (!wide) return;
  put(kZip64Extra, 2);
  put(16, 2);
  put(row.entry.size, 8);
  put(row.packed_size, 8);
}

void ZipWriter::add(std::string_view name, std::string_view content, Deflater& deflater) {
  Row row{{name, content.size(), crc32_of(content)}, content.size(), position(), kStored};
  size_t header = bytes_.size();
  put_local_header(row);
  size_t start = bytes_.size();
  if (deflater.append(content, bytes_)) {
    row.method = kDeflated;
    row.packed_size = bytes_.size() - start;
    // Method and packed size were those of the stored form.
    constexpr size_t kMethodAt = 8, kPackedSizeAt = 18;
    bytes_[header + kMethodAt] = static_cast<char>(kDeflated);
    for (size_t i = 0; i < 4; ++i)
      bytes_[header + kPackedSizeAt + i] = static_cast<char>(row.packed_size >> (8 * i) & 0xff);
  } else {
    bytes_.append(content);
  }
  rows_.push_back(row);
}

void ZipWriter::add_deflated(const Entry& entry, std::string_view packed) {
  rows_.push_back({entry, packed.size(), position(), kDeflated});
  put_local_header(rows_.back());
  bytes_.append(packed);
}

void ZipWriter::add_stored(const Entry& entry, std::string_view content) {
  rows_.push_back({entry, content.size(), position(), kStored});
  put_local_header(rows_.back());
  bytes_.append(content);
}

void ZipWriter::add_streamed(const Entry& entry, std::string_view key) {
  rows_.push_back({entry, entry.size, position(), kStored});
  put_local_header(rows_.back());
  streamed_.push_back({bytes_.size(), std::string(key), entry.size, entry.crc});
  streamed_bytes_ += entry.size;
}

void ZipWriter::put_directory_header(const Row& row) {
  bool wide_size = has_wide_size(row.entry.size, row.packed_size);
  bool wide_offset = row.offset >= kMax32;
  uint16_t extra = static_cast<uint16_t>((wide_size ? 16 : 0) + (wide_offset ? 8 : 0));
  uint16_t version = version_needed(row.entry.size, row.packed_size, row.offset);
  put(0x02014b50, 4);
  put(version, 2);
  put(version, 2);
  put(name_flags(row.entry.name), 2);
  put(row.method, 2);
  put(kDosTime, 2);
  put(kDosDate, 2);
  put(row.entry.crc, 4);
  put(wide_size ? kMax32 : row.packed_size, 4);
  put(wide_size ? kMax32 : row.entry.size, 4);
  put(row.entry.name.size(), 2);
  put(extra == 0 ? 0 : extra + 4, 2);
  put(0, 2);  // comment
  put(0, 2);  // disk
  put(0, 2);  // internal attributes
  put(0, 4);  // external attributes
  put(wide_offset ? kMax32 : row.offset, 4);
  bytes_.append(row.entry.name);
  if (extra == 0) return;
  put(kZip64Extra, 2);
  put(extra, 2);
  if (wide_size) {
    put(row.entry.size, 8);
    put(row.packed_size, 8);
  }
  if (wide_offset) put(row.offset, 8);
}

void ZipWriter::put_end(uint64_t directory, uint64_t end) {
  uint64_t count = rows_.size(), size = end - directory;
  bool wide = count >= 0xffff || directory >= kMax32 || size >= kMax32;
  if (wide) {
    put(0x06064b50, 4);
    put(44, 8);
    put(kVersionZip64, 2);
    put(kVersionZip64, 2);
    put(0, 4);
    put(0, 4);
    put(count, 8);
    put(count, 8);
    put(size, 8);
    put(directory, 8);
    put(0x07064b50, 4);
    put(0, 4);
    put(end, 8);
    put(1, 4);
  }
  put(0x06054b50, 4);
  put(0, 2);
  put(0, 2);
  put(std::min<uint64_t>(count, 0xffff), 2);
  put(std::min<uint64_t>(count, 0xffff), 2);
  put(std::min(size, kMax32), 4);
  put(std::min(directory, kMax32), 4);
  put(0, 2);
}

uint64_t ZipWriter::finish() {
  uint64_t directory = position();
  for (const Row& row : rows_) put_directory_header(row);
  put_end(directory, position());
  return position();
}

}  // namespace rsmf
