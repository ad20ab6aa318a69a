// Rules R050 to R116: the manifest by itself.
#pragma once

#include <cstdint>
#include <memory>

#include "io/byte_source.hpp"
#include "rsmf/result.hpp"
#include "rsmf/rules/breach_log.hpp"
#include "rsmf/validate/manifest_facts.hpp"

namespace rsmf {

struct ManifestLimits {
  uint32_t max_depth = 128;
  uint64_t max_string_bytes = 256ULL << 20;  ///< a longer string is a breach of too_deep, and skipped
  uint64_t max_memory = 512ULL << 20;        ///< of the rows that are compared with one another
};

/// Reads a manifest once, front to back, in bounded memory, and reports whatever is wrong with it: an error in one
/// place hides nothing that can still be checked elsewhere. Keeps its buffers from call to call; one per thread.
class ManifestChecker {
 public:
  explicit ManifestChecker(const ManifestLimits& limits = {});
  ~ManifestChecker();

  /// `entry` goes into each Place. Breaches that show only at the end have a pointer, but no offset: see
  /// locate_breaches(). Fails only if the stream does (its error); what was read until then is in the log.
  Result<ManifestFacts> check(ByteSource& manifest, const std::string& entry, BreachLog& log);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// What the published schema of the manifest's version objects to, by the counts of a log: R054, R060 to R065. The
/// schema does not object to an unknown version (R067) of at least five characters, nor to what only Relativity refuses
/// (R071, R072). A version that is not known is held against 2.0.0, or against 1.0.0 if it begins with "1.".
uint64_t schema_errors(const BreachLog& log);

/// Fills in line, column and offset of those breaches in the log that have a pointer of the manifest `entry` and no
/// offset: what could be decided only at the end. Reads the manifest again, as far as needed, if there are any.
Result<void> locate_breaches(ByteSource& manifest, const std::string& entry, BreachLog& log);

}  // namespace rsmf
