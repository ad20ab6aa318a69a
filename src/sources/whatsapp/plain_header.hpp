// The beginnings of records that nearly all exports have, read quickly.
#pragma once

#include "sources/whatsapp/header.hpp"

namespace rsmf::whatsapp {

/// True if `line` begins with a header in plain digits and without any oddity: then `into` is what parse_header() says.
/// False says nothing.
bool parse_plain_header(std::string_view line, Header& into);

}  // namespace rsmf::whatsapp
