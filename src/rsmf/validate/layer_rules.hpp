// Rules that compare one layer with another.
#pragma once

#include "rsmf/read/rsmf_file.hpp"
#include "rsmf/rules/breach_log.hpp"
#include "rsmf/validate/manifest_facts.hpp"

namespace rsmf {

/// R004, R010 to R020, R023, R028: what the headers say, against the manifest. Does nothing for a file without a mail.
void check_headers(const RsmfFile& file, const ManifestFacts& facts, BreachLog& log);

/// R034 to R037, R040 to R042, R130: the files the manifest names, against the entries of the zip. Reads the first
/// bytes of avatars and icons. Does nothing for a bare manifest.
Result<void> check_references(const RsmfFile& file, const ManifestFacts& facts, BreachLog& log);

}  // namespace rsmf
