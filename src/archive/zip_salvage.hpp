// A zip without a directory: what its local headers give.
#pragma once

#include "archive/zip_listing.hpp"
#include "io/file_system.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// Adds what the local headers give, front to back. Reads forward only, so that it takes no longer than reading the
/// file. Fails only if the disk does.
Result<void> salvage_zip(const RandomFile& zip, const ZipReadLimits& limits, const ZipFaultSink& faults,
                         ZipListing& to);

}  // namespace rsmf
