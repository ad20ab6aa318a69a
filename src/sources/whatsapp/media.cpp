#include "sources/whatsapp/media.hpp"

#include "base/utf8.hpp"
#include "io/owning_stream.hpp"

namespace rsmf::whatsapp {
namespace {

constexpr int kMaxDepth = 8;
constexpr char kOutside = '/';  // no name within a container begins so

}  // namespace

Result<void> MediaIndex::add_folder(const std::string& path) {
  folder_ = path;
  return add_folder(path, 0);
}

ExportPath MediaIndex::path_of(std::string_view key) const {
  if (!key.starts_with(kOutside)) return {std::string(key)};
  return {std::string(key.substr(1 + folder_.size() + 1)), true};
}

Result<void> MediaIndex::add_folder(const std::string& path, int depth) {
  auto listed = files_.list(path);
  if (!listed) return std::unexpected(std::move(listed.error()));
  for (const DirectoryEntry& entry : *listed) {
    if (entry.kind != EntryKind::plain) continue;  // a link could lead out of the folder
    std::string inner = path + "/" + entry.name;
    if (!entry.is_directory)
      outside_.try_emplace(to_nfc(entry.name), kOutside + inner, entry.size);
    else if (depth < kMaxDepth)
      RSMF_TRY(add_folder(inner, depth + 1));
  }
  return {};
}

MediaIndex::Found MediaIndex::find(std::string_view folder, std::string_view name) const {
  if (name.empty() || name.find('/') != std::string_view::npos) return {};
  std::string path = std::string(folder) + std::string(name);
  int64_t entry = container_.find(path);
  std::string normal = to_nfc(name);
  if (entry < 0 && normal != name) entry = container_.find(std::string(folder) + normal);
  if (entry >= 0) {
    const ContainerEntry& found = container_.entries()[size_t(entry)];
    return {found.name, found.size};
  }
  auto it = outside_.find(normal);
  return it == outside_.end() ? Found{} : Found{it->second.key, it->second.size};
}

Result<std::unique_ptr<ByteSource>> MediaIndex::open(std::string_view key) const {
  if (key.starts_with(kOutside)) {
    auto file = files_.open(std::string(key.substr(1)));
    if (!file) return std::unexpected(std::move(file.error()));
    return owning_stream(std::move(*file));
  }
  int64_t entry = container_.find(key);
  if (entry < 0) return fail(ErrorKind::bug, "no attachment has the key '" + std::string(key) + "'");
  return container_.open(size_t(entry));
}

}  // namespace rsmf::whatsapp
