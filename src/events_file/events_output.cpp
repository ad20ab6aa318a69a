#include "events_file/events_output.hpp"

#include <fmt/format.h>

#include <vector>

namespace rsmf {

Result<void> remove_part(FileSystem& files, const std::string& path) {
  auto kind = files.kind(path);
  if (!kind) return std::unexpected(kind.error());
  return *kind == PathKind::file ? files.remove_all(path) : Result<void>();
}

Result<EventsOutput> EventsOutput::to_file(FileSystem& files, const std::string& path, const FileOptions& options,
                                           size_t inputs) {
  const std::string part = path + ".part";
  if (options.remove_part) RSMF_TRY(rsmf::remove_part(files, part));
  auto left = files.kind(part);
  if (!left) return std::unexpected(left.error());
  if (*left != PathKind::absent)
    return fail(ErrorKind::usage, part +
                                      " exists: another run is writing it, or one that was killed left it "
                                      "(--overwrite removes it)");
  auto file = NewFile::create(files, path, options.overwrite);
  if (!file) return std::unexpected(file.error());
  EventsOutput output(files, {});
  output.file_.emplace(std::move(*file));
  output.path_ = path;
  output.inputs_ = inputs;
  return output;
}

// The file of the whole, which no two runs can have at a time, guards the parts beside it.
EventsOutput::~EventsOutput() {
  if (!file_) return;
  for (size_t input = 0; input < inputs_; ++input) (void)remove_part(*files_, part(input, {}));
}

std::string EventsOutput::part(size_t input, const std::string& folder) const {
  if (!path_.empty()) return fmt::format("{}.part-{}", path_, input);  // on the same volume: renamed, not copied
  return folder.empty() ? std::string() : folder + "/events.ndjson";
}

Result<void> EventsOutput::take(const std::string& part) {
  if (file_) return file_->take(part);
  auto file = files_->open(part);
  if (!file) return std::unexpected(file.error());
  std::vector<char> block(256 * 1024);
  for (uint64_t at = 0;;) {
    auto n = (*file)->read_at(at, block);
    if (!n) return std::unexpected(n.error());
    if (*n == 0) break;
    RSMF_TRY(stream_({block.data(), *n}));
    at += *n;
  }
  file->reset();
  return files_->remove_all(part);
}

Result<void> EventsOutput::finish() {
  return file_ ? file_->finish() : Result<void>();
}

}  // namespace rsmf
