#include "archive/inflate.hpp"

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <libdeflate.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace rsmf {
namespace {

/// Counts and sums what passes, and checks at the end whether it was what the container stated.
class Checked : public ByteSource {
 public:
  Checked(std::unique_ptr<ByteSource> inner, uint64_t size, uint32_t crc, std::string name)
      : inner_(std::move(inner)), expected_size_(size), expected_crc_(crc), name_(std::move(name)) {}

  Result<size_t> read(std::span<char> into) override {
    auto n = inner_->read(into);
    if (!n || into.empty()) return n;
    if (*n > 0) {
      seen_ += *n;
      crc_ = crc32_of({into.data(), *n}, crc_);
      // One byte too many is enough to know: do not go on to unpack a bomb.
      if (seen_ > expected_size_) return damaged("is longer than its container states");
      return n;
    }
    if (seen_ != expected_size_) return damaged("is shorter than its container states");
    if (crc_ != expected_crc_) return damaged("fails its checksum");
    return n;
  }

 private:
  std::unexpected<Error> damaged(const char* how) { return fail(ErrorKind::format, name_ + " " + how); }

  std::unique_ptr<ByteSource> inner_;
  uint64_t expected_size_, seen_ = 0;
  uint32_t expected_crc_, crc_ = 0;
  std::string name_;
};

class Inflating : public ByteSource {
 public:
  Inflating(std::unique_ptr<ByteSource> packed, std::string name)
      : packed_(std::move(packed)), name_(std::move(name)), state_(std::make_unique<inflate_state>()) {
    isal_inflate_init(state_.get());
    state_->crc_flag = ISAL_DEFLATE;
  }

  Result<size_t> read(std::span<char> into) override {
    if (into.empty()) return size_t{0};
    size_t room = std::min<size_t>(into.size(), 1u << 30);
    state_->next_out = reinterpret_cast<uint8_t*>(into.data());
    state_->avail_out = uint32_t(room);
    while (state_->avail_out == room && state_->block_state != ISAL_BLOCK_FINISH) {
      if (state_->avail_in == 0 && !at_end_) {
        auto n = packed_->read(input_);
        if (!n) return n;
        at_end_ = *n == 0;
        state_->next_in = reinterpret_cast<uint8_t*>(input_.data());
        state_->avail_in = uint32_t(*n);
      }
      uint32_t in_before = state_->avail_in;
      int code = isal_inflate(state_.get());
      if (code != ISAL_DECOMP_OK && code != ISAL_END_INPUT)
        return fail(ErrorKind::format, name_ + " has damaged deflate data");
      bool stuck = state_->avail_out == room && state_->avail_in == in_before;
      if (stuck && at_end_ && state_->block_state != ISAL_BLOCK_FINISH)
        return fail(ErrorKind::format, name_ + " is cut off in the middle of its deflate data");
    }
    return room - state_->avail_out;
  }

 private:
  std::unique_ptr<ByteSource> packed_;
  std::string name_;
  std::unique_ptr<inflate_state> state_;
  std::vector<char> input_ = std::vector<char>(64 * 1024);
  bool at_end_ = false;
};

// A second opinion on what libdeflate refuses.
bool inflate_with_isal(std::string_view packed, std::span<char> into) {
#if defined(__x86_64__)
  if (packed.size() > UINT32_MAX || into.size() > UINT32_MAX) return false;
  auto state = std::make_unique_for_overwrite<inflate_state>();
  isal_inflate_init(state.get());
  state->crc_flag = ISAL_DEFLATE;
  state->next_in = reinterpret_cast<uint8_t*>(const_cast<char*>(packed.data()));
  state->avail_in = uint32_t(packed.size());
  state->next_out = reinterpret_cast<uint8_t*>(into.data());
  state->avail_out = uint32_t(into.size());
  return isal_inflate_stateless(state.get()) == ISAL_DECOMP_OK && state->total_out == into.size();
#else
  static_cast<void>(packed);
  static_cast<void>(into);
  return false;
#endif
}

}  // namespace

uint32_t crc32_of(std::string_view bytes, uint32_t before) {
  return crc32_gzip_refl(before, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

void Inflater::Free::operator()(libdeflate_decompressor* d) const {
  libdeflate_free_decompressor(d);
}

// libdeflate is as fast as ISA-L on large texts, and half as fast again on small ones, whose tables count.
bool Inflater::whole(std::string_view packed, std::span<char> into) {
  if (!decompressor_) decompressor_.reset(libdeflate_alloc_decompressor());
  size_t out = 0;
  const bool good = decompressor_ &&
                    libdeflate_deflate_decompress(decompressor_.get(), packed.data(), packed.size(), into.data(),
                                                  into.size(), &out) == LIBDEFLATE_SUCCESS &&
                    out == into.size();
  return good || inflate_with_isal(packed, into);
}

bool inflate_whole(std::string_view packed, std::span<char> into) {
  return Inflater().whole(packed, into);
}

std::unique_ptr<ByteSource> inflate_stream(std::unique_ptr<ByteSource> packed, uint64_t size, uint32_t crc,
                                           std::string name) {
  auto inflating = std::make_unique<Inflating>(std::move(packed), name);
  return std::make_unique<Checked>(std::move(inflating), size, crc, std::move(name));
}

std::unique_ptr<ByteSource> checked_stream(std::unique_ptr<ByteSource> plain, uint64_t size, uint32_t crc,
                                           std::string name) {
  return std::make_unique<Checked>(std::move(plain), size, crc, std::move(name));
}

std::unique_ptr<ByteSource> unpacked_stream(std::unique_ptr<ByteSource> packed, Packing packing, uint64_t size,
                                            uint32_t crc, std::string name) {
  return packing == Packing::deflate ? inflate_stream(std::move(packed), size, crc, std::move(name))
                                     : checked_stream(std::move(packed), size, crc, std::move(name));
}

}  // namespace rsmf
