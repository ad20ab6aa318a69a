// From a path to an opened source of the right format.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "archive/container.hpp"
#include "rsmf/source_options.hpp"
#include "sources/source.hpp"

namespace rsmf {

/// A source and all that it uses. Movable; members are destroyed in the right order.
struct OpenSource {
  std::string path;
  std::unique_ptr<Container> container;
  std::unique_ptr<Spool> spool;
  const SourceFormat* format = nullptr;
  std::string reason;  ///< why this format
  std::unique_ptr<Source> source;
};

/// What a source may use; see SourceArgs.
struct SourceMeans {
  WorkerPool* crew = nullptr;
  uint64_t memory = 64 * 1024 * 1024;
  std::string spool_folder;  ///< see Spool; empty: one of its own below /tmp
  const std::atomic<bool>* stop = nullptr;
};

/// Opens `path` and recognises its format by content; an explicit options.format skips that. `options`, `files` and
/// what `means` points to must outlive the result. Fails with ErrorKind::format, with the reasons, if no format
/// recognises it.
Result<OpenSource> open_source(FileSystem& files, const std::string& path, const SourceOptions& options,
                               const SourceMeans& means = {});

/// An archive in a folder that is an export by itself, and so is not part of the folder's own.
struct ExportInside {
  std::string name;  ///< of the entry
  const SourceFormat* format = nullptr;
};

/// The zip files in a folder which some format recognises: of the first kMostLookedAt, by name. Empty for anything
/// but a folder.
std::vector<ExportInside> exports_inside(FileSystem& files, const Container& container);
inline constexpr size_t kMostLookedAt = 200;

/// The format with that id, or null.
const SourceFormat* find_format(std::string_view id);

}  // namespace rsmf
