#include "io/async/write_behind.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace rsmf {

WriteBehind::WriteBehind(std::unique_ptr<OutputFile> file, std::string path, IoEngine& engine, BlockPool& pool)
    : file_(std::move(file)), path_(std::move(path)), engine_(engine), pool_(pool) {}

WriteBehind::~WriteBehind() {
  (void)wait();
  pool_.give_back(std::move(filling_));
}

Result<void> WriteBehind::wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !under_way_; });
  pool_.give_back(std::move(writing_));
  return outcome_;
}

Result<void> WriteBehind::send() {
  RSMF_TRY(wait());
  if (filled_ == 0) return {};
  writing_ = std::move(filling_);
  under_way_ = true;
  engine_.write(*file_, path_, {writing_.get(), std::exchange(filled_, 0)}, [this](Result<void> done) {
    std::lock_guard lock(mutex_);
    outcome_ = std::move(done);
    under_way_ = false;
    changed_.notify_all();
  });
  return {};
}

Result<void> WriteBehind::write(std::string_view bytes) {
  while (!bytes.empty()) {
    if (!filling_) filling_ = pool_.take();
    if (!filling_) {
      RSMF_TRY(wait());
      return file_->write(bytes);
    }
    const size_t n = std::min(bytes.size(), BlockPool::kBlock - filled_);
    std::memcpy(filling_.get() + filled_, bytes.data(), n);
    filled_ += n;
    bytes.remove_prefix(n);
    if (filled_ == BlockPool::kBlock) RSMF_TRY(send());
  }
  return {};
}

Result<void> WriteBehind::flush() {
  RSMF_TRY(send());
  return wait();
}

Result<void> WriteBehind::overwrite(uint64_t offset, std::string_view bytes) {
  RSMF_TRY(flush());
  return file_->overwrite(offset, bytes);
}

// The file is closed even if it could not be written.
Result<void> WriteBehind::close() {
  Result<void> sent = send();
  if (sent) sent = wait();
  Result<void> closed = file_->close();
  return sent ? closed : sent;
}

}  // namespace rsmf
