// Mail addresses of people, and stand-ins for those who have none.
#pragma once

#include <string>
#include <string_view>

#include "rsmf/event.hpp"

namespace rsmf {

/// The participant's e-mail if it can stand in a header, otherwise `id@platform.invalid`, which cannot be taken for
/// real. Different ids give different addresses.
std::string address_of(const Participant& person, std::string_view platform);

}  // namespace rsmf
