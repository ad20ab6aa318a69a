// One pass over a mail.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mime/header_block.hpp"
#include "mime/line_scanner.hpp"
#include "mime/mail_message.hpp"
#include "mime/part_scan.hpp"

namespace rsmf {

class MailParser {
 public:
  MailParser(const RandomFile& file, const MailReadLimits& limits, const MailFaultSink& faults);
  Result<MailMessage> parse();

 private:
  /// A multipart whose closing boundary was not seen yet.
  struct OpenMultipart {
    std::string boundary;
    uint64_t line = 0, offset = 0;
    bool found = false;   // its boundary was seen
    bool closed = false;  // only the outermost stays here once it is closed
  };
  enum class Delimiter : uint8_t { none, next, close };

  Result<bool> next();
  void note_line();
  Result<void> read_headers(bool of_part);
  bool skip_before_headers();
  Result<void> read_body();
  void add_body_line();
  void begin_part(std::vector<MailHeader> headers);
  void end_part(uint64_t end);
  void open_multipart(const MailPart& part);
  Delimiter delimiter(size_t& level) const;
  MailFault fault_here(MailFault::Kind kind, std::string_view text = {}) const {
    return {.kind = kind, .line = piece_.line, .offset = piece_.offset, .text = text};
  }
  void take_delimiter(Delimiter kind, size_t level);
  void warn_of_boundary_prefix();
  void close_level(bool properly);
  Result<void> skip_base64_lines();

  const RandomFile& file_;
  const MailReadLimits& limits_;
  const MailFaultSink& faults_;
  LineScanner lines_;
  HeaderBlock block_;
  MailMessage mail_;
  LinePiece piece_;
  std::vector<OpenMultipart> open_;
  std::optional<PartScan> part_;
  uint64_t part_line_ = 0, part_offset_ = 0;
  uint64_t body_end_ = 0;  // without the line end that belongs to the boundary
  bool in_part_headers_ = false;
  bool headers_begun_ = false, blank_noted_ = false;
  MailFault outside_{.kind = MailFault::Kind::text_outside_parts};  // the first line outside of all parts
  std::string outside_text_;
  bool too_many_parts_ = false;
};

}  // namespace rsmf
