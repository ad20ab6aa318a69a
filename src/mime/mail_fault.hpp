// What the mail reader had to tolerate, as data: who reads the mail decides what it means.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace rsmf {

struct MailHeader;

struct MailFault {
  enum class Kind : uint8_t {
    // Of headers, also those of parts:
    byte_order_mark,
    blank_before_headers,  ///< an empty line
    folded_first_line,     ///< begins with a blank, and there is no header that it could go on
    not_a_header,          ///< `text` is the line
    blank_before_colon,    ///< `text` is the header's name; likewise below
    long_name,             ///< `count` characters, 255 or more
    header_cut_off,        ///< longer than the limit
    too_many_headers,      ///< more than `count`; reported for each that is left out
    header_not_decoded,    ///< `header`: an encoded-word could not be decoded, or it is no UTF-8
    header_empty,          ///< `header`
    eight_bit_header,      ///< `header`
    contradiction,         ///< a second `text` differs from that in line `count`
    // Of the body:
    no_boundary,              ///< a multipart that names none
    boundary_too_long,        ///< to be used at all
    long_boundary,            ///< `count` characters, over 70
    boundary_not_found,       ///< `text` is the boundary
    boundary_not_closed,      ///< `text` is the boundary
    boundary_behind_closing,  ///< `text` is the line
    boundary_prefix,          ///< `text` is a line that begins like a boundary, and is none
    nested_too_deeply,
    too_many_parts,      ///< more than `count`
    text_outside_parts,  ///< `text` is the start of the first line
  };
  Kind kind;
  uint64_t line = 0, column = 1;  ///< 1-based
  uint64_t offset = 0;            ///< in the file
  uint64_t count = 0;
  std::string_view text;               ///< valid during the call
  const MailHeader* header = nullptr;  ///< valid during the call
};

/// Takes faults as they are met; must not throw.
using MailFaultSink = std::function<void(const MailFault&)>;

}  // namespace rsmf
