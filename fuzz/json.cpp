// Bytes -> JSON records: cut in any portions, indexed, repaired, walked, unescaped.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "base/utf8.hpp"
#include "input.hpp"
#include "json/json_index.hpp"
#include "json/json_repair.hpp"
#include "json/json_unescape.hpp"
#include "json/record_cutter.hpp"
#include "json/utf8_validation.hpp"

namespace {

using namespace rsmf;

void demand(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

void check_text(std::string_view raw) {
  if (raw.data() == nullptr) return;
  std::string text(raw.size(), '\0');
  JsonTextFaults faults;
  text.resize(unescape_json(raw, text.data(), faults));
  demand(text.size() <= raw.size(), "a text grew by unescaping");
  demand(is_valid_utf8(text) || !is_valid_utf8(raw), "unescaping made invalid UTF-8");
}

void walk(JsonCursor& c, int depth) {
  if (depth > 200) return c.skip();
  std::string_view key;
  if (c.begin_object()) {
    while (c.next_member(key)) {
      check_text(key);
      walk(c, depth + 1);
    }
  } else if (c.begin_array()) {
    while (c.next_element()) walk(c, depth + 1);
  } else {
    check_text(c.string_or_number());
  }
}

void read_record(std::string_view raw, JsonIndex& index) {
  Bytes text;
  text.append(raw);
  JsonIndex::Verdict verdict = index.build(text.view());
  if (verdict == JsonIndex::Verdict::ok) {
    JsonCursor cursor = index.cursor();
    walk(cursor, 0);
  }
  Bytes repaired;
  JsonRepairs repairs = repair_json(raw, repaired);
  demand(!repairs.any() || !repairs.describe().empty(), "a repair that says nothing");
  demand(is_valid_utf8(repaired.view()), "repaired text is not UTF-8");
  verdict = index.build(repaired.view());
  demand(verdict != JsonIndex::Verdict::invalid_utf8, "repaired text is refused all the same");
  if (verdict != JsonIndex::Verdict::ok) return;
  JsonCursor cursor = index.cursor();
  walk(cursor, 0);
}

/// All records with their places, cut in portions of about `frame_bytes`.
std::string records(std::string_view bytes, uint64_t frame_bytes, size_t max_read, JsonForm form, bool read) {
  MemoryContainer container(Container::Kind::file, "x", {{"x", std::string(bytes)}}, max_read);
  auto stream = container.open(0);
  RecordCutterOptions options;
  options.scanner.form = form;
  options.scanner.max_depth = 64;
  options.frame_bytes = frame_bytes;
  options.max_record_bytes = 1 << 20;
  RecordCutter cutter(**stream, options);
  RecordScanner scanner(options.scanner);
  JsonIndex index;
  Bytes frame;
  uint64_t offset = 0, end = 0;
  std::vector<OversizeRecord> oversize;
  std::vector<std::pair<uint64_t, std::string>> found;
  for (;;) {
    auto more = cutter.next(frame, offset, oversize);
    demand(more.has_value(), "memory cannot fail");
    if (!*more) break;
    demand(offset >= end, "frames overlap");
    end = offset + frame.size();
    demand(end <= bytes.size() && frame.view() == bytes.substr(offset, frame.size()),
           "a frame is not what the file has");
    for (size_t at = 0;;) {
      JsonPiece piece = scanner.next(frame.view(), at, true);
      if (piece.kind == JsonPiece::Kind::end) break;
      demand(piece.kind != JsonPiece::Kind::more, "more is wanted of a whole frame");
      demand(piece.begin >= at && piece.end > piece.begin && piece.end <= frame.size(), "a piece out of place");
      std::string_view raw = frame.view().substr(piece.begin, piece.end - piece.begin);
      found.emplace_back(offset + piece.begin,
                         (piece.kind == JsonPiece::Kind::record ? "record " : "broken ") + std::string(raw));
      if (read) read_record(raw, index);
      at = piece.end;
    }
  }
  for (const OversizeRecord& o : oversize) found.emplace_back(o.offset, "oversize " + std::to_string(o.length));
  std::sort(found.begin(), found.end());
  std::string all;
  for (const auto& [at, text] : found) all += std::to_string(at) + " " + text + "\n";
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (JsonForm form : {JsonForm::objects, JsonForm::lines}) {
    std::string whole = records(bytes, 1 << 20, SIZE_MAX, form, true);
    demand(records(bytes, 16, 3, form, false) == whole, "small frames give other records");
  }
  return 0;
}
