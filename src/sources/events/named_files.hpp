// The files that events name by path.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "archive/export_files.hpp"
#include "rsmf/read/rsmf_file.hpp"

namespace rsmf::events {

/// Those of ExportFiles; and entries of RSMF files among them, which may be in a volume of packed output:
/// "day.rsmf!a.pdf", "pack-0001.zip!day.rsmf!a.pdf". Keys are those of ExportFiles, or "rs:N:KEY!REST" where KEY (N
/// bytes) is the key of the outer file. Whether an RSMF file has an entry shows when it is opened. Thread-safe.
class NamedFiles final : public AttachmentStore {
 public:
  NamedFiles(const Container& container, FileSystem& files, std::string outside)
      : disk_(files), files_(container, files, std::move(outside)) {}

  /// As ExportFiles::find().
  void find(std::string_view folder, std::string_view path, std::string& key) const;
  Result<std::unique_ptr<ByteSource>> open(std::string_view key) const override;
  ExportPath path_of(std::string_view key) const override;

 private:
  using Layers = std::shared_ptr<const RsmfFile>;
  Result<Layers> layers(std::string_view outer, std::string_view member) const;

  FileSystem& disk_;
  ExportFiles files_;
  mutable std::mutex mutex_;  // guards what was opened last: entries of one file come one after the other
  mutable std::string last_name_;
  mutable Layers last_;
};

}  // namespace rsmf::events
