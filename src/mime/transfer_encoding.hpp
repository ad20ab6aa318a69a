// How text travels in a mail: as it is, quoted-printable or base64.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/text_buffer.hpp"

namespace rsmf {

enum class TransferEncoding : uint8_t { seven_bit, quoted_printable, base64 };

/// As mail headers spell it.
std::string_view name_of(TransferEncoding encoding);

/// What no line of an encoded text may begin with, after two hyphens. Quoted-printable never has an underscore after
/// an equals sign and base64 has no hyphen, so that only 7bit needs a look.
inline constexpr std::string_view kBoundaryStart = "=_rsmf_";

/// The plainest encoding that carries `text` safely: 7bit for ASCII of lines of at most 998 characters none of which
/// could be taken for a boundary; otherwise the shorter of the other two.
/// REQUIRES: all line ends are CRLF.
TransferEncoding choose_transfer_encoding(std::string_view text);

/// How many bytes 7bit does not allow: above 0x7e, and control characters other than tab, CR and LF.
size_t count_unfit(std::string_view text);
/// The same without vector instructions, for machines that have none, and for tests.
size_t count_unfit_portably(std::string_view text);

/// Appends `text` encoded. It ends in CRLF. REQUIRES: `text` is the content of a TextBuffer, whose slack is read.
void append_encoded(const TextBuffer& text, TransferEncoding encoding, std::string& to);

}  // namespace rsmf
