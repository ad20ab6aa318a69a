#include "archive/export_files.hpp"

#include <algorithm>

#include "archive/container_kinds.hpp"
#include "archive/packed_files.hpp"
#include "io/owning_stream.hpp"

namespace rsmf {
namespace {

// A packed member that is to be read at any offset has to be unpacked first.
constexpr uint64_t kMostUnpackedFile = uint64_t{512} * 1024 * 1024;

/// The folder that holds the file, as the user named it.
std::string folder_of(const std::string& path) {
  size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, std::max<size_t>(slash, 1));
}

}  // namespace

ExportFiles::ExportFiles(const Container& container, FileSystem& files, std::string outside)
    : container_(container), files_(files), outside_(std::move(outside)) {
  if (container.kind() == Container::Kind::file) beside_ = folder_of(container.path());
  auto kind = outside_.empty() ? PathKind::absent : files_.kind(outside_);
  if (!kind || *kind != PathKind::file) return;
  auto zip = open_container(files_, outside_);
  if (zip && (*zip)->kind() == Container::Kind::file) {
    outside_ = folder_of(outside_);
    return;
  }
  outside_.clear();
  if (zip) outside_zip_ = std::move(*zip);
}

/// REQUIRES: `path` is safe. A symbolic link anywhere below `place` could lead out of it; `place` itself may be one,
/// for the user named it.
bool ExportFiles::has_file(const std::string& place, std::string_view path) const {
  if (place.empty()) return false;
  for (size_t slash = path.find('/');; slash = path.find('/', slash + 1)) {
    auto link = files_.is_link(place + "/" + std::string(path.substr(0, slash)));
    if (!link || *link) return false;
    if (slash == std::string_view::npos) break;
  }
  auto kind = files_.kind(place + "/" + std::string(path));
  return kind && *kind == PathKind::file;
}

void ExportFiles::find(std::string_view folder, std::string_view path, std::string& key) const {
  key.clear();
  while (path.starts_with("./")) path.remove_prefix(2);
  if (!is_safe_name(path)) return;
  key = "in:";
  key += folder;
  key += path;
  if (container_.find(std::string_view(key).substr(3)) >= 0) return;
  key = has_file(beside_, path) ? "be:" : has_file(outside_, path) ? "at:" : "";
  if (key.empty() && outside_zip_ && outside_zip_->find(path) >= 0) key = "az:";
  if (!key.empty()) key += path;
}

const Container* ExportFiles::container_of(std::string_view key) const {
  if (key.starts_with("in:")) return &container_;
  return key.starts_with("az:") ? outside_zip_.get() : nullptr;
}

Result<size_t> ExportFiles::member_of(const Container& container, std::string_view key) const {
  const int64_t entry = container.find(key.substr(3));
  if (entry < 0) return fail(ErrorKind::io, "no such member: " + std::string(key.substr(3)));
  return static_cast<size_t>(entry);
}

std::string ExportFiles::disk_path(std::string_view key) const {
  if (!key.starts_with("be:") && !key.starts_with("at:")) return {};
  const std::string_view name = key.substr(3);
  const std::string& place = key.starts_with("be:") ? beside_ : outside_;
  return is_safe_name(name) && has_file(place, name) ? place + "/" + std::string(name) : std::string();
}

ExportPath ExportFiles::path_of(std::string_view key) const {
  if (key.size() < 3 || key[2] != ':') return {};
  return {std::string(key.substr(3)), key[0] == 'a'};
}

Result<std::unique_ptr<ByteSource>> ExportFiles::open(std::string_view key) const {
  if (const Container* container = container_of(key)) {
    auto entry = member_of(*container, key);
    if (!entry) return std::unexpected(entry.error());
    return container->open(*entry);
  }
  auto file = open_file(key);
  if (!file) return std::unexpected(file.error());
  return owning_stream(std::move(*file));
}

Result<std::unique_ptr<RandomFile>> ExportFiles::open_file(std::string_view key) const {
  if (const Container* container = container_of(key)) {
    auto entry = member_of(*container, key);
    if (!entry) return std::unexpected(entry.error());
    return open_member(*container, *entry, kMostUnpackedFile);
  }
  const std::string path = disk_path(key);
  if (path.empty()) return fail(ErrorKind::io, "no such file: " + std::string(key));
  return files_.open(path);
}

}  // namespace rsmf
