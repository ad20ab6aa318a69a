#include "archive/zip_records.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <initializer_list>

namespace rsmf {
namespace {

constexpr uint16_t kZip64Field = 1;

template <class Number>
Number little_endian(const char* p) {
  Number value;
  std::memcpy(&value, p, sizeof value);
  if constexpr (std::endian::native == std::endian::big) value = std::byteswap(value);
  return value;
}

/// Zip64: only the fields that overflowed, in this order.
void read_zip64(std::string_view extra, std::initializer_list<uint64_t*> fields) {
  while (auto field = next_extra_field(extra)) {
    if (field->id != kZip64Field) continue;
    for (uint64_t* value : fields) {
      if (*value != 0xFFFFFFFF || field->data.size() < 8) continue;
      *value = zip_u64(field->data.data());
      field->data.remove_prefix(8);
    }
  }
}

}  // namespace

uint16_t zip_u16(const char* p) {
  return little_endian<uint16_t>(p);
}
uint32_t zip_u32(const char* p) {
  return little_endian<uint32_t>(p);
}
uint64_t zip_u64(const char* p) {
  return little_endian<uint64_t>(p);
}

std::optional<ZipExtraField> next_extra_field(std::string_view& extra) {
  if (extra.size() < 4) return std::nullopt;
  const size_t length = std::min<size_t>(zip_u16(extra.data() + 2), extra.size() - 4);
  const ZipExtraField field{zip_u16(extra.data()), extra.substr(4, length)};
  extra.remove_prefix(4 + length);
  return field;
}

ZipRecord parse_directory_entry(const char* p, std::string_view extra) {
  ZipRecord r{zip_u16(p + 8), zip_u16(p + 10), zip_u32(p + 16), zip_u32(p + 20), zip_u32(p + 24), zip_u32(p + 42)};
  read_zip64(extra, {&r.size, &r.packed_size, &r.local_offset});
  return r;
}

std::optional<ZipLocalHeader> ZipLocalHeader::at_start_of(std::string_view bytes) {
  if (bytes.size() < kZipLocalSize || zip_u32(bytes.data()) != kZipLocalHeader) return std::nullopt;
  return ZipLocalHeader(bytes);
}

bool ZipLocalHeader::has_zip64_sizes() const {
  return zip_u32(bytes_.data() + 18) == UINT32_MAX || zip_u32(bytes_.data() + 22) == UINT32_MAX;
}

ZipRecord ZipLocalHeader::record() const {
  const char* p = bytes_.data();
  ZipRecord r{zip_u16(p + 6), zip_u16(p + 8), zip_u32(p + 14), zip_u32(p + 18), zip_u32(p + 22), 0};
  read_zip64(extra(), {&r.size, &r.packed_size});
  return r;
}

}  // namespace rsmf
