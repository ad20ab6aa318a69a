// Asynchronous I/O by threads of its own.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "io/async/io_engine.hpp"

namespace rsmf {

/// The file system must outlive it.
class IoThreads final : public IoEngine {
 public:
  IoThreads(FileSystem& files, size_t threads);
  ~IoThreads() override;

  void read_at(const RandomFile& file, const std::string& path, uint64_t offset, std::span<char> into,
               ReadDone done) override;
  void write(OutputFile& file, const std::string& path, std::string_view bytes, WriteDone done) override;
  void put(const std::string& path, std::string_view bytes, WriteDone done) override;

 private:
  void add(std::function<void()> task);
  void live();

  FileSystem& files_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> tasks_;
  bool ending_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace rsmf
