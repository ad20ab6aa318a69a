// Dates as mail writes them.
#pragma once

#include <string_view>

#include "rsmf/event.hpp"

namespace rsmf {

/// RFC 5322, obsolete forms included: "Fri, 01 Mar 2024 08:09:10 +0000", "1 Mar 24 08:09 GMT". kNoTime if it is none,
/// or its zone is not known.
TimeNs parse_mail_date(std::string_view text);

}  // namespace rsmf
