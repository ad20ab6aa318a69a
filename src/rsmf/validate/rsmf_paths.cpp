#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "archive/packed_files.hpp"
#include "io/file_system.hpp"
#include "rsmf/validate.hpp"

namespace rsmf {
namespace {

std::string lower_ascii(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return result;
}

bool is_of_interest(std::string_view name) {
  const std::string n = lower_ascii(name);
  return n.ends_with(".rsmf") || n.ends_with(".eml") || n == "rsmf.zip" || n == "rsmf_manifest.json";
}

std::string joined(const std::string& folder, const std::string& name) {
  return folder.ends_with('/') ? folder + name : folder + "/" + name;
}

struct FoundFile {
  std::string path;
  uint64_t bytes = 0;
};

class Search {
 public:
  explicit Search(FileSystem& files) : files_(files) {}

  Result<void> add(const std::string& path) {
    auto kind = files_.kind(path);
    RSMF_TRY(kind);
    switch (*kind) {
      case PathKind::absent:
        if (auto inside = open_path_into_zip(files_, path); !inside || *inside) {
          if (inside) take({path, (*inside)->size()});
          return inside ? Result<void>{} : std::unexpected(inside.error());
        }
        return fail(ErrorKind::usage, "no such file or folder: " + path);
      case PathKind::other:
        return fail(ErrorKind::usage, "neither a file nor a folder: " + path);
      case PathKind::directory:
        search(path);
        return {};
      case PathKind::file:
        break;
    }
    if (auto zip = volume_at(path)) {
      std::vector<FoundFile> found;
      add_members(path, std::move(zip), found);
      for (FoundFile& file : found) take(std::move(file));
      return {};
    }
    if (begins_as_volume(files_, path)) return {};  // and is none: said by volume_at()
    // One that cannot be opened is still to be reported on, as such.
    auto file = files_.open(path);
    take({path, file ? (*file)->size() : 0});
    return {};
  }

  RsmfPaths result() && {
    if (!packed_->empty()) result_.disk = std::move(packed_);
    return std::move(result_);
  }

 private:
  /// Null if it is none. One whose directory is damaged is left out, and told.
  std::unique_ptr<Container> volume_at(const std::string& path) {
    auto zip = open_container(files_, path);
    if (zip && is_volume(**zip)) return std::move(*zip);
    if (!zip && begins_as_volume(files_, path)) {
      const std::string& why = zip.error().message;
      result_.left_out.push_back(why.starts_with(path) ? why : path + ": " + why);
      ++result_.unlisted;
    }
    return nullptr;
  }

  void add_members(const std::string& path, std::unique_ptr<Container> zip, std::vector<FoundFile>& found) {
    for (const ContainerEntry& e : zip->entries())
      if (is_rsmf_name(e.name)) found.push_back({path + "!" + e.name, e.size});
    for (const Finding& f : zip->findings()) {
      if (f.spec->action != Action::skipped_file) continue;
      result_.left_out.push_back(path + "!" + f.record + ": " + std::string(f.spec->title));
      if (is_rsmf_name(f.record)) ++result_.unlisted;
    }
    packed_->add(path, std::move(zip));
  }

  void take(FoundFile file) {
    if (!seen_.insert(file.path).second) return;
    result_.bytes += file.bytes;
    result_.files.push_back(std::move(file.path));
  }

  void search(const std::string& top) {
    std::vector<FoundFile> found;
    std::vector<std::string> zips;
    std::vector<std::string> folders = {top};
    while (!folders.empty()) {
      const std::string folder = std::move(folders.back());
      folders.pop_back();
      auto entries = files_.list(folder);
      if (!entries) {
        result_.left_out.push_back(entries.error().message);
        ++result_.unlisted;
        continue;
      }
      for (const DirectoryEntry& entry : *entries) {
        const std::string path = joined(folder, entry.name);
        if (entry.is_directory) {
          folders.push_back(path);
        } else if (entry.kind == EntryKind::link) {
          result_.left_out.push_back(path + ": a link");
        } else if (is_of_interest(entry.name)) {
          found.push_back({path, entry.size});
        } else if (lower_ascii(entry.name).ends_with(".zip")) {
          if (auto zip = volume_at(path)) {
            add_members(path, std::move(zip), found);
          } else if (!begins_as_volume(files_, path)) {
            zips.push_back(path + ": a zip; unpack it, then check the folder");
          }
        }
      }
    }
    if (!found.empty()) result_.left_out.insert(result_.left_out.end(), zips.begin(), zips.end());
    std::ranges::sort(found, {}, &FoundFile::path);
    for (FoundFile& file : found) take(std::move(file));
  }

  FileSystem& files_;
  RsmfPaths result_;
  std::shared_ptr<PackedFiles> packed_ = std::make_shared<PackedFiles>(files_);
  std::unordered_set<std::string> seen_;
};

}  // namespace

Result<RsmfPaths> find_rsmf_files(const std::vector<std::string>& paths) {
  Search search(real_file_system());
  for (const std::string& path : paths) RSMF_TRY(search.add(path));
  RsmfPaths result = std::move(search).result();
  std::ranges::sort(result.left_out);
  return result;
}

}  // namespace rsmf
