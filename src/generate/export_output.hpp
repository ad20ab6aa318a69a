// Where a made-up export goes: a zip, a folder or a single file, written alike.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "archive/zip_output.hpp"
#include "io/file_system.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// Written under a temporary name, and renamed by finish(). Without finish() nothing remains.
class ExportOutput {
 public:
  enum class Kind : uint8_t { zip, folder, file };
  enum class IfPresent : uint8_t { refuse, replace };

  /// A path that ends in '/' is a folder, *.zip is a zip, anything else a file. A folder must be absent or empty:
  /// folders are never replaced.
  static Result<ExportOutput> create(FileSystem& files, const std::string& path, IfPresent policy);
  static Kind kind_of(std::string_view path);
  ExportOutput(ExportOutput&&) noexcept;
  ~ExportOutput();

  /// REQUIRES: begin(), append()s and end() for each member in turn; a single file takes one member.
  Result<void> begin(const std::string& name);
  Result<void> append(std::string_view bytes);
  Result<void> end();
  Result<void> finish();

 private:
  ExportOutput(FileSystem& files, Kind kind, std::string path);

  FileSystem* files_;
  Kind kind_;
  std::string path_, part_;
  std::unique_ptr<OutputFile> file_;
  std::optional<ZipOutput> zip_;
};

}  // namespace rsmf
