// What has to be written, in pieces that do not depend on one another: one file each.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "floor/stages.hpp"

namespace floor_bench {

/// Reads PLAN: a line for each file, "FILE-BYTES MANIFEST-BYTES PATH"; PAYLOAD: manifests, one behind the other.
class OutputWork {
 public:
  /// `pack`: into one file, at the places they have one behind the other; else each by itself.
  OutputWork(const std::string& plan, const std::string& payload, const std::string& folder, bool pack);
  ~OutputWork();
  OutputWork(const OutputWork&) = delete;

  size_t files() const { return files_.size(); }
  /// Deflates as many bytes as the file's manifest has, puts them into base64, fills up with plain text to the size of
  /// the file, takes its SHA-256 and writes it; returns how many bytes the deflated manifest has.
  uint64_t write(size_t file, Stages& stages) const;

 private:
  struct File {
    uint64_t bytes, manifest_bytes, offset;
    std::string path;
  };
  void put(const File& file, std::string_view bytes) const;

  std::vector<File> files_;
  std::string payload_;  // twice, so that a manifest may begin anywhere
  std::string folder_;
  int pack_ = -1;
};

}  // namespace floor_bench
