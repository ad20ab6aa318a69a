#include "generate/export_output.hpp"

#include <utility>

namespace rsmf {

namespace {

/// Empty or absent, so that nothing can be lost by writing there.
Result<void> check_folder(FileSystem& files, const std::string& path, PathKind kind) {
  if (kind == PathKind::absent) return {};
  if (kind != PathKind::directory) return fail(ErrorKind::usage, path + " exists and is not a folder");
  auto entries = files.list(path);
  RSMF_TRY(entries);
  if (!entries->empty()) return fail(ErrorKind::usage, "folder " + path + " is not empty");
  return {};
}

}  // namespace

ExportOutput::Kind ExportOutput::kind_of(std::string_view path) {
  return path.ends_with('/') ? Kind::folder : path.ends_with(".zip") ? Kind::zip : Kind::file;
}

ExportOutput::ExportOutput(FileSystem& files, Kind kind, std::string path)
    : files_(&files), kind_(kind), path_(std::move(path)), part_(path_ + ".part") {}

ExportOutput::ExportOutput(ExportOutput&& other) noexcept
    : files_(std::exchange(other.files_, nullptr)),
      kind_(other.kind_),
      path_(std::move(other.path_)),
      part_(std::move(other.part_)),
      file_(std::move(other.file_)),
      zip_(std::move(other.zip_)) {}

ExportOutput::~ExportOutput() {
  if (!files_) return;
  zip_.reset();
  file_.reset();
  // Nobody is left to hear of a failure here; the caller has the error that led here.
  (void)files_->remove_all(part_);
}

Result<ExportOutput> ExportOutput::create(FileSystem& files, const std::string& path, IfPresent policy) {
  const Kind kind = kind_of(path);
  std::string plain = path;
  while (plain.size() > 1 && plain.ends_with('/')) plain.pop_back();
  auto present = files.kind(plain);
  RSMF_TRY(present);
  if (kind == Kind::folder) {
    RSMF_TRY(check_folder(files, plain, *present));
  } else if (*present == PathKind::directory) {
    return fail(ErrorKind::usage, plain + " is a folder (end the path in '/' to write into a new one)");
  } else if (*present != PathKind::absent && policy == IfPresent::refuse) {
    return fail(ErrorKind::usage, plain + " exists already");
  }
  ExportOutput output(files, kind, plain);
  RSMF_TRY(files.remove_all(output.part_));
  if (kind == Kind::folder) {
    RSMF_TRY(files.make_directories(output.part_));
    return output;
  }
  auto file = files.create(output.part_);
  RSMF_TRY(file);
  output.file_ = std::move(*file);
  if (kind == Kind::zip) output.zip_.emplace(*output.file_);
  return output;
}

Result<void> ExportOutput::begin(const std::string& name) {
  if (zip_) return zip_->begin(name);
  if (kind_ == Kind::file) return {};
  const std::string path = part_ + "/" + name;
  RSMF_TRY(files_->make_directories(path.substr(0, path.rfind('/'))));
  auto file = files_->create(path);
  RSMF_TRY(file);
  file_ = std::move(*file);
  return {};
}

Result<void> ExportOutput::append(std::string_view bytes) {
  return zip_ ? zip_->write(bytes) : file_->write(bytes);
}

Result<void> ExportOutput::end() {
  if (zip_) return zip_->end();
  if (kind_ == Kind::file) return {};
  RSMF_TRY(file_->close());
  file_.reset();
  return {};
}

Result<void> ExportOutput::finish() {
  if (zip_) RSMF_TRY(zip_->finish());
  if (file_) RSMF_TRY(file_->close());
  zip_.reset();
  file_.reset();
  RSMF_TRY(files_->rename(part_, path_));
  files_ = nullptr;
  return {};
}

}  // namespace rsmf
