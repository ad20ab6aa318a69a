#include "app/report_file.hpp"

#include <filesystem>
#include <system_error>

namespace rsmf::app {
namespace {

constexpr size_t kBuffer = 256 * 1024;

std::string partial(const std::string& path) {
  return path + ".partial";
}

bool is_one_of(const std::string& path, const std::vector<std::string>& files) {
  for (const std::string& file : files) {
    std::error_code ignored;
    if (std::filesystem::equivalent(path, file, ignored)) return true;
  }
  return false;
}

}  // namespace

Result<ReportFile> ReportFile::create(const std::string& path, bool overwrite, const std::vector<std::string>& inputs) {
  FileSystem& files = real_file_system();
  auto kind = files.kind(path);
  RSMF_TRY(kind);
  if (*kind == PathKind::directory || *kind == PathKind::other) {
    return fail(ErrorKind::usage, "the report cannot be written: not a file: " + path);
  }
  if (*kind == PathKind::file && !overwrite) {
    return fail(ErrorKind::usage, path + " exists; --overwrite replaces it");
  }
  if (*kind == PathKind::file && is_one_of(path, inputs)) {
    return fail(ErrorKind::usage, path + " is a file to be checked; the report would replace it");
  }
  RSMF_TRY(files.remove_all(partial(path)));  // of a run that was killed
  auto file = files.create(partial(path));
  RSMF_TRY(file);
  return ReportFile(path, std::move(*file));
}

ReportFile::~ReportFile() {
  if (file_) (void)real_file_system().remove_all(partial(path_));
}

Result<void> ReportFile::write(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() < kBuffer) return {};
  auto done = file_->write(buffer_);
  buffer_.clear();
  return done;
}

Result<void> ReportFile::finish() {
  RSMF_TRY(file_->write(buffer_));
  RSMF_TRY(file_->close());
  RSMF_TRY(real_file_system().rename(partial(path_), path_));
  file_.reset();
  return {};
}

}  // namespace rsmf::app
