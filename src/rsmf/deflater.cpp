#include "rsmf/deflater.hpp"

#include <isa-l/igzip_lib.h>
#include <libdeflate.h>

#include <algorithm>
#include <array>

namespace rsmf {

struct Deflater::State {
  explicit State(Compression how) : compression(how) {
    if (how == Compression::fast) level_buffer = std::make_unique<uint8_t[]>(ISAL_DEF_LVL2_DEFAULT);
    if (how == Compression::small) compressor = libdeflate_alloc_compressor(6);
    if (how == Compression::smallest) compressor = libdeflate_alloc_compressor(12);
  }
  ~State() {
    if (compressor != nullptr) libdeflate_free_compressor(compressor);
  }
  State(const State&) = delete;

  size_t deflate(std::string_view bytes, char* to, size_t room);
  size_t deflate_isal(std::string_view bytes, char* to, size_t room);

  Compression compression;
  std::unique_ptr<uint8_t[]> level_buffer;
  isal_zstream stream;
  libdeflate_compressor* compressor = nullptr;
};

/// Both give 0 if the result does not fit into `room`.
size_t Deflater::State::deflate(std::string_view bytes, char* to, size_t room) {
  if (compression == Compression::fast) return deflate_isal(bytes, to, room);
  return libdeflate_deflate_compress(compressor, bytes.data(), bytes.size(), to, room);
}

size_t Deflater::State::deflate_isal(std::string_view bytes, char* to, size_t room) {
  // avail_in and avail_out are 32 bits wide, so long input goes in pieces.
  constexpr size_t kPiece = size_t{1} << 30;
  isal_deflate_init(&stream);
  stream.level = 2;
  stream.level_buf = level_buffer.get();
  stream.level_buf_size = ISAL_DEF_LVL2_DEFAULT;
  size_t taken = 0, given = 0;
  while (stream.internal_state.state != ZSTATE_END) {
    size_t in = std::min(kPiece, bytes.size() - taken), out = std::min(kPiece, room - given);
    // ISA-L only reads its input; its interface does not say so.
    stream.next_in = reinterpret_cast<uint8_t*>(const_cast<char*>(bytes.data() + taken));
    stream.avail_in = static_cast<uint32_t>(in);
    stream.next_out = reinterpret_cast<uint8_t*>(to + given);
    stream.avail_out = static_cast<uint32_t>(out);
    stream.end_of_stream = taken + in == bytes.size() ? 1 : 0;
    stream.flush = NO_FLUSH;
    if (isal_deflate(&stream) != COMP_OK) return 0;
    taken += in - stream.avail_in;
    given += out - stream.avail_out;
    if (given == room && stream.internal_state.state != ZSTATE_END) return 0;
  }
  return given;
}

Deflater::Deflater(Compression compression) : state_(std::make_unique<State>(compression)) {}
Deflater::~Deflater() = default;

bool Deflater::append(std::string_view bytes, std::string& to) {
  if (state_->compression == Compression::store || bytes.size() < 2) return false;
  size_t start = to.size(), packed = 0;
  to.resize_and_overwrite(start + bytes.size(), [&](char* data, size_t) {
    packed = state_->deflate(bytes, data + start, bytes.size() - 1);
    return start + packed;
  });
  return packed != 0;
}

bool is_compressed_format(std::string_view bytes) {
  using namespace std::string_view_literals;
  static constexpr auto kMagic = std::to_array({"\xff\xd8\xff"sv, "\x89PNG"sv, "GIF8"sv, "PK\x03\x04"sv, "\x1f\x8b"sv,
                                                "7z\xbc\xaf"sv, "Rar!"sv, "OggS"sv, "ID3"sv, "\xff\xfb"sv, "BZh"sv,
                                                "\xfd"
                                                "7zXZ"sv,
                                                "\x28\xb5\x2f\xfd"sv, "\x1a\x45\xdf\xa3"sv, "fLaC"sv});
  for (std::string_view magic : kMagic)
    if (bytes.starts_with(magic)) return true;
  if (bytes.size() < 12) return false;
  return bytes.substr(4, 4) == "ftyp" || (bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP");
}

}  // namespace rsmf
