// The bytes of a part, its transfer encoding undone.
#pragma once

#include <memory>

#include "io/byte_source.hpp"
#include "io/file_system.hpp"
#include "reader/mail_message.hpp"

namespace rsmf {

/// The file must outlive it. A part of unknown encoding comes as it stands.
std::unique_ptr<ByteSource> open_part(const RandomFile& file, const MailPart& part);

}  // namespace rsmf
