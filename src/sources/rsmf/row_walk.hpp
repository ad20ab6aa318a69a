// The rows of a unit, one after the other.
#pragma once

#include <string_view>

#include "json/json_repair.hpp"
#include "json/read_record.hpp"
#include "json/record_scanner.hpp"
#include "sources/rsmf/manifest_cutter.hpp"
#include "sources/rsmf/row_reader.hpp"

namespace rsmf::rsmf_source {

/// Keeps its memory; one per thread.
class RowWalk {
 public:
  struct Row {
    uint64_t offset = 0, length = 0;  ///< in the manifest
    std::string_view raw;
    bool readable = false;  ///< the draft holds it
    JsonRepairs repairs;    ///< what had to be mended to read it, or would have to be
  };
  explicit RowWalk(const Reading& reading) : reader_(reading), repair_(reading.repair) {}

  /// Calls `each(Row)` in order; `draft` holds the row at hand. Views live as long as `memory`.
  template <class Draft, class Each>
  void walk(std::string_view text, uint64_t offset, ManifestPart part, Arena& memory, Draft& draft, Each each) {
    RecordScanner scanner(scanner_options(part));
    for (size_t from = 0;;) {
      JsonPiece piece = scanner.next(text, from, true);
      if (piece.kind == JsonPiece::Kind::end || piece.kind == JsonPiece::Kind::more) return;
      from = piece.end;
      Row row{
          offset + piece.begin, piece.end - piece.begin, text.substr(piece.begin, piece.end - piece.begin), false, {}};
      if (piece.kind == JsonPiece::Kind::record) {
        auto outcome = read_record(index_, scratch_, row.raw, memory, row.repairs,
                                   [&](JsonCursor cursor) { return reader_.read(cursor, memory, draft); });
        row.readable = outcome == RecordOutcome::read || (outcome == RecordOutcome::repaired && repair_);
      }
      each(row);
    }
  }

 private:
  JsonIndex index_;
  RowReader reader_;
  Bytes scratch_;
  bool repair_;
};

}  // namespace rsmf::rsmf_source
