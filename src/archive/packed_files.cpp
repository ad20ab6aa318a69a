#include "archive/packed_files.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "archive/zip_records.hpp"
#include "base/utf8.hpp"
#include "io/byte_source.hpp"

namespace rsmf {
namespace {

// One that is compressed once more has to be unpacked before it can be looked into.
constexpr uint64_t kMostUnpacked = uint64_t{512} * 1024 * 1024;
constexpr char kInside = '!';

class UnpackedFile final : public RandomFile {
 public:
  explicit UnpackedFile(Bytes bytes) : bytes_(std::move(bytes)) {}
  uint64_t size() const override { return bytes_.size(); }
  Result<size_t> read_at(uint64_t offset, std::span<char> into) const override {
    if (offset >= bytes_.size()) return size_t{0};
    const size_t count = std::min<size_t>(into.size(), bytes_.size() - offset);
    std::memcpy(into.data(), bytes_.data() + offset, count);
    return count;
  }

 private:
  Bytes bytes_;
};

/// A member that keeps its zip open.
class FileInZip final : public RandomFile {
 public:
  FileInZip(std::unique_ptr<Container> zip, std::unique_ptr<RandomFile> file)
      : zip_(std::move(zip)), file_(std::move(file)) {}
  uint64_t size() const override { return file_->size(); }
  Result<size_t> read_at(uint64_t offset, std::span<char> into) const override { return file_->read_at(offset, into); }

 private:
  std::unique_ptr<Container> zip_;
  std::unique_ptr<RandomFile> file_;
};

/// Calls `use` with what is before and behind each "!", until it returns true.
template <class Use>
bool each_split(const std::string& path, Use use) {
  for (size_t at = path.find(kInside); at != std::string::npos; at = path.find(kInside, at + 1))
    if (use(path.substr(0, at), std::string_view(path).substr(at + 1))) return true;
  return false;
}

}  // namespace

Result<std::unique_ptr<RandomFile>> open_member(const Container& container, size_t entry, uint64_t most_bytes) {
  auto in_place = container.open_in_place(entry);
  if (!in_place || *in_place) return in_place;
  auto stream = container.open(entry);
  RSMF_TRY(stream);
  Bytes bytes;
  if (auto done = read_all(**stream, bytes, most_bytes); !done) {
    if (done.error().kind != ErrorKind::limit) return std::unexpected(done.error());
    return fail(ErrorKind::limit,
                container.entries()[entry].name + ": too large to be read inside an archive; unpack the archive first");
  }
  return std::make_unique<UnpackedFile>(std::move(bytes));
}

bool is_rsmf_name(std::string_view name) {
  const std::string folded = fold_case(name);
  return folded.ends_with(".rsmf") || folded.ends_with(".eml");
}

bool is_volume(const Container& zip) {
  return zip.kind() == Container::Kind::zip && zip.find("rsmf_manifest.json") < 0 &&
         std::ranges::any_of(zip.entries(), [](const ContainerEntry& e) { return is_rsmf_name(e.name); });
}

bool begins_as_volume(FileSystem& files, const std::string& path) {
  auto file = files.open(path);
  if (!file) return false;
  std::string head(1024, '\0');
  auto n = (*file)->read_at(0, head);
  if (!n) return false;
  const auto header = ZipLocalHeader::at_start_of(std::string_view(head).substr(0, *n));
  return header && is_rsmf_name(header->name());
}

PackedFiles::Member PackedFiles::find(const std::string& path) const {
  Member found;
  each_split(path, [&](const std::string& zip, std::string_view member) {
    const auto at = zips_.find(zip);
    const int64_t entry = at == zips_.end() ? -1 : at->second->find(member);
    if (entry >= 0) found = {at->second.get(), static_cast<size_t>(entry)};
    return entry >= 0;
  });
  return found;
}

Result<PathKind> PackedFiles::kind(const std::string& path) {
  return find(path) ? PathKind::file : below().kind(path);
}

Result<std::unique_ptr<RandomFile>> PackedFiles::open(const std::string& path) {
  const Member member = find(path);
  return member ? open_member(*member.zip, member.entry, kMostUnpacked) : below().open(path);
}

Result<std::unique_ptr<RandomFile>> open_path_into_zip(FileSystem& files, const std::string& path) {
  Result<std::unique_ptr<RandomFile>> result = nullptr;
  each_split(path, [&](const std::string& before, std::string_view member) {
    auto kind = files.kind(before);
    if (!kind || *kind != PathKind::file) return false;
    auto zip = open_container(files, before);
    if (!zip || (*zip)->kind() != Container::Kind::zip) return false;
    const int64_t entry = (*zip)->find(member);
    if (entry < 0) return false;
    result = open_member(**zip, static_cast<size_t>(entry), kMostUnpacked);
    if (result) result = std::make_unique<FileInZip>(std::move(*zip), std::move(*result));
    return true;
  });
  return result;
}

}  // namespace rsmf
