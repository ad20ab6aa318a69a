#include "archive/export_files.hpp"

#include <algorithm>

#include "archive/container_kinds.hpp"
#include "io/owning_stream.hpp"

namespace rsmf {
namespace {

/// The folder that holds the file, as the user named it.
std::string folder_of(const std::string& path) {
  size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, std::max<size_t>(slash, 1));
}

}  // namespace

ExportFiles::ExportFiles(const Container& container, FileSystem& files, std::string outside)
    : container_(container), files_(files), outside_(std::move(outside)) {
  if (container.kind() == Container::Kind::file) beside_ = folder_of(container.path());
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
  if (!key.empty()) key += path;
}

Result<std::unique_ptr<ByteSource>> ExportFiles::open(std::string_view key) const {
  std::string_view name = key.substr(std::min<size_t>(3, key.size()));
  if (key.starts_with("in:")) {
    int64_t entry = container_.find(name);
    if (entry < 0) return fail(ErrorKind::io, "no such member: " + std::string(name));
    return container_.open(size_t(entry));
  }
  const std::string& place = key.starts_with("be:") ? beside_ : outside_;
  if (!(key.starts_with("be:") || key.starts_with("at:")) || !is_safe_name(name) || !has_file(place, name))
    return fail(ErrorKind::io, "no such file: " + std::string(key));
  auto file = files_.open(place + "/" + std::string(name));
  if (!file) return std::unexpected(file.error());
  return owning_stream(std::move(*file));
}

}  // namespace rsmf
