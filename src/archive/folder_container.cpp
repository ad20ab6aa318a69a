#include <utility>

#include "archive/container_kinds.hpp"
#include "io/file_range.hpp"
#include "io/owning_stream.hpp"

namespace rsmf {
namespace {

constexpr int kMaxDepth = 64;

std::string base_name(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path.substr(path.rfind('/') + 1);
}

class FolderContainer final : public Container {
 public:
  FolderContainer(FileSystem& files, const std::string& path) : files_(files) {
    path_ = path;
    while (path_.size() > 1 && path_.back() == '/') path_.pop_back();
  }

  Kind kind() const override { return Kind::folder; }

  Result<void> gather(const std::string& below, int depth, const ContainerLimits& limits) {
    if (depth > kMaxDepth) return fail(ErrorKind::limit, path_ + "/" + below + ": folders nest too deep");
    auto list = files_.list(below.empty() ? path_ : path_ + "/" + below);
    if (!list) return std::unexpected(list.error());
    for (const auto& entry : *list) {
      std::string name = below.empty() ? entry.name : below + "/" + entry.name;
      if (++seen_ > limits.max_entries) return fail(ErrorKind::limit, path_ + ": too many files");
      if (entry.is_directory) {
        if (entry.name != "__MACOSX") RSMF_TRY(gather(name, depth + 1, limits));
      } else if (!is_ignored_name(name)) {
        if (entry.kind != EntryKind::plain) {
          auto trouble = entry.kind == EntryKind::link ? ContainerTrouble::link : ContainerTrouble::special;
          findings_.push_back(about(trouble, std::move(name)));
          continue;
        }
        entries_.push_back({std::move(name), entry.size, entry.size, 0, Packing::stored, 0, false});
      }
    }
    if (depth == 0) sort_entries();
    return {};
  }

  Result<std::unique_ptr<ByteSource>> open(size_t entry) const override {
    auto file = files_.open(path_ + "/" + entries_[entry].name);
    if (!file) return std::unexpected(file.error());
    return owning_stream(std::move(*file));
  }

  Result<std::unique_ptr<RandomFile>> open_in_place(size_t entry) const override {
    return files_.open(path_ + "/" + entries_[entry].name);
  }

  std::optional<std::string> local_path(size_t entry) const override {
    std::string path = path_ + "/" + entries_[entry].name;
    return files_.is_local(path) ? std::optional(std::move(path)) : std::nullopt;
  }

  Result<void> read_packed(size_t entry, Bytes& into) const override {
    auto file = files_.open(path_ + "/" + entries_[entry].name);
    if (!file) return std::unexpected(file.error());
    into.clear();
    into.resize((*file)->size());
    auto n = (*file)->read_at(0, {into.data(), into.size()});
    if (!n) return std::unexpected(n.error());
    into.resize(*n);
    return {};
  }

 private:
  FileSystem& files_;
  uint64_t seen_ = 0;  // what was left out counts too: each costs a finding
};

class SingleFile final : public Container {
 public:
  SingleFile(std::unique_ptr<RandomFile> file, const std::string& path, bool is_local)
      : file_(std::move(file)), is_local_(is_local) {
    path_ = path;
    entries_.push_back({base_name(path), file_->size(), file_->size(), 0, Packing::stored, 0, false});
  }
  Kind kind() const override { return Kind::file; }
  Result<std::unique_ptr<ByteSource>> open(size_t) const override { return stream_of(*file_); }
  Result<std::unique_ptr<RandomFile>> open_in_place(size_t) const override {
    return std::make_unique<FileRange>(*file_, 0, file_->size());
  }
  std::optional<std::string> local_path(size_t) const override {
    return is_local_ ? std::optional(path_) : std::nullopt;
  }
  Result<void> read_packed(size_t, Bytes& into) const override {
    into.clear();
    into.resize(file_->size());
    auto n = file_->read_at(0, {into.data(), into.size()});
    if (!n) return std::unexpected(n.error());
    into.resize(*n);
    return {};
  }

 private:
  std::unique_ptr<RandomFile> file_;
  bool is_local_;
};

}  // namespace

Result<std::unique_ptr<Container>> open_folder(FileSystem& files, const std::string& path,
                                               const ContainerLimits& limits) {
  auto folder = std::make_unique<FolderContainer>(files, path);
  RSMF_TRY(folder->gather("", 0, limits));
  return folder;
}

Result<std::unique_ptr<Container>> open_single_file(std::unique_ptr<RandomFile> file, const std::string& path,
                                                    bool is_local) {
  return std::make_unique<SingleFile>(std::move(file), path, is_local);
}

}  // namespace rsmf
