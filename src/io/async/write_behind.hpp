// A file that is written in the background.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>

#include "io/async/block_pool.hpp"
#include "io/async/io_engine.hpp"

namespace rsmf {

/// One block is being written while the next one is filled; without a block from the pool it writes directly. An error
/// is returned by the next write() or by close(), which waits until all is written. Engine and pool must outlive it.
class WriteBehind final : public OutputFile {
 public:
  WriteBehind(std::unique_ptr<OutputFile> file, std::string path, IoEngine& engine, BlockPool& pool);
  ~WriteBehind() override;

  Result<void> write(std::string_view bytes) override;
  Result<void> overwrite(uint64_t offset, std::string_view bytes) override;
  Result<void> flush() override;
  Result<void> close() override;

 private:
  Result<void> send();
  Result<void> wait();

  std::unique_ptr<OutputFile> file_;
  const std::string path_;
  IoEngine& engine_;
  BlockPool& pool_;
  BlockPool::Block filling_, writing_;
  size_t filled_ = 0;

  std::mutex mutex_;
  std::condition_variable changed_;
  bool under_way_ = false;
  Result<void> outcome_;
};

}  // namespace rsmf
