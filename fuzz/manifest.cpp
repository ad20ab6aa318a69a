// Bytes -> a manifest, read and checked: tokens are well formed, and no portion of reading changes what is found.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/utf8.hpp"
#include "json/json_index.hpp"
#include "json/json_reader.hpp"
#include "json/utf8_validation.hpp"
#include "rsmf/validate/manifest_checker.hpp"
#include "support/text_source.hpp"

namespace {

using namespace rsmf;

void demand(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

/// Everything a reader of tokens sees, as text.
std::string tokens_of(std::string_view bytes, size_t read_bytes, size_t keep_bytes, bool& broken) {
  JsonReader reader({.max_depth = 40, .max_string_bytes = 5000, .keep_bytes = keep_bytes, .read_bytes = read_bytes});
  TextSource source(bytes);
  reader.start(source);
  std::string all, open;
  bool after_name = false;
  uint64_t last = 0;
  for (JsonToken token = JsonToken::invalid; token != JsonToken::end;) {
    token = reader.next();
    demand(reader.place().offset >= last && reader.place().offset <= bytes.size(), "a place runs backwards");
    last = reader.place().offset;
    if (token == JsonToken::end_object || token == JsonToken::end_array) {
      demand(!after_name, "a name without a value");
      demand(!open.empty() && open.back() == (token == JsonToken::end_object ? '{' : '['), "brackets do not match");
      open.pop_back();
    } else if (token == JsonToken::name) {
      demand(!after_name && !open.empty() && open.back() == '{', "a name in the wrong place");
      after_name = true;
    } else if (token == JsonToken::end) {
      demand(open.empty() && !after_name, "the end comes too early");
    } else {
      demand(open.empty() || open.back() == '[' || after_name, "a value without a name");
      after_name = false;
      if (token == JsonToken::begin_object) open.push_back('{');
      if (token == JsonToken::begin_array) open.push_back('[');
    }
    demand(reader.depth() == open.size(), "depth is wrong");
    all += std::to_string(int(token)) + " " + std::to_string(last) + " " + std::string(reader.text()) + "\n";
    for (const JsonFault& f : reader.faults()) {
      all += "fault " + std::to_string(int(f.kind)) + " " + std::to_string(f.place.offset) + ":" +
             std::to_string(f.place.line) + ":" + std::to_string(f.place.column) + f.what + "\n";
      demand(f.place.column >= 1 && f.place.column <= f.place.offset + 1, "a column outside of the text");
      broken |= f.kind != JsonFault::Kind::odd_character && f.kind != JsonFault::Kind::too_long;
    }
    reader.clear_faults();
  }
  return all;
}

std::string breaches_of(std::string_view bytes, size_t portion, uint64_t max_memory) {
  ManifestChecker checker({.max_depth = 40, .max_string_bytes = 5000, .max_memory = max_memory});
  BreachLog log(20);
  TextSource source(bytes, portion), again(bytes, portion);
  auto facts = checker.check(source, "m", log);
  demand(facts.has_value(), "memory cannot fail");
  demand(locate_breaches(again, "m", log).has_value(), "memory cannot fail");
  std::string all;
  for (const Breach& b : log.kept()) {
    demand(b.message.size() < 1000, "a message without bounds");
    demand(is_valid_utf8(b.message) && is_valid_utf8(b.place.pointer), "a message that is not UTF-8");
    all += std::string(rule(b.rule).code) + " " + b.place.pointer + " " + std::to_string(b.place.offset) + " " +
           std::to_string(b.place.line) + " " + b.message + "\n";
  }
  for (const Rule& r : all_rules()) all += std::to_string(log.count(r.id)) + " ";
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  bool broken = false, ignored = false;
  std::string whole = tokens_of(bytes, 1 << 16, 1 << 20, broken);
  demand(tokens_of(bytes, 1, 1 << 20, ignored) == whole, "single bytes give other tokens");
  demand(tokens_of(bytes, 7, 1 << 20, ignored) == whole, "small portions give other tokens");
  demand(tokens_of(bytes, 5, 9, ignored) == tokens_of(bytes, 1 << 16, 9, ignored), "cut strings depend on portions");
  std::string found = breaches_of(bytes, SIZE_MAX, 1 << 26);
  demand(breaches_of(bytes, 3, 1 << 26) == found, "portions change what is found");
  breaches_of(bytes, SIZE_MAX, 4096);
  // A text that is fine by this reader is fine for simdjson too.
  if (!broken) {
    Bytes padded;
    padded.append(bytes);
    JsonIndex index;
    demand(index.build(padded.view()) == JsonIndex::Verdict::ok, "simdjson refuses what was not complained of");
  }
  return 0;
}
