// What must hold of any file that the reader has opened.
#pragma once

#include <cstdint>
#include <string>

#include "base/bytes.hpp"
#include "fuzz_demand.hpp"
#include "one_file.hpp"
#include "rsmf/read/rsmf_file.hpp"

namespace rsmf {

/// Reads in pieces of that size; false if it ends in an error.
inline bool drain(ByteSource& source, size_t piece, size_t limit, std::string& to) {
  std::string buffer(piece, '\0');
  while (to.size() < limit) {
    auto n = source.read(buffer);
    if (!n) {
      demand(!n.error().message.empty(), "an error without a message");
      demand(n.error().kind != ErrorKind::io, "an error of a disk that has none");
      return false;
    }
    if (*n == 0) return true;
    to.append(buffer, 0, *n);
  }
  return false;
}

/// The same bytes, however they are asked for.
template <class Open>
void check_stream(Open open, size_t limit) {
  std::string large, small;
  auto first = open(), second = open();
  demand(first && second, "does not open");
  bool whole = drain(**first, 64 * 1024, limit, large), again = drain(**second, 7, limit, small);
  if (whole || again) demand(whole == again && large == small, "two ways of reading differ");
}

inline void check_layers(std::string_view bytes) {
  constexpr size_t kLimit = 1 << 20;
  RsmfReadOptions options;
  options.max_entries = 1000;
  options.max_unpacked_bytes = 16 << 20;
  OneFile disk(bytes);
  BreachLog log;
  auto file = RsmfFile::open(disk, "input.rsmf", options, log);
  demand(file.has_value(), "a file does not open that exists");
  for (const Breach& breach : log.kept())
    demand(breach.place.line == 0 || breach.place.offset <= bytes.size(), "a line that is not in the file");
  if ((*file)->has_text()) check_stream([&] { return (*file)->open_text(); }, kLimit);
  if ((*file)->has_manifest()) check_stream([&] { return (*file)->open_manifest(); }, kLimit);
  if ((*file)->sizes().zip > 0 && (*file)->kind() != RsmfKind::manifest)
    check_stream([&] { return (*file)->open_zip(); }, kLimit);
  demand((*file)->check_entries(log).has_value(), "entries cannot be checked");
  for (const RsmfEntry& entry : (*file)->entries())
    demand((*file)->find(entry.name) >= 0, "an entry that is not found by its name");
  BreachLog headers_log;
  options.depth = RsmfReadOptions::Depth::headers;
  auto headers = RsmfFile::open(disk, "input.rsmf", options, headers_log);
  demand(headers && (*headers)->headers().size() == (*file)->headers().size(), "headers by themselves differ");
}

}  // namespace rsmf
