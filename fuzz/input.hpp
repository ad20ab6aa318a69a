// From the bytes of a fuzzer to an export.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "support/memory_container.hpp"

namespace rsmf {

/// Text with lines "==> NAME <==" is a folder of these files; anything else is a single file "input". So a seed is
/// readable, and one seed may hold a whole small export.
inline MemoryContainer container_of(std::string_view bytes, size_t max_read = SIZE_MAX) {
  constexpr std::string_view kBegin = "==> ", kEnd = " <==\n";
  if (!bytes.starts_with(kBegin))
    return MemoryContainer(Container::Kind::file, "input", {{"input", std::string(bytes)}}, max_read);
  std::vector<MemoryContainer::File> files;
  while (bytes.starts_with(kBegin)) {
    bytes.remove_prefix(kBegin.size());
    size_t end = bytes.find(kEnd);
    if (end == bytes.npos || bytes.substr(0, end).find('\n') != bytes.npos) break;
    std::string name(bytes.substr(0, end));
    bytes.remove_prefix(end + kEnd.size());
    size_t next = bytes.find("\n==> ");
    std::string_view content = bytes.substr(0, next);
    bool taken = name.empty() || name.starts_with('/') || name.find("..") != name.npos;
    for (const auto& file : files) taken |= file.first == name;
    if (!taken) files.emplace_back(std::move(name), std::string(content));
    if (next == bytes.npos) break;
    bytes.remove_prefix(next + 1);
  }
  return MemoryContainer(Container::Kind::folder, "export", std::move(files), max_read);
}

}  // namespace rsmf
