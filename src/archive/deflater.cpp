#include "archive/deflater.hpp"

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

namespace rsmf {
namespace {

/// Texts of these sizes go by ISA-L's level 0 and its standing code: making a code of their own takes longer than all
/// the rest, and saves a tenth of the bytes. Naming the standing code takes some 100 bytes, too many for the smallest.
constexpr size_t kSmallText = 1 << 10, kLargeText = 32 << 10;

/// Where ISA-L keeps in its hash table what four bytes were last seen at; as far as all its table sizes agree.
uint32_t bucket_of(uint32_t four_bytes) {
  unsigned char bytes[4];
  std::memcpy(bytes, &four_bytes, sizeof bytes);
  return crc32_iscsi(bytes, sizeof bytes, 0) & 0x3ff;
}

/// ISA-L 2.30 files position 2 of a text not by the bytes that are there but by a register that still holds the
/// address of the stream, shifted by 16. So the output depends on where the system put the stream, in one process of a
/// thousand: the other 999 never find position 2 again. This is the bucket which that address means.
uint32_t stray_bucket_of(const isal_zstream& stream) {
  return bucket_of(static_cast<uint32_t>(reinterpret_cast<uintptr_t>(&stream) >> 16));
}

/// Streams among which there is always one whose stray bucket is not that of any of the first three positions of a
/// text. Then these are found, or not, as in the 999. Their memory is not touched until they are used.
class Streams {
 public:
  Streams() {
    while (good_.size() < 4) {
      all_.push_back(std::make_unique_for_overwrite<isal_zstream>());
      isal_zstream* fresh = all_.back().get();
      if (std::ranges::none_of(good_, [&](auto* s) { return stray_bucket_of(*s) == stray_bucket_of(*fresh); }))
        good_.push_back(fresh);
    }
  }
  isal_zstream& for_text(std::string_view bytes) {
    if (bytes.size() < 6) return *good_.front();
    std::array<uint32_t, 3> taken{};
    for (size_t i = 0; i < taken.size(); ++i) {
      uint32_t four = 0;
      std::memcpy(&four, bytes.data() + i, sizeof four);
      taken[i] = bucket_of(four);
    }
    return **std::ranges::find_if(
        good_, [&](auto* s) { return std::ranges::find(taken, stray_bucket_of(*s)) == taken.end(); });
  }

 private:
  std::vector<std::unique_ptr<isal_zstream>> all_;
  std::vector<isal_zstream*> good_;
};

}  // namespace

struct Deflater::State {
  explicit State(Compression how) : compression(how) {
    if (how == Compression::fast) level_buffer = std::make_unique<uint8_t[]>(ISAL_DEF_LVL2_DEFAULT);
    if (how == Compression::fast) streams = std::make_unique<Streams>();
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
  std::unique_ptr<Streams> streams;
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
  isal_zstream& stream = streams->for_text(bytes);
  isal_deflate_init(&stream);
  if (bytes.size() < kSmallText || bytes.size() >= kLargeText) {
    stream.level = 2;
    stream.level_buf = level_buffer.get();
    stream.level_buf_size = ISAL_DEF_LVL2_DEFAULT;
  }
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
