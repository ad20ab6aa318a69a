#include <algorithm>
#include <utility>

#include "base/utf8.hpp"
#include "io/container_kinds.hpp"
#include "io/inflate.hpp"

namespace rsmf {
namespace {

constexpr uint32_t kEndOfDirectory = 0x06054b50, kEnd64Locator = 0x07064b50, kEnd64 = 0x06064b50;
constexpr uint32_t kDirectoryEntry = 0x02014b50, kLocalHeader = 0x04034b50;
constexpr size_t kEndSize = 22, kLocatorSize = 20, kEnd64Size = 56, kEntrySize = 46, kLocalSize = 30;

uint64_t little(const char* p, int bytes) {
  uint64_t value = 0;
  for (int i = bytes - 1; i >= 0; --i) value = value << 8 | static_cast<unsigned char>(p[i]);
  return value;
}
uint16_t u16(const char* p) {
  return uint16_t(little(p, 2));
}
uint32_t u32(const char* p) {
  return uint32_t(little(p, 4));
}
uint64_t u64(const char* p) {
  return little(p, 8);
}

/// Code page 437, upper half: what zip means by a name without the UTF-8 flag.
constexpr char16_t kCodePage437[] =
    u"\u00c7\u00fc\u00e9\u00e2\u00e4\u00e0\u00e5\u00e7\u00ea\u00eb\u00e8\u00ef\u00ee\u00ec\u00c4\u00c5"
    u"\u00c9\u00e6\u00c6\u00f4\u00f6\u00f2\u00fb\u00f9\u00ff\u00d6\u00dc\u00a2\u00a3\u00a5\u20a7\u0192"
    u"\u00e1\u00ed\u00f3\u00fa\u00f1\u00d1\u00aa\u00ba\u00bf\u2310\u00ac\u00bd\u00bc\u00a1\u00ab\u00bb"
    u"\u2591\u2592\u2593\u2502\u2524\u2561\u2562\u2556\u2555\u2563\u2551\u2557\u255d\u255c\u255b\u2510"
    u"\u2514\u2534\u252c\u251c\u2500\u253c\u255e\u255f\u255a\u2554\u2569\u2566\u2560\u2550\u256c\u2567"
    u"\u2568\u2564\u2565\u2559\u2558\u2552\u2553\u256b\u256a\u2518\u250c\u2588\u2584\u258c\u2590\u2580"
    u"\u03b1\u00df\u0393\u03c0\u03a3\u03c3\u00b5\u03c4\u03a6\u0398\u03a9\u03b4\u221e\u03c6\u03b5\u2229"
    u"\u2261\u00b1\u2265\u2264\u2320\u2321\u00f7\u2248\u00b0\u2219\u00b7\u221a\u207f\u00b2\u25a0\u00a0";

std::string from_code_page_437(std::string_view raw) {
  std::string out;
  for (char c : raw) {
    auto byte = static_cast<unsigned char>(c);
    append_code_point(byte < 0x80 ? char32_t(byte) : char32_t(kCodePage437[byte - 0x80]), out);
  }
  return out;
}

struct Directory {
  uint64_t entries = 0, size = 0, offset = 0;
};

class ZipContainer final : public Container {
 public:
  ZipContainer(std::unique_ptr<RandomFile> file, const std::string& path) : file_(std::move(file)) { path_ = path; }

  Kind kind() const override { return Kind::zip; }
  Result<void> read_directory(const ContainerLimits& limits);
  Result<std::unique_ptr<ByteSource>> open(size_t entry) const override;
  Result<void> read_packed(size_t entry, Bytes& into) const override;

 private:
  std::unexpected<Error> damaged(const std::string& what) const { return fail(ErrorKind::format, path_ + ": " + what); }
  Result<void> read_exactly(uint64_t offset, char* into, size_t size) const;
  Result<Directory> find_directory() const;
  Result<Directory> find_directory64(uint64_t end) const;
  Result<void> add_entry(const char* header, std::string_view raw_name, std::string_view extra,
                         const ContainerLimits& limits);
  Result<uint64_t> data_offset(size_t entry) const;
  void note(ContainerTrouble trouble, std::string_view name) {
    findings_.push_back({&container_finding(trouble), {}, excerpt(name), {}, {}});
  }

