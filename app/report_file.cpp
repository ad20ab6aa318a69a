#include "app/report_file.hpp"

#include <filesystem>
#include <system_error>

namespace rsmf::app {
namespace {

constexpr size_t kBuffer = 256 * 1024;

bool is_one_of(const std::string& path, const std::vector<std::string>& files) {
  std::string zip;  // files in a zip come one after the other
  for (const std::string& file : files) {
    std::error_code ignored;
    const size_t inside = file.find(".zip!");
    if (inside != file.npos && file.compare(0, inside + 4, zip) != 0) {
      zip = file.substr(0, inside + 4);
      if (std::filesystem::equivalent(path, zip, ignored)) return true;
    }
    if (std::filesystem::equivalent(path, file, ignored)) return true;
  }
  return false;
}

}  // namespace

Result<ReportFile> ReportFile::create(const std::string& path, bool overwrite, const std::vector<std::string>& inputs) {
  if (overwrite && is_one_of(path, inputs)) {
    return fail(ErrorKind::usage, path + " is a file to be checked; the report would replace it");
  }
  auto file = NewFile::create(real_file_system(), path, overwrite);
  RSMF_TRY(file);
  return ReportFile(std::move(*file));
}

Result<void> ReportFile::write(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() < kBuffer) return {};
  auto done = file_.write(buffer_);
  buffer_.clear();
  return done;
}

Result<void> ReportFile::finish() {
  RSMF_TRY(file_.write(buffer_));
  return file_.finish();
}

}  // namespace rsmf::app
