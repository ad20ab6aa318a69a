#include "floor/stages.hpp"

#include <isa-l/crc.h>

#include <algorithm>

namespace floor_bench {

Stages::Stages(bool timed) : timed_(timed) {
  EVP_DigestInit_ex2(digest_.get(), sha_.get(), nullptr);
}

void Stages::end_sha256() {
  unsigned char raw[32];
  unsigned int length = 0;
  EVP_DigestFinal_ex(digest_.get(), raw, &length);
  EVP_DigestInit_ex2(digest_.get(), sha_.get(), nullptr);
}

void Stages::inflate(std::string_view from, std::string& into, uint64_t size, uint32_t crc) {
  size_t got = 0;
  if (libdeflate_deflate_decompress(inflater_.get(), from.data(), from.size(), into.data(), size, &got) !=
          LIBDEFLATE_SUCCESS ||
      got != size || crc32_gzip_refl(0, reinterpret_cast<const unsigned char*>(into.data()), size) != crc)
    give_up("a member of the zip is damaged");
}

uint64_t Stages::json_records(std::string_view bytes, int depth) {
  if (bytes.empty()) return 0;
  if (!parser_ || parser_->capacity() < bytes.size()) {
    const size_t capacity = std::max<size_t>(bytes.size() + bytes.size() / 4, 1 << 16);
    if (simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, 1, parser_) !=
        simdjson::SUCCESS)
      give_up("no memory for an index");
  }
  if (parser_->stage1(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size(), simdjson::stage1_mode::regular) !=
      simdjson::SUCCESS)
    give_up("the input is no JSON");
  uint64_t records = 0;
  int level = 0;
  for (uint32_t i = 0; i < parser_->n_structural_indexes; ++i) {
    const char c = bytes[parser_->structural_indexes[i]];
    if (c == '{' && level == depth) ++records;
    if (c == '{' || c == '[') ++level;
    if (c == '}' || c == ']') --level;
  }
  return records;
}

void Stages::deflate(std::string_view bytes, std::string& into) {
  const size_t start = into.size(), room = bytes.size() + 4096;
  into.resize_and_overwrite(start + room, [&](char* data, size_t) {
    isal_deflate_init(stream_.get());
    stream_->level = 2;
    stream_->level_buf = tables_.get();
    stream_->level_buf_size = ISAL_DEF_LVL2_DEFAULT;
    stream_->next_in = reinterpret_cast<uint8_t*>(const_cast<char*>(bytes.data()));
    stream_->avail_in = static_cast<uint32_t>(bytes.size());
    stream_->next_out = reinterpret_cast<uint8_t*>(data + start);
    stream_->avail_out = static_cast<uint32_t>(room);
    stream_->end_of_stream = 1;
    stream_->flush = NO_FLUSH;
    if (isal_deflate(stream_.get()) != COMP_OK || stream_->internal_state.state != ZSTATE_END)
      give_up("a manifest does not deflate");
    return start + room - stream_->avail_out;
  });
}

}  // namespace floor_bench
