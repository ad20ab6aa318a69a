// A file of messages, and how it is taken to pieces.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>

#include "archive/container.hpp"
#include "json/record_cutter.hpp"
#include "rsmf/source_options.hpp"

namespace rsmf::slack {

struct RecordFile {
  size_t entry = 0;        ///< of the container
  bool in_member = false;  ///< its records are the member "messages" of one object
};

inline constexpr uint32_t kMaxJsonDepth = 512;
/// A file of up to this many frames is one frame.
inline constexpr uint64_t kWholeFrames = 8;

/// Names every record of a day file has; see RecordScannerOptions.
std::span<const std::string_view> record_keys();

inline RecordScannerOptions scanner_options() {
  return {.form = JsonForm::objects, .max_depth = kMaxJsonDepth, .record_keys = record_keys()};
}

inline RecordCutterOptions cutter_options(const RecordFile& file, const SourceOptions& options) {
  RecordCutterOptions cutter;
  cutter.scanner = scanner_options();
  cutter.frame_bytes = options.frame_bytes;
  cutter.max_record_bytes = options.max_record_bytes;
  if (file.in_member) cutter.array_member = "messages";
  return cutter;
}

/// True if a file's text begins with a list and does not end as one.
inline bool is_open_list(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r\n"), last = text.find_last_not_of(" \t\r\n");
  return first != text.npos && text[first] == '[' && text[last] != ']';
}

/// True if the file is one frame; otherwise a RecordCutter divides it.
inline bool is_one_frame(const RecordFile& file, const ContainerEntry& entry, const SourceOptions& options) {
  return !file.in_member && entry.size <= std::min(kWholeFrames * options.frame_bytes, options.max_record_bytes);
}

}  // namespace rsmf::slack
