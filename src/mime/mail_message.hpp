// A mail, taken apart: its headers, and where its parts are.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/file_system.hpp"
#include "mime/base64_scan.hpp"
#include "mime/encoding_faults.hpp"
#include "mime/header_parameters.hpp"
#include "mime/mail_fault.hpp"
#include "mime/mail_header.hpp"

namespace rsmf {

enum class PartEncoding : uint8_t { identity, base64, quoted_printable, unknown };

struct MailPart {
  HeaderParameters type, disposition;
  bool has_type = false, has_disposition = false;
  std::string encoding_text;  ///< as it is spelled; empty if it is not stated
  PartEncoding encoding = PartEncoding::identity;
  bool is_multipart = false;
  uint32_t depth = 0;             ///< 1 for a part of the outermost multipart, 0 for a mail without parts
  uint64_t line = 0, offset = 0;  ///< of its first header
  uint64_t begin = 0, end = 0;    ///< of its body, as encoded
  std::string start;              ///< the first bytes of the body
  EncodingFaults faults;
  Base64Layout layout;         ///< of a part in base64
  bool is_blank = true;        ///< nothing but white space
  bool has_eight_bit = false;  ///< text, decoded, has bytes over 127
  uint64_t invalid_utf8 = 0;   ///< offset in the file of the line with the first fault, of text; 0: none

  /// Text, decoded: is_blank and has_eight_bit.
  void add_decoded(std::string_view text);
  /// The name that the part gives itself, wherever; empty if none.
  std::string file_name() const;
  bool is_text() const { return !has_type || type.value == "text/plain" || type.value == "text"; }
};

/// A kind of trouble that many lines may share.
struct LineTrouble {
  uint64_t count = 0, line = 0, column = 0, offset = 0, length = 0;
};

struct MailMessage {
  std::vector<MailHeader> headers;
  uint64_t header_bytes = 0;
  bool is_multipart = false;
  std::vector<MailPart> parts;  ///< leaves only, in order
  LineTrouble bare_lf, bare_cr, long_line;
  LineTrouble crlf;  ///< good ones, for comparison
};

struct MailReadLimits {
  uint64_t max_headers = 10'000;        ///< of the mail, and of each part
  uint64_t max_header_bytes = 1 << 20;  ///< of one header; all of them together may have 16 times as many
  bool headers_only = false;            ///< leave out the body: a few kilobytes are read
};

/// Takes a mail apart in one pass, leniently: reports to `faults` what is wrong with its form. What its parts are for
/// is not judged here. Memory is bounded by the limits. Fails only if the disk does.
Result<MailMessage> read_mail(const RandomFile& file, const MailReadLimits& limits, const MailFaultSink& faults);

}  // namespace rsmf
