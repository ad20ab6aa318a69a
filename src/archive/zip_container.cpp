#include <algorithm>
#include <utility>

#include "archive/container_kinds.hpp"
#include "archive/inflate.hpp"
#include "archive/zip_directory.hpp"
#include "archive/zip_names.hpp"
#include "base/utf8.hpp"
#include "io/file_range.hpp"

namespace rsmf {
namespace {

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
  Result<ZipDirectory> find_directory() const;
  void add_entry(const ZipRecord& record, std::string_view raw_name, const ContainerLimits& limits);
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

/// Exports are evidence: a directory that is not exactly where the end record states is refused.
Result<ZipDirectory> ZipContainer::find_directory() const {
  auto found = find_zip_directory(*file_, {.window = kZipEndSize + 0xFFFF, .candidates = 1, .whole_comment = true});
  RSMF_TRY(found);
  if (!found->has_end_record)
    return damaged("the archive is cut off: its directory (at the end) is missing; ask for a complete copy");
  const auto& directory = found->directory;
  if (!directory || directory->shift() != 0 || directory->offset > directory->end ||
      directory->size > directory->end - directory->offset)
    return damaged("the archive's directory is damaged");
  return *directory;
}

Result<void> ZipContainer::read_directory(const ContainerLimits& limits) {
  auto directory = find_directory();
  RSMF_TRY(directory);
  if (directory->entries > limits.max_entries) return fail(ErrorKind::limit, path_ + ": too many members");
  ZipDirectoryReader records(*file_, directory->begin, directory->begin + directory->size);
  uint64_t seen = 0;
  for (;; ++seen) {
    auto more = records.next();
    RSMF_TRY(more);
    if (!*more) break;
    // The directory may hold more than its end states; what is left out counts too, for each costs a finding.
    if (seen == limits.max_entries) return fail(ErrorKind::limit, path_ + ": too many members");
    add_entry(records.record(), records.raw_name(), limits);
  }
  if (records.is_cut_off()) return damaged("the archive's directory is cut off");
  // Without zip64 the count is kept modulo 65536 by some writers of larger archives.
  if (seen % 0x10000 != directory->entries % 0x10000) return damaged("the archive's directory is damaged");
  if (unpacked_ > limits.max_unpacked_bytes) return fail(ErrorKind::limit, path_ + ": unpacks to too many bytes");
  sort_entries();
  for (size_t i = 1; i < entries_.size(); ++i)
    if (entries_[i].name == entries_[i - 1].name) note(ContainerTrouble::duplicate, entries_[i].name);
  return {};
}

void ZipContainer::add_entry(const ZipRecord& record, std::string_view raw_name, const ContainerLimits& limits) {
  ContainerEntry e;
  e.crc = record.crc;
  e.has_crc = true;
  e.packed_size = record.packed_size;
  e.size = record.size;
  e.place = record.local_offset;
  bool utf8 = valid_utf8_prefix(raw_name) == raw_name.size();  // most exporters write UTF-8 and forget the flag
  e.name = utf8 ? std::string(raw_name) : from_code_page_437(raw_name);
  std::replace(e.name.begin(), e.name.end(), '\\', '/');
  if (e.name.ends_with('/') || is_ignored_name(e.name)) return;
  if (!utf8) note(ContainerTrouble::code_page, e.name);
  if (!is_safe_name(e.name)) return note(ContainerTrouble::escaping, e.name);
  if (record.is_encrypted()) return note(ContainerTrouble::encrypted, e.name);
  if (!record.has_known_method()) return note(ContainerTrouble::method, e.name);
  e.packing = record.method == kZipDeflated ? Packing::deflate : Packing::stored;
  bool over_ratio = e.size > (1 << 20) && e.packing == Packing::deflate && e.size / limits.max_ratio > e.packed_size;
  if (over_ratio || (e.packing == Packing::stored && e.size != e.packed_size) || e.packed_size > file_->size())
    return note(ContainerTrouble::ratio, e.name);
  unpacked_ += e.size;
  entries_.push_back(std::move(e));
}

Result<uint64_t> ZipContainer::data_offset(size_t entry) const {
  const ContainerEntry& e = entries_[entry];
  char fixed[kZipLocalSize];
  RSMF_TRY(read_exactly(e.place, fixed, kZipLocalSize));
  const auto header = ZipLocalHeader::at_start_of({fixed, kZipLocalSize});
  if (!header) return damaged(e.name + ": no local header where the directory says");
  const uint64_t at = e.place + header->size();
  if (at > file_->size() || e.packed_size > file_->size() - at)
    return damaged(e.name + ": reaches past the end of the archive");
  return at;
}

Result<std::unique_ptr<ByteSource>> ZipContainer::open(size_t entry) const {
  const ContainerEntry& e = entries_[entry];
  auto at = data_offset(entry);
  if (!at) return std::unexpected(at.error());
  return unpacked_stream(stream_of(*file_, *at, e.packed_size), e.packing, e.size, e.crc, path_ + "!" + e.name);
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
