#include "io/byte_source.hpp"

#include <string>

namespace rsmf {

Result<size_t> read_fully(ByteSource& source, std::span<char> into) {
  size_t filled = 0;
  while (filled < into.size()) {
    auto n = source.read(into.subspan(filled));
    if (!n) return n;
    if (*n == 0) break;
    filled += *n;
  }
  return filled;
}

Result<void> read_all(ByteSource& source, Bytes& into, size_t limit) {
  constexpr size_t kStep = 256 * 1024;
  for (;;) {
    size_t before = into.size();
    into.resize(before + kStep);
    auto n = read_fully(source, {into.data() + before, kStep});
    into.resize(before + (n ? *n : 0));
    if (!n) return std::unexpected(n.error());
    if (into.size() > limit) return fail(ErrorKind::limit, "larger than " + std::to_string(limit) + " bytes");
    if (*n < kStep) return {};
  }
}

}  // namespace rsmf
