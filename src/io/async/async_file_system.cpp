#include "io/async/async_file_system.hpp"

#include <algorithm>
#include <utility>

#include "io/async/block_pool.hpp"
#include "io/async/io_ring.hpp"
#include "io/async/io_threads.hpp"
#include "io/async/read_ahead.hpp"
#include "io/async/write_behind.hpp"
#include "io/forwarding_file_system.hpp"

namespace rsmf {
namespace {

constexpr size_t kThreads = 2;

class StreamedFile final : public RandomFile {
 public:
  StreamedFile(std::unique_ptr<RandomFile> file, std::string path, IoEngine& engine, BlockPool& pool)
      : file_(std::move(file)), path_(std::move(path)), engine_(engine), pool_(pool) {}

  uint64_t size() const override { return file_->size(); }
  int descriptor() const override { return file_->descriptor(); }
  Result<size_t> read_at(uint64_t offset, std::span<char> into) const override { return file_->read_at(offset, into); }
  std::unique_ptr<ByteSource> stream(uint64_t offset, uint64_t length) const override {
    const uint64_t there = size() - std::min(offset, size());
    if (std::min(there, length) <= BlockPool::kBlock) return file_->stream(offset, length);
    return std::make_unique<ReadAhead>(*file_, path_, offset, length, engine_, pool_);
  }

 private:
  const std::unique_ptr<RandomFile> file_;
  const std::string path_;
  IoEngine& engine_;
  BlockPool& pool_;
};

class AsyncFileSystem final : public ForwardingFileSystem {
 public:
  AsyncFileSystem(FileSystem& below, std::unique_ptr<IoEngine> engine, uint64_t memory)
      : ForwardingFileSystem(below), pool_(size_t(memory / BlockPool::kBlock)), engine_(std::move(engine)) {}

  Result<std::unique_ptr<RandomFile>> open(const std::string& path) override {
    auto file = below().open(path);
    if (!file || (*file)->size() <= BlockPool::kBlock) return file;
    return std::make_unique<StreamedFile>(std::move(*file), path, *engine_, pool_);
  }
  Result<std::unique_ptr<OutputFile>> create(const std::string& path) override {
    auto file = below().create(path);
    if (!file) return file;
    return std::make_unique<WriteBehind>(std::move(*file), path, *engine_, pool_);
  }
  void put(const std::string& path, std::string_view bytes, PutDone done) override {
    engine_->put(path, bytes, std::move(done));
  }

  Result<std::unique_ptr<OutputFile>> append(const std::string& path, uint64_t length) override {
    auto file = below().append(path, length);
    if (!file) return file;
    return std::make_unique<WriteBehind>(std::move(*file), path, *engine_, pool_);
  }

 private:
  BlockPool pool_;
  std::unique_ptr<IoEngine> engine_;
};

}  // namespace

Result<std::unique_ptr<FileSystem>> asynchronous(FileSystem& below, IoMode mode, uint64_t memory, OpenRing* open_ring) {
  if (mode == IoMode::sync || mode == IoMode::automatic) return nullptr;
  if (mode == IoMode::threads)
    return std::make_unique<AsyncFileSystem>(below, std::make_unique<IoThreads>(below, kThreads), memory);
  auto ring = open_ring ? open_ring() : open_io_ring();
  if (!ring) return std::unexpected(std::move(ring.error()));
  return std::make_unique<AsyncFileSystem>(below, std::move(*ring), memory);
}

}  // namespace rsmf
