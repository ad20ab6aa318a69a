// Mail addresses: real ones, and stand-ins for people who have none.
#pragma once

#include <string>
#include <string_view>

#include "rsmf/event.hpp"

namespace rsmf {

/// A careful check: what passes here passes with every reader of the manifest's `email` (format idn-email). The part
/// before the @ may be non-ASCII.
bool is_mail_address(std::string_view text);

/// The participant's e-mail if it can stand in a header, otherwise `id@platform.invalid`, which nobody can take for
/// real. Different ids give different addresses.
std::string address_of(const Participant& person, std::string_view platform);

}  // namespace rsmf
