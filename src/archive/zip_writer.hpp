// rsmf.zip, front to back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "archive/deflater.hpp"
#include "archive/zip_records.hpp"
#include "rsmf/encode/slice_encoder.hpp"

namespace rsmf {

/// Writes a zip archive that the strictest readers accept: true sizes and CRC in front of each entry (no data
/// descriptors), one fixed date, zip64 fields only where a number needs them. Deterministic.
class ZipWriter {
 public:
  /// Appends to `bytes`, which must be empty; entries that are to be copied later are noted in `streamed`.
  ZipWriter(std::string& bytes, std::vector<EncodedSlice::Streamed>& streamed) : bytes_(bytes), streamed_(streamed) {}

  struct Entry {
    std::string_view name;  ///< valid until finish()
    uint64_t size = 0;
    uint32_t crc = 0;
  };

  /// Deflates `content` if that makes it smaller. REQUIRES: content.size() < 4 GiB; `entry` is of `content`.
  void add(const Entry& entry, std::string_view content, Deflater& deflater);
  /// `packed` is the entry's deflate stream. REQUIRES: packed.size() < 4 GiB.
  void add_deflated(const Entry& entry, std::string_view packed);
  void add_stored(const Entry& entry, std::string_view content);
  /// Only the headers; the bytes of `key` are put in when the archive is written.
  void add_streamed(const Entry& entry, std::string_view key);
  /// Appends the directory. Returns the length of the archive with what is streamed.
  uint64_t finish();

 private:
  struct Row {
    Entry entry;
    uint64_t packed_size = 0;
    uint64_t offset = 0;
    uint16_t method = 0;
    ZipEntry listed() const;
  };
  uint64_t position() const { return bytes_.size() + streamed_bytes_; }

  std::string& bytes_;
  std::vector<EncodedSlice::Streamed>& streamed_;
  uint64_t streamed_bytes_ = 0;
  std::vector<Row> rows_;
};

}  // namespace rsmf
