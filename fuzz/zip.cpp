// Bytes -> a zip file -> its entries, each unpacked in both ways; and the same by the reader of rsmf.zip.
#include <algorithm>
#include <cstdint>

#include "archive/container.hpp"
#include "fuzz_demand.hpp"
#include "one_file.hpp"
#include "rsmf_layers.hpp"

namespace {

using namespace rsmf;

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
  check_layers({reinterpret_cast<const char*>(data), size});
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
  Inflater inflater;
  for (size_t i = 0; i < entries.size(); ++i) {
    check_name(entries[i].name);
    if (i) demand(entries[i - 1].name <= entries[i].name, "entries are not sorted");
    if (entries[i].size > (4 << 20)) continue;
    Bytes streamed, packed, unpacked;
    bool streams = false, unpacks = false;
    if (auto source = (*container)->open(i)) streams = read_all(**source, streamed, 16 << 20).has_value();
    if ((*container)->read_packed(i, packed))
      unpacks = unpack(entries[i], packed.view(), unpacked, inflater).has_value();
    // A stream may end before the packed bytes do; the other way needs all of them.
    demand(streams || !unpacks, "unpacks as a whole, but not as a stream");
    if (unpacks) demand(streamed.view() == unpacked.view(), "two ways of unpacking differ");
    (void)(*container)->prefix(i, 100);
  }
  return 0;
}
