#include "archive/zip_writer.hpp"

namespace rsmf {

ZipEntry ZipWriter::Row::listed() const {
  ZipEntry e;
  e.name = entry.name;
  e.size = entry.size;
  e.packed_size = packed_size;
  e.offset = offset;
  e.crc = entry.crc;
  e.method = method;
  return e;
}

void ZipWriter::add(const Entry& entry, std::string_view content, Deflater& deflater) {
  Row row{entry, content.size(), position(), kZipStored};
  size_t header = bytes_.size();
  append_zip_local_header(row.listed(), bytes_);
  size_t start = bytes_.size();
  if (deflater.append(content, bytes_)) {
    row.method = kZipDeflated;
    row.packed_size = bytes_.size() - start;
    // Method and packed size were those of the stored form.
    constexpr size_t kMethodAt = 8, kPackedSizeAt = 18;
    bytes_[header + kMethodAt] = static_cast<char>(kZipDeflated);
    for (size_t i = 0; i < 4; ++i)
      bytes_[header + kPackedSizeAt + i] = static_cast<char>(row.packed_size >> (8 * i) & 0xff);
  } else {
    bytes_.append(content);
  }
  rows_.push_back(row);
}

void ZipWriter::add_deflated(const Entry& entry, std::string_view packed) {
  rows_.push_back({entry, packed.size(), position(), kZipDeflated});
  append_zip_local_header(rows_.back().listed(), bytes_);
  bytes_.append(packed);
}

void ZipWriter::add_stored(const Entry& entry, std::string_view content) {
  rows_.push_back({entry, content.size(), position(), kZipStored});
  append_zip_local_header(rows_.back().listed(), bytes_);
  bytes_.append(content);
}

void ZipWriter::add_streamed(const Entry& entry, std::string_view key) {
  rows_.push_back({entry, entry.size, position(), kZipStored});
  append_zip_local_header(rows_.back().listed(), bytes_);
  streamed_.push_back({bytes_.size(), std::string(key), entry.size, entry.crc});
  streamed_bytes_ += entry.size;
}

uint64_t ZipWriter::finish() {
  uint64_t directory = position();
  for (const Row& row : rows_) append_zip_directory_entry(row.listed(), bytes_);
  append_zip_end({rows_.size(), directory, position() - directory}, bytes_);
  return position();
}

}  // namespace rsmf
