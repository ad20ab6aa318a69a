#include "archive/zip_listing.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "archive/inflate.hpp"
#include "archive/zip_names.hpp"
#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "json/utf8_validation.hpp"

namespace rsmf {
namespace {

constexpr size_t kLongestName = 4096;

}  // namespace

void add_zip_entry(const ZipRecord& record, std::string_view raw_name, std::string_view extra,
                   const ZipFaultSink& faults, ZipListing& to) {
  ZipEntry& entry = to.entries.emplace_back();
  const std::string_view unicode = unicode_zip_name(raw_name, extra);
  const bool is_utf8 = is_valid_utf8(raw_name), has_unicode = !unicode.empty() && is_valid_utf8(unicode);
  if (has_unicode)
    entry.name = unicode;
  else
    entry.name = is_utf8 ? std::string(raw_name) : from_code_page_437(raw_name);
  if (entry.name.size() > kLongestName) entry.name = truncate_utf8(entry.name, kLongestName);
  entry.size = record.size;
  entry.packed_size = record.packed_size;
  entry.crc = record.crc;
  entry.packing = record.method == kZipDeflated ? Packing::deflate : Packing::stored;
  entry.is_folder = entry.name.ends_with('/') || entry.name.ends_with('\\');
  entry.offset = record.local_offset;
  entry.readable = !record.is_encrypted() && record.has_known_method();
  const auto report = [&](ZipFault::Kind kind, uint64_t count = 0) {
    faults({.kind = kind, .offset = entry.offset, .entry = &entry, .count = count});
  };
  if (!has_unicode && ascii_prefix(raw_name) < raw_name.size() && !(record.has_utf8_flag() && is_utf8))
    report(is_utf8 ? ZipFault::Kind::name_without_flag : ZipFault::Kind::name_not_utf8);
  if (record.is_encrypted())
    report(ZipFault::Kind::encrypted);
  else if (!record.has_known_method())
    report(ZipFault::Kind::unknown_method, record.method);
}

std::vector<uint32_t> in_offset_order(const std::vector<ZipEntry>& entries) {
  std::vector<uint32_t> order(entries.size());
  std::iota(order.begin(), order.end(), 0u);
  std::ranges::stable_sort(order, {}, [&](uint32_t i) { return entries[i].offset; });
  return order;
}

std::unique_ptr<ByteSource> open_entry(const RandomFile& zip, const ZipEntry& entry, std::string name) {
  return unpacked_stream(stream_of(zip, entry.data, entry.packed_size), entry.packing, entry.size, entry.crc,
                         std::move(name));
}

}  // namespace rsmf
