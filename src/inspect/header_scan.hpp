// The mail headers of many RSMF files, and nothing else of them.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "io/file_system.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// A file by its headers. Values are as they stand there (decoded); empty where the header is absent.
struct HeaderRow {
  std::string file;
  uint64_t bytes = 0;
  std::string version, generator, application, custodian, begin, end, events, attachments, participants, collection,
      from, subject;
  std::string trouble;  ///< not empty: could not be read, or is no mail
};

struct HeaderScan {
  unsigned threads = 0;                     ///< 0: one for each core
  std::function<void(HeaderRow&&)> on_row;  ///< in the order of the files, from the calling thread
  const std::atomic<bool>* stop = nullptr;
};

/// Reads a few kilobytes of each file. Order and content of the rows do not depend on the number of threads.
Result<void> scan_headers(FileSystem& files, const std::vector<std::string>& paths, const HeaderScan& scan);

}  // namespace rsmf
