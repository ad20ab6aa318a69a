#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "io/file_system.hpp"
#include "io/system_error.hpp"

namespace rsmf {
namespace {

int64_t modified_of(const struct stat& s) {
  return int64_t(s.st_mtim.tv_sec) * 1'000'000'000 + s.st_mtim.tv_nsec;
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& o) noexcept : fd_(std::exchange(o.fd_, -1)) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

class RealRandomFile final : public RandomFile {
 public:
  RealRandomFile(std::string path, Descriptor fd, uint64_t size)
      : path_(std::move(path)), fd_(std::move(fd)), size_(size) {}

  uint64_t size() const override { return size_; }
  int descriptor() const override { return fd_.get(); }

  Result<size_t> read_at(uint64_t offset, std::span<char> into) const override {
    size_t filled = 0;
    while (filled < into.size()) {
      ssize_t n = ::pread(fd_.get(), into.data() + filled, into.size() - filled, off_t(offset + filled));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return system_error("read", path_);
      if (n == 0) break;
      filled += size_t(n);
    }
    return filled;
  }

 private:
  std::string path_;
  Descriptor fd_;
  uint64_t size_;
};

class RealOutputFile final : public OutputFile {
 public:
  RealOutputFile(std::string path, Descriptor fd) : path_(std::move(path)), fd_(std::move(fd)) {}

  Result<void> write(std::string_view bytes) override {
    while (!bytes.empty()) {
      ssize_t n = ::write(fd_.get(), bytes.data(), bytes.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return system_error("write", path_);
      bytes.remove_prefix(size_t(n));
    }
    return {};
  }
  Result<void> overwrite(uint64_t offset, std::string_view bytes) override {
    while (!bytes.empty()) {
      ssize_t n = ::pwrite(fd_.get(), bytes.data(), bytes.size(), off_t(offset));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return system_error("write", path_);
      bytes.remove_prefix(size_t(n));
      offset += uint64_t(n);
    }
    return {};
  }
  Result<void> close() override {
    if (::close(fd_.release()) != 0) return system_error("close", path_);
    return {};
  }
  int descriptor() const override { return fd_.get(); }

 private:
  std::string path_;
  Descriptor fd_;
};

class RealFolderLock final : public FolderLock {
 public:
  explicit RealFolderLock(Descriptor fd) : fd_(std::move(fd)) {}

 private:
  Descriptor fd_;
};

class RealFileSystem final : public FileSystem {
 public:
  Result<PathKind> kind(const std::string& path) override {
    struct stat s;
    if (::stat(path.c_str(), &s) != 0) {
      if (errno == ENOENT || errno == ENOTDIR) return PathKind::absent;
      return system_error("look at", path);
    }
    return S_ISREG(s.st_mode) ? PathKind::file : S_ISDIR(s.st_mode) ? PathKind::directory : PathKind::other;
  }

  bool is_local(const std::string&) override { return true; }

  Result<bool> is_link(const std::string& path) override {
    struct stat s;
    if (::lstat(path.c_str(), &s) == 0) return S_ISLNK(s.st_mode);
    if (errno == ENOENT || errno == ENOTDIR) return false;
    return system_error("look at", path);
  }

  Result<int64_t> modified(const std::string& path) override {
    struct stat s;
    if (::stat(path.c_str(), &s) != 0) return system_error("look at", path);
    return modified_of(s);
  }

  Result<std::unique_ptr<RandomFile>> open(const std::string& path) override {
    Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat s;
    if (fd.get() < 0 || ::fstat(fd.get(), &s) != 0) return system_error("open", path);
    if (!S_ISREG(s.st_mode)) return fail(ErrorKind::io, "cannot open " + path + ": not a regular file");
    return std::make_unique<RealRandomFile>(path, std::move(fd), uint64_t(s.st_size));
  }

  Result<std::unique_ptr<OutputFile>> create(const std::string& path) override {
    Descriptor fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (fd.get() < 0) return system_error("create", path);
    return std::make_unique<RealOutputFile>(path, std::move(fd));
  }

