#include "archive/zip_records.hpp"

#include <algorithm>
#include <initializer_list>

#include "base/utf8.hpp"

namespace rsmf {
namespace {

uint64_t little(const char* p, int bytes) {
  uint64_t value = 0;
  for (int i = bytes - 1; i >= 0; --i) value = value << 8 | static_cast<unsigned char>(p[i]);
  return value;
}

/// Code page 437, upper half.
constexpr char16_t kCodePage437[] =
    u"\u00c7\u00fc\u00e9\u00e2\u00e4\u00e0\u00e5\u00e7\u00ea\u00eb\u00e8\u00ef\u00ee\u00ec\u00c4\u00c5"
    u"\u00c9\u00e6\u00c6\u00f4\u00f6\u00f2\u00fb\u00f9\u00ff\u00d6\u00dc\u00a2\u00a3\u00a5\u20a7\u0192"
    u"\u00e1\u00ed\u00f3\u00fa\u00f1\u00d1\u00aa\u00ba\u00bf\u2310\u00ac\u00bd\u00bc\u00a1\u00ab\u00bb"
    u"\u2591\u2592\u2593\u2502\u2524\u2561\u2562\u2556\u2555\u2563\u2551\u2557\u255d\u255c\u255b\u2510"
    u"\u2514\u2534\u252c\u251c\u2500\u253c\u255e\u255f\u255a\u2554\u2569\u2566\u2560\u2550\u256c\u2567"
    u"\u2568\u2564\u2565\u2559\u2558\u2552\u2553\u256b\u256a\u2518\u250c\u2588\u2584\u258c\u2590\u2580"
    u"\u03b1\u00df\u0393\u03c0\u03a3\u03c3\u00b5\u03c4\u03a6\u0398\u03a9\u03b4\u221e\u03c6\u03b5\u2229"
    u"\u2261\u00b1\u2265\u2264\u2320\u2321\u00f7\u2248\u00b0\u2219\u00b7\u221a\u207f\u00b2\u25a0\u00a0";

/// Zip64: only the fields that overflowed, in this order.
void take_zip64(std::string_view extra, std::initializer_list<uint64_t*> fields) {
  while (extra.size() >= 4) {
    size_t length = std::min<size_t>(zip_u16(extra.data() + 2), extra.size() - 4);
    if (zip_u16(extra.data()) == 1) {
      std::string_view field = extra.substr(4, length);
      for (uint64_t* value : fields) {
        if (*value != 0xFFFFFFFF || field.size() < 8) continue;
        *value = zip_u64(field.data());
        field.remove_prefix(8);
      }
    }
    extra.remove_prefix(4 + length);
  }
}

constexpr uint64_t kMost16 = 0xffff, kMost32 = 0xffffffff;
constexpr uint16_t kVersion = 20, kVersionZip64 = 45, kUnix = 3 << 8;
constexpr uint16_t kUtf8Name = 0x0800, kHasDescriptor = 0x0008, kZip64Extra = 1;

/// A record of a few fields, put together before it goes to its place.
class Record {
 public:
  Record& u16(uint64_t value) { return put(value, 2); }
  Record& u32(uint64_t value) { return put(value, 4); }
  Record& u64(uint64_t value) { return put(value, 8); }
  std::string_view bytes() const { return {bytes_, size_}; }

