// Joins header lines into headers.
#pragma once

#include <string>
#include <vector>

#include "mime/line_scanner.hpp"
#include "mime/mail_message.hpp"

namespace rsmf {

/// For the headers of the mail, and of each of its parts.
class HeaderBlock {
 public:
  HeaderBlock(const MailReadLimits& limits, const MailFaultSink& faults) : limits_(limits), faults_(faults) {}

  /// Takes a line that is not empty.
  void add(const LinePiece& piece);
  /// The headers so far, with their values decoded; starts over.
  std::vector<MailHeader> finish();

 private:
  void begin_header(const LinePiece& piece);
  void append(std::string_view text, const LinePiece& piece);

  const MailReadLimits& limits_;
  const MailFaultSink& faults_;
  std::vector<MailHeader> headers_;
  uint64_t total_bytes_ = 0;
  bool open_ = false;      // the last header takes what follows
  bool skipping_ = false;  // what follows belongs to nothing that is kept
  bool cut_ = false;       // the last header reached its limit
};

}  // namespace rsmf
