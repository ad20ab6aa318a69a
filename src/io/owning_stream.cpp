#include "io/owning_stream.hpp"

#include <utility>

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

class HeldStream final : public ByteSource {
 public:
  HeldStream(std::shared_ptr<const void> owner, std::unique_ptr<ByteSource> stream)
      : owner_(std::move(owner)), stream_(std::move(stream)) {}
  Result<size_t> read(std::span<char> into) override { return stream_->read(into); }

 private:
  std::shared_ptr<const void> owner_;
  std::unique_ptr<ByteSource> stream_;
};

}  // namespace

std::unique_ptr<ByteSource> owning_stream(std::unique_ptr<RandomFile> file) {
  return std::make_unique<OwningStream>(std::move(file));
}

std::unique_ptr<ByteSource> held_stream(std::shared_ptr<const void> owner, std::unique_ptr<ByteSource> stream) {
  return std::make_unique<HeldStream>(std::move(owner), std::move(stream));
}

}  // namespace rsmf