 private:
  Record& put(uint64_t value, int count) {
    for (int i = 0; i < count; ++i) bytes_[size_++] = static_cast<char>(value >> (8 * i) & 0xff);
    return *this;
  }
  char bytes_[kZip64EndSize + kZip64LocatorSize];
  size_t size_ = 0;
};

/// Both sizes go into the extra field or none: the local header allows nothing else.
bool has_wide_size(const ZipEntry& e) {
  return e.streamed || e.size >= kMost32 || e.packed_size >= kMost32;
}
/// In the directory the sizes are known.
bool is_listed_wide(const ZipEntry& e) {
  return e.size >= kMost32 || e.packed_size >= kMost32;
}

uint16_t version_needed(const ZipEntry& e, bool wide_size) {
  return wide_size || e.offset >= kMost32 ? kVersionZip64 : kVersion;
}

uint16_t flags_of(const ZipEntry& e) {
  bool ascii = !e.always_utf8 &&
               std::all_of(e.name.begin(), e.name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return static_cast<uint16_t>((ascii ? 0 : kUtf8Name) | (e.streamed ? kHasDescriptor : 0));
}

bool needs_zip64(const ZipDirectoryPlace& d) {
  return d.entries >= kMost16 || d.offset >= kMost32 || d.size >= kMost32;
}

}  // namespace

void append_zip_local_header(const ZipEntry& e, std::string& to) {
  const bool wide = has_wide_size(e);
  Record fixed;
  fixed.u32(kZipLocalHeader).u16(version_needed(e, wide)).u16(flags_of(e)).u16(e.method).u16(0).u16(e.date);
  fixed.u32(e.streamed ? 0 : e.crc).u32(wide ? kMost32 : e.packed_size).u32(wide ? kMost32 : e.size);
  fixed.u16(e.name.size()).u16(wide ? 20 : 0);
  to.append(fixed.bytes()).append(e.name);
  if (!wide) return;
  Record extra;
  extra.u16(kZip64Extra).u16(16).u64(e.streamed ? 0 : e.size).u64(e.streamed ? 0 : e.packed_size);
  to.append(extra.bytes());
}

size_t zip_local_header_size(const ZipEntry& e) {
  return kZipLocalSize + e.name.size() + (has_wide_size(e) ? 20 : 0);
}

void append_zip_directory_entry(const ZipEntry& e, std::string& to) {
  const bool wide_size = is_listed_wide(e), wide_offset = e.offset >= kMost32;
  const uint16_t needed = version_needed(e, wide_size);
  const size_t extra_size = zip_directory_entry_size(e) - kZipEntrySize - e.name.size();
  Record fixed;
  fixed.u32(kZipDirectoryEntry).u16(e.unix_mode != 0 ? kUnix | kVersionZip64 : needed).u16(needed).u16(flags_of(e));
  fixed.u16(e.method).u16(0).u16(e.date).u32(e.crc);
  fixed.u32(wide_size ? kMost32 : e.packed_size).u32(wide_size ? kMost32 : e.size);
  fixed.u16(e.name.size()).u16(extra_size).u16(0).u16(0).u16(0);  // no comment, the only disk, no internal attributes
  fixed.u32(uint64_t{e.unix_mode} << 16).u32(wide_offset ? kMost32 : e.offset);
  to.append(fixed.bytes()).append(e.name);
  if (extra_size == 0) return;
  Record extra;
  extra.u16(kZip64Extra).u16(extra_size - 4);
  if (wide_size) extra.u64(e.size).u64(e.packed_size);
  if (wide_offset) extra.u64(e.offset);
  to.append(extra.bytes());
}

size_t zip_directory_entry_size(const ZipEntry& e) {
  const size_t wide = (is_listed_wide(e) ? 16 : 0) + (e.offset >= kMost32 ? 8 : 0);
  return kZipEntrySize + e.name.size() + (wide == 0 ? 0 : wide + 4);
}

void append_zip_descriptor(const ZipEntry& e, std::string& to) {
  Record record;
  record.u32(kZipDescriptor).u32(e.crc).u64(e.packed_size).u64(e.size);
  to.append(record.bytes());
}

void append_zip_end(const ZipDirectoryPlace& d, std::string& to) {
  if (needs_zip64(d)) {
    Record wide;
    wide.u32(kZip64End).u64(44).u16(kVersionZip64).u16(kVersionZip64).u32(0).u32(0);
    wide.u64(d.entries).u64(d.entries).u64(d.size).u64(d.offset);
    wide.u32(kZip64Locator).u32(0).u64(d.offset + d.size).u32(1);
    to.append(wide.bytes());
  }
  Record end;
  end.u32(kZipEnd).u16(0).u16(0).u16(std::min(d.entries, kMost16)).u16(std::min(d.entries, kMost16));
  end.u32(std::min(d.size, kMost32)).u32(std::min(d.offset, kMost32)).u16(0);
  to.append(end.bytes());
}

size_t zip_end_size(const ZipDirectoryPlace& d) {
  return kZipEndSize + (needs_zip64(d) ? kZip64EndSize + kZip64LocatorSize : 0);
}

uint16_t zip_u16(const char* p) {
  return uint16_t(little(p, 2));
}
uint32_t zip_u32(const char* p) {
  return uint32_t(little(p, 4));
}
uint64_t zip_u64(const char* p) {
  return little(p, 8);
}

ZipRecord parse_directory_entry(const char* p, std::string_view extra) {
  ZipRecord r{zip_u16(p + 8), zip_u16(p + 10), zip_u32(p + 16), zip_u32(p + 20), zip_u32(p + 24), zip_u32(p + 42)};
  take_zip64(extra, {&r.size, &r.packed_size, &r.local_offset});
  return r;
}

ZipRecord parse_local_header(const char* p, std::string_view extra) {
  ZipRecord r{zip_u16(p + 6), zip_u16(p + 8), zip_u32(p + 14), zip_u32(p + 18), zip_u32(p + 22), 0};
  take_zip64(extra, {&r.size, &r.packed_size});
  return r;
}

std::string from_code_page_437(std::string_view raw) {
  std::string out;
  for (char c : raw) {
    auto byte = static_cast<unsigned char>(c);
    append_code_point(byte < 0x80 ? char32_t(byte) : char32_t(kCodePage437[byte - 0x80]), out);
  }
  return out;
}

}  // namespace rsmf
