#include "convert/input_digest.hpp"

#include <vector>

#include "base/digest.hpp"

namespace rsmf {
namespace {

struct Reading {
  const std::atomic<bool>* stop;
  const std::function<void(uint64_t)>& progress;
  std::vector<char> block = std::vector<char>(1024 * 1024);
  uint64_t bytes = 0;

  Result<std::string> hash(ByteSource& source) {
    Sha256 sha;
    for (;;) {
      if (stop && *stop) return fail(ErrorKind::interrupted, "interrupted");
      auto n = source.read(block);
      if (!n) return std::unexpected(n.error());
      if (*n == 0) return sha.finish();
      sha.update({block.data(), *n});
      bytes += *n;
      if (progress) progress(bytes);
    }
  }
};

}  // namespace

Result<InputDigest> digest_input(FileSystem& files, const Container& container, const std::atomic<bool>* stop,
                                 const std::function<void(uint64_t)>& progress) {
  Reading reading{stop, progress};
  InputDigest digest;
  if (container.kind() != Container::Kind::folder) {
    auto file = files.open(container.path());
    if (!file) return std::unexpected(file.error());
    auto sha = reading.hash(*stream_of(**file));
    if (!sha) return std::unexpected(sha.error());
    digest.sha256 = *sha;
  } else {
    Sha256 listing;
    for (size_t i = 0; i < container.entries().size(); ++i) {
      uint64_t before = reading.bytes;
      const ContainerEntry& entry = container.entries()[i];
      auto source = container.open(i);
      auto sha = source ? reading.hash(**source) : Result<std::string>(std::unexpected(source.error()));
      if (!sha && sha.error().kind == ErrorKind::interrupted) return std::unexpected(sha.error());
      if (!sha) digest.unreadable.push_back({entry.name, sha.error().message});
      listing.update(sha.value_or("unreadable") + "  " + std::to_string(sha ? reading.bytes - before : entry.size) +
                     "  " + entry.name + "\n");
    }
    digest.files = container.entries().size();
    digest.sha256 = listing.finish();
  }
  digest.bytes = reading.bytes;
  return digest;
}

}  // namespace rsmf
