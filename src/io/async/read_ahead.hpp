// A stream that reads ahead.
#pragma once

#include <array>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>

#include "io/async/block_pool.hpp"
#include "io/async/io_engine.hpp"

namespace rsmf {

/// Keeps some blocks under way, as far as the pool has any. Starts to read ahead only after some reads in sequence, so
/// a caller that needs only the beginning of a file causes none. File, path, engine and pool must outlive it.
class ReadAhead final : public ByteSource {
 public:
  ReadAhead(const RandomFile& file, const std::string& path, uint64_t offset, uint64_t length, IoEngine& engine,
            BlockPool& pool);
  ~ReadAhead() override;

  Result<size_t> read(std::span<char> into) override;

 private:
  static constexpr size_t kAhead = 3;
  struct Block {
    BlockPool::Block bytes;
    size_t size = 0;
    Result<size_t> outcome;
    bool done = false;
  };
  void ask();
  Result<size_t> read_straight(std::span<char> into);
  Result<size_t> read_block(std::span<char> into);

  const RandomFile& file_;
  const std::string& path_;
  IoEngine& engine_;
  BlockPool& pool_;
  uint64_t at_;     // offset of the next byte to return
  uint64_t asked_;  // offset of the next byte to request
  const uint64_t end_;
  bool over_ = false;  // there was an error, or the file was shorter
  uint64_t given_ = 0;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::array<Block, kAhead> blocks_;
  size_t first_ = 0, count_ = 0;  // of the blocks that were asked for
  size_t used_ = 0;               // bytes of the first that were given out
};

}  // namespace rsmf
