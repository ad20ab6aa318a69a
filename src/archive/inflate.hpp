// Raw deflate, unpacked.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "archive/packing.hpp"
#include "io/byte_source.hpp"

struct libdeflate_decompressor;

namespace rsmf {

/// Unpacks bytes in memory. Keeps its tables; not thread-safe: one per thread.
class Inflater {
 public:
  /// Unpacks `packed` (raw deflate) to all of `into`. False if it is damaged or of another length.
  bool whole(std::string_view packed, std::span<char> into);

 private:
  struct Free {
    void operator()(libdeflate_decompressor* d) const;
  };
  std::unique_ptr<libdeflate_decompressor, Free> decompressor_;
};

/// The same, once.
bool inflate_whole(std::string_view packed, std::span<char> into);

/// A stream that unpacks another; ends with an error unless exactly `size` bytes with that CRC-32 came out.
/// `name` is for the error message.
std::unique_ptr<ByteSource> inflate_stream(std::unique_ptr<ByteSource> packed, uint64_t size, uint32_t crc,
                                           std::string name);
/// The same check for bytes that are stored as they are.
std::unique_ptr<ByteSource> checked_stream(std::unique_ptr<ByteSource> plain, uint64_t size, uint32_t crc,
                                           std::string name);

/// One of the two, by how the bytes are packed.
std::unique_ptr<ByteSource> unpacked_stream(std::unique_ptr<ByteSource> packed, Packing packing, uint64_t size,
                                            uint32_t crc, std::string name);

uint32_t crc32_of(std::string_view bytes, uint32_t before = 0);

}  // namespace rsmf
