#include "support/memory_container.hpp"

#include <algorithm>
#include <cstring>

namespace rsmf {
namespace {

class TextSource : public ByteSource {
 public:
  TextSource(std::string_view text, size_t max_read) : rest_(text), max_read_(max_read) {}
  Result<size_t> read(std::span<char> into) override {
    size_t count = std::min({into.size(), rest_.size(), max_read_});
    if (count) std::memcpy(into.data(), rest_.data(), count);
    rest_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view rest_;
  size_t max_read_;
};

}  // namespace

MemoryContainer::MemoryContainer(Kind kind, std::string path, std::vector<File> files, size_t max_read)
    : kind_(kind), files_(std::move(files)), max_read_(max_read) {
  path_ = std::move(path);
  for (size_t i = 0; i < files_.size(); ++i) {
    ContainerEntry entry;
    entry.name = files_[i].first;
    entry.size = entry.packed_size = files_[i].second.size();
    entry.place = i;
    entries_.push_back(std::move(entry));
  }
  sort_entries();
}

Result<std::unique_ptr<ByteSource>> MemoryContainer::open(size_t entry) const {
  return std::make_unique<TextSource>(content(entry), max_read_);
}

Result<void> MemoryContainer::read_packed(size_t entry, Bytes& into) const {
  into.clear();
  into.append(content(entry));
  return {};
}

}  // namespace rsmf
