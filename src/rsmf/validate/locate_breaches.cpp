#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.hpp"
#include "json/json_reader.hpp"
#include "rsmf/validate/manifest_checker.hpp"
#include "rsmf/validate/manifest_path.hpp"

namespace rsmf {
namespace {

bool is_unlocated(const Place& place, const std::string& entry) {
  return place.offset == kNoOffset && place.pointer.starts_with('/') && place.entry == entry;
}

/// The wanted pointers as a tree; each branch is cut off once it is found.
struct WantedPlace {
  std::map<std::string, std::unique_ptr<WantedPlace>, std::less<>> below;  // by step, escaped
  std::vector<Place*> places;
};

void want(WantedPlace& root, Place& place) {
  WantedPlace* at = &root;
  std::string_view pointer = place.pointer;
  while (!pointer.empty()) {
    size_t end = std::min(pointer.find('/', 1), pointer.size());
    auto& next = at->below[std::string(pointer.substr(1, end - 1))];
    if (!next) next = std::make_unique<WantedPlace>();
    at = next.get();
    pointer.remove_prefix(end);
  }
  at->places.push_back(&place);
}

class PlaceFinder {
 public:
  PlaceFinder(JsonReader& reader, size_t missing) : reader_(reader), missing_(missing) {}

  /// Reads the value that begins with `token`. `wanted` may be null.
  void value(JsonToken token, WantedPlace* wanted) {
    if (wanted != nullptr) take(*wanted);
    if (token != JsonToken::begin_object && token != JsonToken::begin_array) return;
    bool is_object = token == JsonToken::begin_object;
    size_t depth = reader_.depth();
    if (wanted == nullptr || wanted->below.empty()) {
      while (reader_.depth() >= depth) reader_.next();
      return;
    }
    uint64_t index = 0;
    for (token = reader_.next(); reader_.depth() >= depth && missing_ > 0; token = reader_.next()) {
      step_.clear();
      if (is_object) {
        name_.clear();
        append_repaired_utf8(reader_.text(), name_);
        append_step(step_, name_);
        token = reader_.next();
      } else {
        append_step(step_, index++);
      }
      auto found = wanted->below.find(std::string_view(step_).substr(1));
      value(token, found == wanted->below.end() ? nullptr : found->second.get());
      if (missing_ == 0) return;
    }
  }

 private:
  void take(WantedPlace& wanted) {
    const JsonPlace& place = reader_.place();
    for (Place* p : wanted.places) {
      p->line = place.line;
      p->column = place.column;
      p->offset = place.offset;
    }
    missing_ -= wanted.places.size();
    wanted.places.clear();
  }

  JsonReader& reader_;
  size_t missing_;
  std::string step_, name_;
};

}  // namespace

Result<void> locate_breaches(ByteSource& manifest, const std::string& entry, BreachLog& log) {
  WantedPlace root;
  size_t missing = 0;
  for (Breach& breach : log.kept()) {
    if (!is_unlocated(breach.place, entry)) continue;
    want(root, breach.place);
    ++missing;
  }
  if (missing == 0) return {};
  JsonReader reader;
  reader.start(manifest);
  PlaceFinder(reader, missing).value(reader.next(), &root);
  if (reader.error()) return std::unexpected(*reader.error());
  return {};
}

}  // namespace rsmf