  Result<std::unique_ptr<OutputFile>> append(const std::string& path, uint64_t length) override {
    Descriptor fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    struct stat s;
    if (fd.get() < 0 || ::fstat(fd.get(), &s) != 0) return system_error("open", path);
    if (!S_ISREG(s.st_mode)) return fail(ErrorKind::io, "cannot open " + path + ": not a regular file");
    // ftruncate() would make it longer.
    if (uint64_t(s.st_size) < length) return fail(ErrorKind::io, "cannot write on " + path + ": it is too short");
    if (::ftruncate(fd.get(), off_t(length)) != 0) return system_error("cut", path);
    if (::lseek(fd.get(), off_t(length), SEEK_SET) < 0) return system_error("write on", path);
    return std::make_unique<RealOutputFile>(path, std::move(fd));
  }

  Result<std::vector<DirectoryEntry>> list(const std::string& path) override {
    std::unique_ptr<DIR, int (*)(DIR*)> dir(::opendir(path.c_str()), &::closedir);
    if (!dir) return system_error("list", path);
    std::vector<DirectoryEntry> entries;
    for (errno = 0; const dirent* d = ::readdir(dir.get()); errno = 0) {
      DirectoryEntry entry{.name = d->d_name};
      if (entry.name == "." || entry.name == "..") continue;
      struct stat s;
      if (::fstatat(::dirfd(dir.get()), d->d_name, &s, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno == ENOENT) continue;  // removed since the listing began
        s = {};
      }
      entry.is_directory = S_ISDIR(s.st_mode);
      entry.modified = modified_of(s);
      if (S_ISREG(s.st_mode)) {
        entry.size = uint64_t(s.st_size);
      } else if (!entry.is_directory) {
        entry.kind = S_ISLNK(s.st_mode) ? EntryKind::link : EntryKind::other;
      }
      entries.push_back(std::move(entry));
    }
    if (errno != 0) return system_error("list", path);
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return entries;
  }

  Result<void> make_directories(const std::string& path) override {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) return system_error("make folder", path, error.value());
    return {};
  }

  Result<void> make_private_directories(const std::string& path) override {
    for (size_t end = 0; end != path.size();) {
      end = std::min(path.find('/', end + 1), path.size());
      const std::string folder = path.substr(0, end);
      if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return system_error("make folder", folder);
    }
    struct stat there {
    }, above{};
    if (::lstat(path.c_str(), &there) != 0) return system_error("make folder", path);
    const size_t slash = path.find_last_of('/');
    const std::string parent = slash == std::string::npos ? "." : path.substr(0, slash + 1);
    if (::stat(parent.c_str(), &above) != 0) return system_error("make folder", path);
    // Only there: on network shares the owner may be any user.
    const bool stranger = (above.st_mode & S_ISVTX) != 0 && there.st_uid != ::geteuid();
    if (!S_ISDIR(there.st_mode) || stranger)
      return fail(ErrorKind::io, "cannot make folder " + path + ": what is there is not a folder of this user");
    return {};
  }

  Result<void> rename(const std::string& from, const std::string& to) override {
    if (::rename(from.c_str(), to.c_str()) != 0) return system_error("rename " + from + " to", to);
    return {};
  }

  Result<void> remove_all(const std::string& path) override {
    std::error_code error;
    std::filesystem::remove_all(path, error);
    if (error) return system_error("remove", path, error.value());
    return {};
  }

  Result<std::unique_ptr<FolderLock>> lock(const std::string& path) override {
    Descriptor fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (fd.get() < 0) return system_error("lock", path);
    // Locks the folder itself: a lock file would have to be removed, and the lock with it.
    if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) return nullptr;
    return std::make_unique<RealFolderLock>(std::move(fd));
  }

  Result<uint64_t> free_space(const std::string& path) override {
    std::error_code error;
    std::filesystem::path at = std::filesystem::absolute(path, error);
    while (!std::filesystem::exists(at, error) && at.has_relative_path()) at = at.parent_path();
    struct statvfs s;
    if (::statvfs(at.c_str(), &s) != 0) return system_error("look at", at.string());
    return uint64_t(s.f_bavail) * s.f_frsize;
  }
};

}  // namespace

FileSystem& real_file_system() {
  static RealFileSystem files;  // has no state
  return files;
}

}  // namespace rsmf
