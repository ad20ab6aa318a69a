// Deflate, at the speed or size that was asked for.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "rsmf/encode_options.hpp"

namespace rsmf {

/// Raw deflate streams of whole buffers. Keeps its tables, so use one per thread.
class Deflater {
 public:
  explicit Deflater(Compression compression);
  ~Deflater();

  /// Appends the compressed form of `bytes` if it is smaller than they are; otherwise leaves `to` as it was and
  /// returns false (always so with Compression::store).
  bool append(std::string_view bytes, std::string& to);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// True if the first bytes are of a format that is compressed already, so that deflating it again is pure loss.
bool is_compressed_format(std::string_view bytes);

}  // namespace rsmf
