// Bytes -> a spill file -> its blocks, each taken apart as rows and events; and the same as the bytes of one block.
#include <cstdint>
#include <string_view>

#include "fuzz_demand.hpp"
#include "io/spill_file.hpp"
#include "one_file.hpp"
#include "slice/event_codec.hpp"
#include "slice/row_block.hpp"

namespace {

using namespace rsmf;

void check_event(std::string_view row, const SortKey& key, Arena& arena) {
  arena.reset();
  Event e;
  e.time = key.time;
  e.conversation = key.conversation;
  if (!take_event_rest(row, arena, e)) {
    demand(e.id.data() == nullptr, "an event that is none, with an id");
    return;
  }
  // What was understood can be said, and is then understood as the same.
  std::string said, again;
  append_event(e, said);
  std::string_view rest = said;
  append_event(take_event(rest, arena), again);
  demand(rest.empty() && said == again, "an event changes on its way through the disk");
}

void check_block(std::string_view block, Arena& arena) {
  RowBlockReader rows(block);
  size_t bytes = 0;
  while (rows.next()) {
    bytes += rows.row().size();
    check_event(rows.row(), rows.key(), arena);
  }
  demand(bytes <= block.size(), "more rows than bytes");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Arena arena;
  check_block(bytes, arena);
  OneFile disk(bytes);
  constexpr size_t kLargest = 256 * 1024;
  auto file = SpillReader::open(
      disk, {.path = "input", .bytes = size, .largest_block = kLargest, .largest_packed = kLargest}, 100);
  demand(file.has_value(), "a file that is there is opened");
  Bytes block, packed;
  for (;;) {
    auto more = file->next(block);
    if (!more)
      demand(more.error().kind == ErrorKind::io && !more.error().message.empty(), "an error without a message");
    if (!more || !*more) break;
    check_block(block.view(), arena);
  }
  (void)file->read_at(size / 2, packed, block);
  return 0;
}
