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

}  // namespace

std::unique_ptr<ByteSource> owning_stream(std::unique_ptr<RandomFile> file) {
  return std::make_unique<OwningStream>(std::move(file));
}

}  // namespace rsmf
