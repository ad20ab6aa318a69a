// Taking RSMF files apart into a folder.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "io/file_system.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

struct ExtractOptions {
  std::string output;  ///< a new or empty folder
  const std::atomic<bool>* stop = nullptr;
};

struct ExtractSummary {
  uint64_t inputs = 0;  ///< that are RSMF
  uint64_t files = 0;   ///< that were written, damaged ones among them
  uint64_t bytes = 0;
  uint64_t damaged = 0;   ///< parts that could not be read to their end, or whose checksum is wrong
  uint64_t left_out = 0;  ///< entries that cannot be read at all
  uint64_t troubles = 0;  ///< the two above, and inputs that are no RSMF
  static constexpr size_t kMostTrouble = 1000;
  std::vector<std::string> trouble;  ///< a line for each of the first kMostTrouble
};

/// Of each input: headers.txt, text.txt, rsmf_manifest.json as it is, and every entry of rsmf.zip under a name of its
/// own that is safe on any system; of several inputs, each in a folder of its own. extracted.csv says what became of
/// what, with SHA-256. A damaged part is kept, with ".damaged" behind its name.
/// The folder holds everything, or (on error or interruption) is as it was. Streams: nothing of any size is held.
Result<ExtractSummary> extract(FileSystem& files, const std::vector<std::string>& inputs,
                               const ExtractOptions& options);

}  // namespace rsmf
