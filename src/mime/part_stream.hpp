// The bytes of a part, its transfer encoding undone.
#pragma once

#include <memory>

#include "io/byte_source.hpp"
#include "io/file_system.hpp"
#include "mime/mail_message.hpp"

namespace rsmf {

/// The file must outlive it. A part of unknown encoding comes as it is.
std::unique_ptr<ByteSource> open_part(const RandomFile& file, const MailPart& part);

/// Of a text in base64, what can only be known once it is decoded: is_blank, has_eight_bit, invalid_utf8.
Result<void> look_at_base64_text(const RandomFile& file, MailPart& part);

/// For base64 that is not declared as such: its layout, with offsets from the start of the part.
Result<Base64Layout> find_base64_layout(const RandomFile& part);

}  // namespace rsmf
