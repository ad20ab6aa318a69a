// Checks the body of one part, line by line.
#pragma once

#include <optional>
#include <string>

#include "mime/base64_scan.hpp"
#include "mime/line_scanner.hpp"
#include "mime/mail_message.hpp"
#include "mime/quoted_printable_decoder.hpp"
#include "mime/utf8_check.hpp"

namespace rsmf {

class PartScan {
 public:
  PartScan(MailPart part, uint64_t file_size);

  bool takes_base64_lines() const { return base64_.has_value(); }
  size_t take_base64_lines(std::string_view text, uint64_t offset, uint64_t& lines) {
    return base64_->take_lines(text, offset, lines);
  }
  void add(const LinePiece& piece);
  MailPart finish(uint64_t end);

 private:
  void check_text(std::string_view decoded, uint64_t offset);

  MailPart part_;
  std::optional<Base64Scan> base64_;
  QuotedPrintableDecoder quoted_;
  Utf8Check utf8_;
  std::string decoded_;
  bool is_text_ = false, says_seven_bit_ = false;
};

}  // namespace rsmf
