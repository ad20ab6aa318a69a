// Base64 in a file, as the file it encodes.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "io/file_system.hpp"
#include "mime/base64_scan.hpp"

namespace rsmf {

/// Base64 text in a file, as the file it encodes. Bytes are decoded when they are read. Thread-safe. The file must
/// outlive it. The run that was decoded last is kept, unless it is regular: small reads near one another cost no more
/// than one large one. Reading fails with ErrorKind::io if the text no longer has the layout.
class Base64View final : public RandomFile {
 public:
  Base64View(const RandomFile& file, Base64Layout layout) : file_(file), layout_(std::move(layout)) {}
  uint64_t size() const override { return layout_.size; }
  Result<size_t> read_at(uint64_t offset, std::span<char> into) const override;

 private:
  struct DecodedRun {
    uint64_t at = 0;  // where it begins, decoded
    std::vector<char> bytes;
  };
  Result<size_t> read_lines(const Base64Layout::Run& run, uint64_t skip, std::span<char> into) const;
  Result<size_t> read_loose(const Base64Layout::Run& run, std::span<char> into) const;
  Result<std::shared_ptr<const DecodedRun>> decoded(const Base64Layout::Run& run, size_t size) const;

  const RandomFile& file_;
  Base64Layout layout_;
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const DecodedRun> last_;  // guarded by mutex_
};

}  // namespace rsmf
