#include "support/faulty_file_system.hpp"

#include <algorithm>

namespace rsmf {

class FaultyRandomFile : public RandomFile {
 public:
  FaultyRandomFile(FaultyFileSystem& disk, std::unique_ptr<RandomFile> real, std::string path)
      : disk_(disk), real_(std::move(real)), path_(std::move(path)) {}
  uint64_t size() const override { return real_->size(); }
  Result<size_t> read_at(uint64_t offset, std::span<char> into) const override {
    uint64_t count = ++disk_.counts_.read;
    if ((disk_.faults_.read && count >= disk_.faults_.read) ||
        (disk_.faults_.two_reads && count - disk_.faults_.two_reads < 2)) {
      disk_.struck_ = true;
      return fail(ErrorKind::io, "cannot read " + path_ + ": input/output error (injected)");
    }
    return real_->read_at(offset, into);
  }

 private:
  FaultyFileSystem& disk_;
  std::unique_ptr<RandomFile> real_;
  std::string path_;
};

class FaultyOutputFile : public OutputFile {
 public:
  FaultyOutputFile(FaultyFileSystem& disk, std::unique_ptr<OutputFile> real, std::string path)
      : disk_(disk), real_(std::move(real)), path_(std::move(path)) {}
  Result<void> write(std::string_view bytes) override {
    RSMF_TRY(disk_.tick(disk_.counts_.write, disk_.faults_.write, "write", path_));
    uint64_t before = disk_.counts_.bytes.fetch_add(bytes.size());
    if (before + bytes.size() > disk_.faults_.disk_bytes) {
      // A full disk takes what fits: the file is there, and it is cut.
      disk_.struck_ = true;
      uint64_t fits = disk_.faults_.disk_bytes - std::min(before, disk_.faults_.disk_bytes);
      if (fits) RSMF_TRY(real_->write(bytes.substr(0, fits)));
      return fail(ErrorKind::io, "cannot write " + path_ + ": no space left on device (injected)");
    }
    return real_->write(bytes);
  }
  Result<void> overwrite(uint64_t offset, std::string_view bytes) override {
    RSMF_TRY(disk_.tick(disk_.counts_.write, disk_.faults_.write, "write", path_));
    return real_->overwrite(offset, bytes);
  }
  Result<void> close() override {
    RSMF_TRY(disk_.tick(disk_.counts_.close, disk_.faults_.close, "close", path_));
    return real_->close();
  }

 private:
  FaultyFileSystem& disk_;
  std::unique_ptr<OutputFile> real_;
  std::string path_;
};

Result<void> FaultyFileSystem::tick(std::atomic<uint64_t>& count, uint64_t fails_at, const char* what,
                                    const std::string& path) {
  if (++count != fails_at) return {};
  struck_ = true;
  return fail(ErrorKind::io, std::string("cannot ") + what + " " + path + ": input/output error (injected)");
}

Result<std::unique_ptr<RandomFile>> FaultyFileSystem::open(const std::string& path) {
  RSMF_TRY(tick(counts_.open, faults_.open, "open", path));
  auto real = below().open(path);
  RSMF_TRY(real);
  return std::make_unique<FaultyRandomFile>(*this, std::move(*real), path);
}

Result<std::unique_ptr<OutputFile>> FaultyFileSystem::create(const std::string& path) {
  RSMF_TRY(tick(counts_.create, faults_.create, "create", path));
  auto real = below().create(path);
  RSMF_TRY(real);
  return std::make_unique<FaultyOutputFile>(*this, std::move(*real), path);
}

Result<std::unique_ptr<OutputFile>> FaultyFileSystem::append(const std::string& path, uint64_t length) {
  RSMF_TRY(tick(counts_.append, faults_.append, "write on", path));
  auto real = below().append(path, length);
  RSMF_TRY(real);
  return std::make_unique<FaultyOutputFile>(*this, std::move(*real), path);
}

/// As create(), one write() and close(), but by the put() of what lies below.
void FaultyFileSystem::put(const std::string& path, std::string_view bytes, PutDone done) {
  Result<void> outcome = tick(counts_.create, faults_.create, "create", path);
  if (!outcome) return done(outcome);
  outcome = tick(counts_.write, faults_.write, "write", path);
  const uint64_t before = counts_.bytes.fetch_add(bytes.size());
  if (outcome && before + bytes.size() > faults_.disk_bytes) {
    struck_ = true;
    bytes = bytes.substr(0, faults_.disk_bytes - std::min(before, faults_.disk_bytes));
    outcome = fail(ErrorKind::io, "cannot write " + path + ": no space left on device (injected)");
  } else if (!outcome) {
    bytes = {};
  } else {
    outcome = tick(counts_.close, faults_.close, "close", path);
  }
  below().put(path, bytes, [done = std::move(done), outcome](Result<void> put) { done(outcome ? put : outcome); });
}

Result<std::vector<DirectoryEntry>> FaultyFileSystem::list(const std::string& path) {
  RSMF_TRY(tick(counts_.list, faults_.list, "list", path));
  return below().list(path);
}

Result<void> FaultyFileSystem::make_private_directories(const std::string& path) {
  RSMF_TRY(tick(counts_.make_directories, faults_.make_directories, "make folder", path));
  return below().make_private_directories(path);
}

Result<void> FaultyFileSystem::make_directories(const std::string& path) {
  RSMF_TRY(tick(counts_.make_directories, faults_.make_directories, "make folder", path));
  return below().make_directories(path);
}

Result<void> FaultyFileSystem::rename(const std::string& from, const std::string& to) {
  RSMF_TRY(tick(counts_.rename, faults_.rename, "rename", from));
  return below().rename(from, to);
}

}  // namespace rsmf
