// A mail, taken apart: its headers, and where its parts are.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/file_system.hpp"
#include "rsmf/read/base64_part.hpp"
#include "rsmf/read/encoding_faults.hpp"
#include "rsmf/read/header_parameters.hpp"
#include "rsmf/read/rsmf_file.hpp"

namespace rsmf {

enum class PartEncoding : uint8_t { identity, base64, quoted_printable, unknown };

struct MailPart {
  HeaderParameters type, disposition;
  bool has_type = false, has_disposition = false;
  std::string encoding_text;  ///< as it is spelled; empty if it is not said
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

/// Reads the headers, and unless `options` says otherwise the rest of the file. Logs what is wrong with the form of the
/// mail (R001, R124, R125, R128, and of the headers R021, R022, R026); what its parts are for is not judged here.
Result<MailMessage> read_mail(const RandomFile& file, const RsmfReadOptions& options, BreachLog& log);

}  // namespace rsmf
