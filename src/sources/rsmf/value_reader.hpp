// Values of a manifest: what they are to be, and what they are taken for where they are not.
#pragma once

#include <string_view>

#include "base/arena.hpp"
#include "base/time_zone.hpp"
#include "json/json_index.hpp"
#include "rsmf/event.hpp"
#include "sources/rsmf/fault.hpp"

namespace rsmf::rsmf_source {

/// How strictly a manifest is taken.
struct Reading {
  bool repair = false;  ///< mend what has one meaning; otherwise it is left out
  TimeZone zone;        ///< of times without one
};

/// Reads the value at a cursor, consumes it, and notes its fault. Of a value that is left out nothing remains but the
/// fault. One per thread.
class ValueReader {
 public:
  explicit ValueReader(const Reading& reading) : reading_(reading) {}
  /// The memory for what has escapes, and the list for what is wrong, of the row that follows.
  void begin(Arena& memory, FaultList& faults) {
    memory_ = &memory;
    faults_ = &faults;
  }

  /// Null view: left out. An empty text is one.
  std::string_view text(JsonCursor& c, std::string_view member);
  /// A text that must not be empty: an empty one is left out.
  std::string_view filled(JsonCursor& c, std::string_view member);
  bool truth(JsonCursor& c, std::string_view member);
  /// False if it was left out.
  bool count(JsonCursor& c, std::string_view member, uint64_t& into);
  TimeNs time(JsonCursor& c, std::string_view member, std::string_view& as_written);
  /// The index of the word, or -1 if it was left out.
  int word(JsonCursor& c, std::string_view member, std::span<const std::string_view> words);
  /// Any value as text, without a fault: strings without quotes, the rest as JSON.
  std::string_view raw(JsonCursor& c);
  /// A member's name, or any other string as it stands in the file.
  std::string_view unescaped(std::string_view raw);
  /// Enters the array; false (the value is consumed, with a fault) if it is none.
  bool begin_array(JsonCursor& c, std::string_view member);
  void fault(FaultKind kind, bool mended, std::string_view member, std::string_view raw) {
    faults_->add(kind, mended, member, raw);
  }
  const Reading& reading() const { return reading_; }
  Arena& memory() { return *memory_; }

 private:
  TimeNs zoneless(std::string_view text) const;

  const Reading& reading_;
  Arena* memory_ = nullptr;
  FaultList* faults_ = nullptr;
};

}  // namespace rsmf::rsmf_source
