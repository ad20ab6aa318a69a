// The records of a unit, one after the other.
#pragma once

#include <string_view>

#include "base/arena.hpp"
#include "json/json_repair.hpp"
#include "json/read_record.hpp"
#include "json/record_scanner.hpp"
#include "sources/events/record_reader.hpp"

namespace rsmf::events {

/// Reads all records of a unit at once, and one by one where that fails. Keeps its memory; one per thread.
class RecordWalk {
 public:
  struct Record {
    uint64_t offset = 0, length = 0;  ///< in the file
    const Draft* draft = nullptr;     ///< null: unreadable
    JsonRepairs repairs;
    std::string_view raw;
  };

  /// Calls `each(Record)` in order. Should the fast way fail, `restart()` is called and all records come again.
  /// REQUIRES: Bytes::kPadding readable bytes behind `text`. Views live as long as `text` and `memory`.
  template <class Each, class Restart>
  void walk(std::string_view text, uint64_t offset, Arena& memory, Each each, Restart restart) {
    if (fast(text, offset, memory, each)) return;
    restart();
    slowly(text, offset, memory, each);
  }

 private:
  template <class Each>
  bool fast(std::string_view text, uint64_t offset, Arena& memory, Each& each) {
    auto verdict = index_.build(text);
    if (verdict == JsonIndex::Verdict::empty) return true;
    if (verdict != JsonIndex::Verdict::ok) return false;
    JsonCursor cursor = index_.cursor();
    while (cursor.peek() == '{') {
      size_t begin = cursor.offset();
      if (!reader_.read(cursor, memory, text, draft_)) return false;
      std::string_view raw = text.substr(begin, cursor.offset_behind() - begin);
      // Records end with their line, here as where units are cut: else what is read would depend on the unit's size.
      if (raw.find('\n') != std::string_view::npos) return false;
      each(Record{offset + begin, raw.size(), &draft_, {}, raw});
      if (cursor.peek() == ',') cursor.step();
    }
    // Brackets around the records are welcome; anything else needs a closer look.
    return cursor.offset() == text.size() && !cursor.failed();
  }

  template <class Each>
  void slowly(std::string_view text, uint64_t offset, Arena& memory, Each& each) {
    RecordScanner scanner(RecordScannerOptions{.form = JsonForm::lines});
    for (size_t from = 0;;) {
      JsonPiece piece = scanner.next(text, from, true);
      if (piece.kind == JsonPiece::Kind::end || piece.kind == JsonPiece::Kind::more) return;
      from = piece.end;
      Record record{offset + piece.begin,
                    piece.end - piece.begin,
                    nullptr,
                    {},
                    text.substr(piece.begin, piece.end - piece.begin)};
      if (piece.kind == JsonPiece::Kind::record) {
        auto outcome = read_record(index_, scratch_, record.raw, memory, record.repairs, [&](JsonCursor cursor) {
          return reader_.read(cursor, memory, cursor.text(), draft_);
        });
        if (outcome != RecordOutcome::unreadable) record.draft = &draft_;
      }
      each(record);
    }
  }

  JsonIndex index_;
  RecordReader reader_;
  Draft draft_;
  Bytes scratch_;
};

}  // namespace rsmf::events
