// The rules that rsmf.zip can break.
#pragma once

#include <cstdint>
#include <string>

#include "archive/zip_listing.hpp"
#include "rsmf/read/rsmf_file.hpp"
#include "rsmf/rules/breach_log.hpp"

namespace rsmf {

/// What the zip reader had to tolerate: R030, R033, R038 and R133 to R137.
void log_zip_fault(const ZipFault& fault, BreachLog& log);

/// R031, R032, R038, R039, R043, R131, R132, and entries cut off by the end of the zip (R033). Entries beyond a limit
/// become unreadable. `manifest`: index of the manifest, or -1.
void check_listing(ZipListing& listing, uint64_t zip_size, int64_t manifest, const RsmfReadOptions& options,
                   BreachLog& log);

/// The entry that is the manifest, or should have been (R031, R032); -1 if there is none.
int64_t choose_manifest(const ZipListing& listing, BreachLog& log);

Place place_of_entry(const RsmfEntry& entry);

}  // namespace rsmf
