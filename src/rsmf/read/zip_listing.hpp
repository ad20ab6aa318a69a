// What a zip says it holds, taken leniently.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "archive/zip_records.hpp"
#include "io/file_system.hpp"
#include "rsmf/read/rsmf_file.hpp"
#include "rsmf/rules/breach_log.hpp"

namespace rsmf {

struct ZipListing {
  std::vector<RsmfEntry> entries;
  std::vector<uint64_t> data;  ///< of each entry: where its packed bytes begin, in the zip
  bool found = false;          ///< there is a directory, or at least one local header
  bool salvaged = false;       ///< the directory is missing: the zip is cut off, which was said
};

/// From the directory at the end; if there is none that can be read, from the local headers, one after the other. Logs
/// R030, R033, R134 to R137 and R133. Fails only if the disk does.
Result<ZipListing> list_zip(const RandomFile& zip, const RsmfReadOptions& options, BreachLog& log);

/// Adds what the local headers give, front to back. For a zip without a directory.
Result<void> salvage_zip(const RandomFile& zip, const RsmfReadOptions& options, BreachLog& log, ZipListing& to);

/// The entry that a record means, its name in UTF-8 (R136, R137).
RsmfEntry make_zip_entry(const ZipRecord& record, std::string_view raw_name, std::string_view extra, BreachLog& log);

/// R031, R032, R038, R039, R043, R131, R132, and entries cut off by the end of the zip (R033). Entries beyond a limit
/// become unreadable. `manifest`: index of the manifest, or -1.
void check_listing(ZipListing& listing, uint64_t zip_size, int64_t manifest, const RsmfReadOptions& options,
                   BreachLog& log);

/// The entry that is the manifest, or should have been (R031, R032); -1 if there is none.
int64_t choose_manifest(const ZipListing& listing, BreachLog& log);

/// Indices of the entries as they lie in the zip: whoever reads them all does it front to back.
std::vector<uint32_t> in_offset_order(const std::vector<RsmfEntry>& entries);

Place place_of_entry(const RsmfEntry& entry);

}  // namespace rsmf
