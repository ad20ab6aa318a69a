// Where the events of a whole run are written: a file, or a stream.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "io/file_system.hpp"
#include "io/new_file.hpp"

namespace rsmf {

/// Removes the file, if it is one: a folder of that name is not ours.
Result<void> remove_part(FileSystem& files, const std::string& path);

/// The events of each input are written to a part of their own, so that inputs can be converted side by side and one
/// that fails leaves nothing; take() adds the parts in the order of the inputs. A file appears, whole, with finish();
/// without it nothing remains, and what was there before stays. A stream has what was taken.
class EventsOutput {
 public:
  using Stream = std::function<Result<void>(std::string_view)>;
  struct FileOptions {
    bool overwrite = false;  ///< a file that exists is replaced, else refused
    /// The part of a file that a killed run left is removed, else refused: another run could be writing it.
    bool remove_part = false;
  };
  /// A file at `path`. `files` must outlive it.
  static Result<EventsOutput> to_file(FileSystem& files, const std::string& path, const FileOptions& options,
                                      size_t inputs);
  static EventsOutput to_stream(FileSystem& files, Stream stream) { return EventsOutput(files, std::move(stream)); }
  EventsOutput(EventsOutput&&) noexcept = default;
  ~EventsOutput();

  /// Where the events of an input are to be written. `folder`: a place for files that are gone when the run ends, or
  /// empty. Empty: there is no place, they must be given to stream() directly.
  std::string part(size_t input, const std::string& folder) const;
  const Stream& stream() const { return stream_; }

  /// The part at this path is complete: its events become part of the whole, and it is removed.
  Result<void> take(const std::string& part);
  Result<void> finish();

 private:
  EventsOutput(FileSystem& files, Stream stream) : files_(&files), stream_(std::move(stream)) {}

  FileSystem* files_;
  std::optional<NewFile> file_;
  std::string path_;
  size_t inputs_ = 0;
  Stream stream_;  // if there is no file
};

}  // namespace rsmf
