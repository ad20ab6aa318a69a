#include "archive/local_path.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace rsmf {

LocalPath::~LocalPath() {
  if (spool_ != nullptr) spool_->release(path_, bytes_);
}

Spool::~Spool() {
  if (made_) (void)options_.files->remove_all(options_.folder);
}

/// The path of a new copy, the bytes of which are counted from now on.
Result<std::string> Spool::reserve(const ContainerEntry& entry) {
  std::lock_guard lock(mutex_);
  if (entry.size > options_.max_bytes - used_)
    return fail(ErrorKind::limit,
                fmt::format("{}: a copy of {} bytes is needed to read it, but copies may take no more "
                            "than {} bytes; unpack it first and convert the folder",
                            entry.name, entry.size, options_.max_bytes));
  if (!made_) {
    RSMF_TRY(options_.files->make_private_directories(options_.folder));
    made_ = true;
  }
  auto free = options_.files->free_space(options_.folder);
  if (!free) return std::unexpected(std::move(free.error()));
  if (entry.size > *free)
    return fail(ErrorKind::io,
                fmt::format("{}: not enough space in {} for the copy that is needed to read it: {} bytes "
                            "needed, {} free",
                            entry.name, options_.folder, entry.size, *free));
  used_ += entry.size;
  return fmt::format("{}/{}", options_.folder, count_++);
}

void Spool::release(const std::string& path, uint64_t bytes) {
  (void)options_.files->remove_all(path);  // what is left goes with the folder
  std::lock_guard lock(mutex_);
  used_ -= bytes;
}

Result<void> Spool::write(const Container& container, size_t entry, const std::string& path) const {
  auto from = container.open(entry);
  if (!from) return std::unexpected(std::move(from.error()));
  auto to = options_.files->create(path);
  if (!to) return std::unexpected(std::move(to.error()));
  std::vector<char> block(256 * 1024);
  uint64_t left = container.entries()[entry].size;
  for (;;) {
    if (options_.stop != nullptr && *options_.stop) return fail(ErrorKind::interrupted, "interrupted");
    auto n = (*from)->read(block);
    if (!n) return std::unexpected(std::move(n.error()));
    if (*n == 0) return (*to)->close();
    if (*n > left) return fail(ErrorKind::format, container.entries()[entry].name + ": is larger than stated");
    left -= *n;
    RSMF_TRY((*to)->write({block.data(), *n}));
  }
}

Result<LocalPath> Spool::copy(const Container& container, size_t entry) {
  if (!options_.files->is_local(options_.folder))
    return fail(ErrorKind::bug, options_.folder + " is not a folder of the real disk");
  auto path = reserve(container.entries()[entry]);
  if (!path) return std::unexpected(std::move(path.error()));
  LocalPath copied(std::move(*path));
  copied.bytes_ = container.entries()[entry].size;
  copied.spool_ = this;  // from now on it is removed, whatever happens
  RSMF_TRY(write(container, entry, copied.path_));
  return copied;
}

Result<LocalPath> lease_path(const Container& container, size_t entry, Spool* spool) {
  if (auto own = container.local_path(entry)) return LocalPath(std::move(*own));
  if (spool != nullptr) return spool->copy(container, entry);
  return fail(ErrorKind::io, container.entries()[entry].name + ": has no path on the disk, and no folder for a copy");
}

}  // namespace rsmf
