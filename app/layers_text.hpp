// What `inspect` prints of RSMF files beyond their events.
#pragma once

#include <cstdint>
#include <string>

#include "inspect/header_scan.hpp"
#include "inspect/header_totals.hpp"
#include "inspect/rsmf_outline.hpp"

namespace rsmf::app {

/// Lists end after `top` rows; 0: never.
std::string layers_text(const RsmfOutline& outline, uint64_t top);
/// One object, without an end of line.
std::string layers_json(const RsmfOutline& outline);

std::string totals_text(const HeaderTotals& totals, uint64_t top);
std::string totals_json(const HeaderTotals& totals);

/// A line for the table of --headers, and what stands above its columns.
std::string header_row_text(const HeaderRow& row);
std::string header_row_titles();
std::string header_row_json(const HeaderRow& row);
std::string header_row_csv(const HeaderRow& row);
std::string header_row_csv_titles();

}  // namespace rsmf::app
