// Raw deflate, unpacked.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "io/byte_source.hpp"

namespace rsmf {

/// Unpacks `packed` (raw deflate) into exactly `size` bytes at `into`. False if it is damaged or of another length.
bool inflate_whole(std::string_view packed, std::span<char> into);

/// A stream that unpacks another; ends with an error unless exactly `size` bytes with that CRC-32 came out.
/// `name` is for the error message.
std::unique_ptr<ByteSource> inflate_stream(std::unique_ptr<ByteSource> packed, uint64_t size, uint32_t crc,
                                           std::string name);
/// The same check for bytes that are stored as they are.
std::unique_ptr<ByteSource> checked_stream(std::unique_ptr<ByteSource> plain, uint64_t size, uint32_t crc,
                                           std::string name);

uint32_t crc32_of(std::string_view bytes, uint32_t before = 0);

}  // namespace rsmf