  std::unique_ptr<RandomFile> file_;
  uint64_t unpacked_ = 0;
};

Result<void> ZipContainer::read_exactly(uint64_t offset, char* into, size_t size) const {
  auto n = file_->read_at(offset, {into, size});
  if (!n) return std::unexpected(n.error());
  if (*n != size) return damaged("the archive is cut off");
  return {};
}

Result<Directory> ZipContainer::find_directory() const {
  uint64_t size = file_->size();
  size_t window = size_t(std::min<uint64_t>(size, kEndSize + 0xFFFF));
  std::string tail(window, '\0');
  RSMF_TRY(read_exactly(size - window, tail.data(), window));
  for (size_t at = window < kEndSize ? 0 : window - kEndSize + 1; at-- > 0;) {
    const char* p = tail.data() + at;
    if (u32(p) != kEndOfDirectory || at + kEndSize + u16(p + 20) > window) continue;
    Directory found{u16(p + 10), u32(p + 12), u32(p + 16)};
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

Result<Directory> ZipContainer::find_directory64(uint64_t end) const {
  char locator[kLocatorSize], record[kEnd64Size];
  if (end < kLocatorSize) return damaged("no zip64 locator");
  RSMF_TRY(read_exactly(end - kLocatorSize, locator, kLocatorSize));
  if (u32(locator) != kEnd64Locator || u64(locator + 8) >= end) return damaged("no zip64 locator");
  RSMF_TRY(read_exactly(u64(locator + 8), record, kEnd64Size));
  if (u32(record) != kEnd64) return damaged("no zip64 directory");
  Directory found{u64(record + 32), u64(record + 40), u64(record + 48)};
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
    auto more = need(kEntrySize);
    if (!more) return std::unexpected(more.error());
    if (!*more || u32(window.data() + at) != kDirectoryEntry) break;
    // The directory may hold more than its end says; what is left out counts too, for each costs a finding.
    if (seen == limits.max_entries) return fail(ErrorKind::limit, path_ + ": too many members");
    const char* p = window.data() + at;
    size_t whole = kEntrySize + u16(p + 28) + u16(p + 30) + u16(p + 32);
    more = need(whole);
    if (!more) return std::unexpected(more.error());
    if (!*more) return damaged("the archive's directory is cut off");
    p = window.data() + at;
    std::string_view name(p + kEntrySize, u16(p + 28)), extra(p + kEntrySize + u16(p + 28), u16(p + 30));
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
  uint16_t flags = u16(p + 8), method = u16(p + 10);
  ContainerEntry e;
  e.crc = u32(p + 16);
  e.has_crc = true;
  e.packed_size = u32(p + 20);
  e.size = u32(p + 24);
  e.place = u32(p + 42);
  for (std::string_view left = extra; left.size() >= 4;) {
    size_t length = std::min<size_t>(u16(left.data() + 2), left.size() - 4);
    if (u16(left.data()) == 1) {  // zip64: only the fields that overflowed, in this order
      std::string_view field = left.substr(4, length);
      for (uint64_t* value : {&e.size, &e.packed_size, &e.place}) {
        if (*value != 0xFFFFFFFF || field.size() < 8) continue;
        *value = u64(field.data());
        field.remove_prefix(8);
      }
    }
    left.remove_prefix(4 + length);
  }
  bool utf8 = is_valid_utf8(raw_name);  // most exporters write UTF-8 and forget the flag
  e.name = utf8 ? std::string(raw_name) : from_code_page_437(raw_name);
  std::replace(e.name.begin(), e.name.end(), '\\', '/');
  if (e.name.ends_with('/') || is_ignored_name(e.name)) return {};
  if (!utf8) note(ContainerTrouble::code_page, e.name);
  if (!is_safe_name(e.name)) return note(ContainerTrouble::escaping, e.name), Result<void>{};
  if (flags & 1) return note(ContainerTrouble::encrypted, e.name), Result<void>{};
  if (method != 0 && method != 8) return note(ContainerTrouble::method, e.name), Result<void>{};
  e.packing = method == 8 ? Packing::deflate : Packing::stored;
  bool over_ratio = e.size > (1 << 20) && e.packing == Packing::deflate && e.size / limits.max_ratio > e.packed_size;
  if (over_ratio || (e.packing == Packing::stored && e.size != e.packed_size) || e.packed_size > file_->size())
    return note(ContainerTrouble::ratio, e.name), Result<void>{};
  unpacked_ += e.size;
  entries_.push_back(std::move(e));
  return {};
}

Result<uint64_t> ZipContainer::data_offset(size_t entry) const {
  char header[kLocalSize];
  RSMF_TRY(read_exactly(entries_[entry].place, header, kLocalSize));
  if (u32(header) != kLocalHeader) return damaged(entries_[entry].name + ": no local header where the directory says");
  uint64_t at = entries_[entry].place + kLocalSize + u16(header + 26) + u16(header + 28);
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

}  // namespace

Result<std::unique_ptr<Container>> open_zip(std::unique_ptr<RandomFile> file, const std::string& path,
                                            const ContainerLimits& limits) {
  auto zip = std::make_unique<ZipContainer>(std::move(file), path);
  RSMF_TRY(zip->read_directory(limits));
  return zip;
}

}  // namespace rsmf
