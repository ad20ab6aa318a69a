#include "io/export_files.hpp"

#include "io/container_kinds.hpp"

namespace rsmf {
namespace {

class OwningStream final : public ByteSource {
 public:
  explicit OwningStream(std::unique_ptr<RandomFile> file) : file_(std::move(file)), stream_(stream_of(*file_)) {}
  Result<size_t> read(std::span<char> into) override { return stream_->read(into); }

 private:
  std::unique_ptr<RandomFile> file_;
  std::unique_ptr<ByteSource> stream_;
};

}  // namespace

void ExportFiles::find(std::string_view folder, std::string_view path, std::string& key) const {
  key.clear();
  while (path.starts_with("./")) path.remove_prefix(2);
  if (!is_safe_name(path)) return;
  key = "in:";
  key += folder;
  key += path;
  if (container_.find(std::string_view(key).substr(3)) >= 0) return;
  key.clear();
  if (outside_.empty()) return;
  key = "at:";
  key += path;
  auto kind = files_.kind(outside_ + "/" + std::string(path));
  if (!kind || *kind != PathKind::file) key.clear();
}

Result<std::unique_ptr<ByteSource>> ExportFiles::open(std::string_view key) const {
  std::string_view name = key.substr(std::min<size_t>(3, key.size()));
  if (key.starts_with("in:")) {
    int64_t entry = container_.find(name);
    if (entry < 0) return fail(ErrorKind::io, "no such member: " + std::string(name));
    return container_.open(size_t(entry));
  }
  if (!key.starts_with("at:") || !is_safe_name(name)) return fail(ErrorKind::io, "no such file: " + std::string(key));
  auto file = files_.open(outside_ + "/" + std::string(name));
  if (!file) return std::unexpected(file.error());
  return std::make_unique<OwningStream>(std::move(*file));
}

}  // namespace rsmf
