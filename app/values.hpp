// Values as people write them on a command line.
#pragma once

#include <cstdint>
#include <string_view>

#include "rsmf/event.hpp"
#include "rsmf/result.hpp"

namespace rsmf::app {

/// "10000", "10k", "150M", "2G" (thousands), "512KiB", "32MiB", "1GiB" (1024s); case does not matter, "B" may follow.
Result<uint64_t> parse_number(std::string_view text, uint64_t max = UINT64_MAX);

/// "0.15" or "15%": from 0 to 1.
Result<double> parse_rate(std::string_view text);

/// The first instant of a day ("2024-03-01", UTC), or an instant ("2024-03-01T08:00:00Z").
Result<TimeNs> parse_from(std::string_view text);
/// The first instant after a day or after an instant, so that both are included.
Result<TimeNs> parse_to(std::string_view text);

}  // namespace rsmf::app
