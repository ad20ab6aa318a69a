// Where the records of a JSON file begin and end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace rsmf {

/// How the records of a file lie in it.
enum class JsonForm : uint8_t {
  objects,  ///< objects one after the other, in arrays or not, separated by commas, spaces or nothing
  lines,    ///< one object a line
};

struct RecordScannerOptions {
  JsonForm form = JsonForm::objects;
  uint32_t max_depth = 512;
  bool stop_at_close = false;  ///< the ']' that closes the records ends them (they are a member of an object)
  /// Names that every record has among its members. After a broken record, an object counts as the next record only
  /// if it has them all; so a list of objects inside the broken one is not mistaken for records.
  std::span<const std::string_view> record_keys = {};
};

/// A stretch of text.
struct JsonPiece {
  enum class Kind : uint8_t {
    record,  ///< a whole object (or line)
    broken,  ///< not a record; behind it the next plausible record begins, or the text ends
    more,    ///< cannot be decided without more text; `begin` is where to take it up again
    end,     ///< no more records
  };
  Kind kind = Kind::end;
  size_t begin = 0, end = 0;
};

/// Cuts text into records without reading them: strings, escapes and brackets only. It also sees when a bracket or a
/// quote is missing, and finds the next record then. Its pieces depend on the text only, never on how much of it was
/// at hand.
class RecordScanner {
 public:
  explicit RecordScanner(const RecordScannerOptions& options) : options_(options) {}

  /// The first piece at or behind `from`. `last`: the text ends here. REQUIRES: `from` is 0, or the end of a piece, or
  /// the beginning of one of kind `more`.
  JsonPiece next(std::string_view text, size_t from, bool last) const;

 private:
  enum class Scan : uint8_t { whole, more, broken };
  Scan scan_object(std::string_view text, size_t& at, bool last) const;
  bool has_record_keys(std::string_view object) const;
  JsonPiece next_object(std::string_view text, size_t from, bool last) const;
  JsonPiece next_line(std::string_view text, size_t from, bool last) const;
  JsonPiece resume(std::string_view text, size_t begin, size_t from, bool last) const;

  RecordScannerOptions options_;
};

/// The array that is the value of member `name` of the object which `text` begins with: the offset behind its '['.
/// 0 if there is none, or not in the text at hand.
size_t find_member_array(std::string_view text, std::string_view name);

}  // namespace rsmf
