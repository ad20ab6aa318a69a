// rsmf.zip of one slice, in memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "archive/deflater.hpp"
#include "archive/zip_writer.hpp"
#include "rsmf/encode/slice_encoder.hpp"

namespace rsmf {

/// Writes a zip that the strictest readers accept: true sizes and CRC in front of each entry (no data descriptors), one
/// fixed date, zip64 fields only where a number needs them. Deterministic. Keeps its memory from slice to slice.
class SliceZip {
 public:
  /// Begins a zip at the start of `bytes`, which must be empty; entries that are to be copied later are noted in
  /// `streamed`. Both must live until finish().
  void begin(std::string& bytes, std::vector<EncodedSlice::Streamed>& streamed);

  struct Entry {
    std::string_view name;  ///< UTF-8
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
  ZipWriter records_;
  std::string* bytes_ = nullptr;
  std::vector<EncodedSlice::Streamed>* streamed_ = nullptr;
};

}  // namespace rsmf
