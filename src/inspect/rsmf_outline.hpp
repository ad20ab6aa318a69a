// What an RSMF file consists of, layer by layer.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/file_system.hpp"
#include "rsmf/read/rsmf_file.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

struct RsmfOutline {
  std::string path;
  RsmfKind kind = RsmfKind::mail;
  RsmfSizes sizes;
  std::vector<MailHeader> headers;
  std::vector<RsmfEntry> entries;
  int64_t manifest_entry = -1;
  bool has_text = false, has_manifest = false, is_rsmf = true;
  std::vector<Breach> tolerated;  ///< what a strict reader would have refused
  /// The value of the first header of that name; empty if there is none.
  std::string header(std::string_view name) const;
};

/// Reads headers and the directory of rsmf.zip; fails only if the file cannot be read.
Result<RsmfOutline> outline(FileSystem& files, const std::string& path);

}  // namespace rsmf
