// Bytes -> a zip file -> its entries, each unpacked in both ways.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "io/container.hpp"

namespace {

using namespace rsmf;

/// A disk that holds one file, the input.
class OneFile : public FileSystem {
 public:
  explicit OneFile(std::string_view bytes) : bytes_(bytes) {}
  Result<PathKind> kind(const std::string&) override { return PathKind::file; }
  Result<bool> is_link(const std::string&) override { return false; }
  Result<std::unique_ptr<RandomFile>> open(const std::string&) override { return std::make_unique<View>(bytes_); }
  Result<std::unique_ptr<OutputFile>> create(const std::string&) override { return refuse(); }
  Result<std::vector<DirectoryEntry>> list(const std::string&) override { return refuse(); }
  Result<void> make_directories(const std::string&) override { return refuse(); }
  Result<void> rename(const std::string&, const std::string&) override { return refuse(); }
  Result<void> remove_all(const std::string&) override { return refuse(); }
  Result<std::unique_ptr<FolderLock>> lock(const std::string&) override { return refuse(); }
  Result<uint64_t> free_space(const std::string&) override { return refuse(); }

 private:
  class View : public RandomFile {
   public:
    explicit View(std::string_view bytes) : bytes_(bytes) {}
    uint64_t size() const override { return bytes_.size(); }
    Result<size_t> read_at(uint64_t offset, std::span<char> into) const override {
      if (offset >= bytes_.size()) return size_t{0};
      size_t count = std::min(into.size(), bytes_.size() - size_t(offset));
      if (count) std::memcpy(into.data(), bytes_.data() + offset, count);
      return count;
    }

   private:
    std::string_view bytes_;
  };
  static std::unexpected<Error> refuse() { return fail(ErrorKind::io, "this disk is for reading"); }
  std::string_view bytes_;
};

void demand(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

void check_name(const std::string& name) {
  demand(!name.empty() && name.front() != '/' && name.find('\\') == name.npos, "an absolute or foreign name");
  for (size_t at = 0; at <= name.size();) {
    size_t end = std::min(name.find('/', at), name.size());
    demand(name.substr(at, end - at) != "..", "a name that escapes");
    at = end + 1;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  OneFile disk({reinterpret_cast<const char*>(data), size});
  ContainerLimits limits;
  limits.max_unpacked_bytes = 16 << 20;
  limits.max_entries = 1000;
  auto container = open_container(disk, "input.zip", limits);
  if (!container) {
    demand(!container.error().message.empty(), "an error without a message");
    return 0;
  }
  const auto& entries = (*container)->entries();
  for (size_t i = 0; i < entries.size(); ++i) {
    check_name(entries[i].name);
    if (i) demand(entries[i - 1].name <= entries[i].name, "entries are not sorted");
    if (entries[i].size > (4 << 20)) continue;
    Bytes streamed, packed, unpacked;
    bool streams = false, unpacks = false;
    if (auto source = (*container)->open(i)) streams = read_all(**source, streamed, 16 << 20).has_value();
    if ((*container)->read_packed(i, packed)) unpacks = unpack(entries[i], packed.view(), unpacked).has_value();
    // A stream may end before the packed bytes do; the other way needs all of them.
    demand(streams || !unpacks, "unpacks as a whole, but not as a stream");
    if (unpacks) demand(streamed.view() == unpacked.view(), "two ways of unpacking differ");
    (void)(*container)->prefix(i, 100);
  }
  return 0;
}
