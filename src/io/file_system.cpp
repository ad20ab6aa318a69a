#include "io/file_system.hpp"

#include <algorithm>
#include <utility>

namespace rsmf {
namespace {

class FileStream final : public ByteSource {
 public:
  FileStream(const RandomFile& file, uint64_t offset, uint64_t length) : file_(file), at_(offset), left_(length) {}
  Result<size_t> read(std::span<char> into) override {
    auto n = file_.read_at(at_, into.first(size_t(std::min<uint64_t>(into.size(), left_))));
    if (n) {
      at_ += *n;
      left_ -= *n;
    }
    return n;
  }

 private:
  const RandomFile& file_;
  uint64_t at_, left_;
};

Result<void> write_whole(FileSystem& files, const std::string& path, std::string_view bytes) {
  auto file = files.create(path);
  if (!file) return std::unexpected(std::move(file.error()));
  RSMF_TRY((*file)->write(bytes));
  return (*file)->close();
}

}  // namespace

std::unique_ptr<ByteSource> RandomFile::stream(uint64_t offset, uint64_t length) const {
  return std::make_unique<FileStream>(*this, offset, length);
}

void FileSystem::put(const std::string& path, std::string_view bytes, PutDone done) {
  done(write_whole(*this, path, bytes));
}

std::unique_ptr<ByteSource> stream_of(const RandomFile& file, uint64_t offset, uint64_t length) {
  return file.stream(offset, length);
}

}  // namespace rsmf
