// The one reader of zips: all entries, whatever state the zip is in.
#pragma once

#include "archive/zip_listing.hpp"
#include "io/file_system.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// Reads leniently: the directory and every local header or, without a directory, the local headers one after the
/// other. Reports each tolerance to `faults`. Time and memory grow no faster than the zip. Fails only if the disk does.
/// Who needs the directory alone, and exact, uses ZipDirectoryReader.
Result<ZipListing> list_zip(const RandomFile& zip, const ZipReadLimits& limits, const ZipFaultSink& faults);

}  // namespace rsmf
