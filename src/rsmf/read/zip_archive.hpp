// rsmf.zip, its entries as streams.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "archive/zip_listing.hpp"
#include "io/byte_source.hpp"
#include "io/file_system.hpp"
#include "rsmf/read/rsmf_file.hpp"
#include "rsmf/rules/breach_log.hpp"

namespace rsmf {

/// Thread-safe once it is open. Not movable: its index refers to its names.
class ZipArchive {
 public:
  /// Fails only if the disk does. The zip must outlive it; `path` is for messages.
  static Result<std::unique_ptr<ZipArchive>> open(const RandomFile& zip, const std::string& path,
                                                  const RsmfReadOptions& options, BreachLog& log);
  ZipArchive(const ZipArchive&) = delete;

  const std::vector<RsmfEntry>& entries() const { return listing_.entries; }
  int64_t manifest() const { return manifest_; }
  /// See RsmfFile::find().
  int64_t find(std::string_view id) const;
  /// REQUIRES: entries()[index].readable.
  Result<std::unique_ptr<ByteSource>> open_entry(size_t index) const;

 private:
  ZipArchive(const RandomFile& zip, std::string path) : zip_(zip), path_(std::move(path)) {}
  void make_index();

  const RandomFile& zip_;
  std::string path_;
  ZipListing listing_;
  int64_t manifest_ = -1;
  std::unordered_map<std::string_view, uint32_t> by_name_, by_base_name_;
};

}  // namespace rsmf
