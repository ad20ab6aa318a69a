#include "io/async/io_threads.hpp"

#include <utility>

#include "base/guarded.hpp"

namespace rsmf {

IoThreads::IoThreads(FileSystem& files, size_t threads) : files_(files) {
  for (size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { live(); });
}

IoThreads::~IoThreads() {
  {
    std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
}

void IoThreads::add(std::function<void()> task) {
  {
    std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
  }
  changed_.notify_one();
}

void IoThreads::live() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return ending_ || !tasks_.empty(); });
    if (tasks_.empty()) return;
    std::function<void()> task = std::move(tasks_.front());
    tasks_.pop_front();
    lock.unlock();
    task();
    task = nullptr;
    lock.lock();
  }
}

void IoThreads::read_at(const RandomFile& file, const std::string&, uint64_t offset, std::span<char> into,
                        ReadDone done) {
  add([&file, offset, into, done = std::move(done)] { done(guarded([&] { return file.read_at(offset, into); })); });
}

void IoThreads::write(OutputFile& file, const std::string&, std::string_view bytes, WriteDone done) {
  add([&file, bytes, done = std::move(done)] { done(guarded([&] { return file.write(bytes); })); });
}

void IoThreads::put(const std::string& path, std::string_view bytes, WriteDone done) {
  add([this, &path, bytes, done = std::move(done)] {
    auto asked = guarded([&]() -> Result<void> {
      files_.put(path, bytes, done);
      return {};
    });
    if (!asked) done(std::move(asked));
  });
}

}  // namespace rsmf
