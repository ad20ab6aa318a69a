#include "io/zip_output.hpp"

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <vector>

namespace rsmf {

namespace {

constexpr uint64_t kMost32 = 0xffff'ffff;
constexpr size_t kHeldBytes = size_t{64} * 1024 * 1024;
constexpr uint16_t kDate = (44 << 9) | (1 << 5) | 1;  // 2024-01-01
constexpr uint16_t kUtf8Names = 0x0800, kDescriptor = 0x0008;
constexpr uint16_t kVersion = 45;  // zip64

void put16(std::string& to, uint64_t v) {
  to += static_cast<char>(v & 0xff);
  to += static_cast<char>((v >> 8) & 0xff);
}
void put32(std::string& to, uint64_t v) {
  put16(to, v);
  put16(to, v >> 16);
}
void put64(std::string& to, uint64_t v) {
  put32(to, v);
  put32(to, v >> 32);
}

}  // namespace

struct ZipOutput::State {
  explicit State(OutputFile& output) : file(output), level(ISAL_DEF_LVL1_DEFAULT), chunk(256 * 1024, '\0') {}

  Result<void> put(std::string_view bytes) {
    RSMF_TRY(file.write(bytes));
    offset += bytes.size();
    return {};
  }
  Result<void> deflate(std::string_view bytes, bool last);
  Result<void> pass_on();
  std::string local_header() const;
  void list_member();

  OutputFile& file;
  uint64_t offset = 0, members = 0;
  std::string directory;
  isal_zstream stream{};
  std::vector<uint8_t> level;
  std::string chunk, held;
  // The member at hand:
  std::string name;
  uint64_t start = 0, size = 0, packed = 0;
  uint32_t crc = 0;
  bool streamed = false;  // its header is written already
};

ZipOutput::ZipOutput(OutputFile& file) : state_(std::make_unique<State>(file)) {}
ZipOutput::~ZipOutput() = default;
ZipOutput::ZipOutput(ZipOutput&&) noexcept = default;

std::string ZipOutput::State::local_header() const {
  std::string header;
  const bool large = streamed || size >= kMost32 || packed >= kMost32;
  put32(header, 0x04034b50);
  put16(header, large ? kVersion : 20);
  put16(header, streamed ? kUtf8Names | kDescriptor : kUtf8Names);
  put16(header, 8);
  put16(header, 0);
  put16(header, kDate);
  put32(header, streamed ? 0 : crc);
  put32(header, large ? kMost32 : packed);
  put32(header, large ? kMost32 : size);
  put16(header, name.size());
  put16(header, large ? 20 : 0);
  header += name;
  if (large) {
    put16(header, 1);
    put16(header, 16);
    put64(header, streamed ? 0 : size);
    put64(header, streamed ? 0 : packed);
  }
  return header;
}

void ZipOutput::State::list_member() {
  std::string extra;
  if (size >= kMost32) put64(extra, size);
  if (packed >= kMost32) put64(extra, packed);
  if (start >= kMost32) put64(extra, start);
  put32(directory, 0x02014b50);
  put16(directory, (3 << 8) | kVersion);
  put16(directory, extra.empty() ? 20 : kVersion);
  put16(directory, streamed ? kUtf8Names | kDescriptor : kUtf8Names);
  put16(directory, 8);
  put16(directory, 0);
  put16(directory, kDate);
  put32(directory, crc);
  put32(directory, std::min(packed, kMost32));
  put32(directory, std::min(size, kMost32));
  put16(directory, name.size());
  put16(directory, extra.empty() ? 0 : extra.size() + 4);
  put16(directory, 0);
  put16(directory, 0);
  put16(directory, 0);
  put32(directory, uint64_t{0100644} << 16);
  put32(directory, std::min(start, kMost32));
  directory += name;
  if (!extra.empty()) {
    put16(directory, 1);
    put16(directory, extra.size());
    directory += extra;
  }
  ++members;
}

/// A member that grows too large to be held goes out at once, and its sizes follow it.
Result<void> ZipOutput::State::pass_on() {
  if (!streamed) {
    if (held.size() < kHeldBytes) return {};
    streamed = true;
    RSMF_TRY(put(local_header()));
  }
  RSMF_TRY(put(held));
  held.clear();
  return {};
}

Result<void> ZipOutput::State::deflate(std::string_view bytes, bool last) {
  stream.end_of_stream = last ? 1 : 0;
  do {  // avail_in has 32 bits
    const auto some = static_cast<uint32_t>(std::min<size_t>(bytes.size(), size_t{1} << 30));
    stream.next_in = reinterpret_cast<uint8_t*>(const_cast<char*>(bytes.data()));  // ISA-L does not write to it
    stream.avail_in = some;
    do {
      stream.next_out = reinterpret_cast<uint8_t*>(chunk.data());
      stream.avail_out = static_cast<uint32_t>(chunk.size());
      if (isal_deflate(&stream) != COMP_OK) return fail(ErrorKind::bug, "deflate failed while writing " + name);
      held.append(chunk.data(), chunk.size() - stream.avail_out);
      packed += chunk.size() - stream.avail_out;
      RSMF_TRY(pass_on());
    } while (stream.avail_out == 0);
    bytes.remove_prefix(some);
  } while (!bytes.empty());
  return {};
}

Result<void> ZipOutput::begin(std::string_view name) {
  State& s = *state_;
  s.name = name;
  s.start = s.offset;
  s.size = s.packed = 0;
  s.crc = 0;
  s.streamed = false;
  s.held.clear();
  isal_deflate_init(&s.stream);
  s.stream.level = 1;
  s.stream.level_buf = s.level.data();
  s.stream.level_buf_size = static_cast<uint32_t>(s.level.size());
  return {};
}

Result<void> ZipOutput::write(std::string_view bytes) {
  if (bytes.empty()) return {};
  state_->crc = crc32_gzip_refl(state_->crc, reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
  state_->size += bytes.size();
  return state_->deflate(bytes, false);
}

Result<void> ZipOutput::end() {
  State& s = *state_;
  RSMF_TRY(s.deflate({}, true));
  if (s.streamed) {
    std::string descriptor;
    put32(descriptor, 0x08074b50);
    put32(descriptor, s.crc);
    put64(descriptor, s.packed);
    put64(descriptor, s.size);
    RSMF_TRY(s.put(s.held));
    RSMF_TRY(s.put(descriptor));
  } else {
    RSMF_TRY(s.put(s.local_header()));
    RSMF_TRY(s.put(s.held));
  }
  s.list_member();
  return {};
}

Result<void> ZipOutput::finish() {
  State& s = *state_;
  const uint64_t start = s.offset, length = s.directory.size();
  RSMF_TRY(s.put(s.directory));
  std::string tail;
  if (s.members >= 0xffff || start >= kMost32 || length >= kMost32) {
    const uint64_t place = s.offset;
    put32(tail, 0x06064b50);
    put64(tail, 44);
    put16(tail, (3 << 8) | kVersion);
    put16(tail, kVersion);
    put32(tail, 0);
    put32(tail, 0);
    put64(tail, s.members);
    put64(tail, s.members);
    put64(tail, length);
    put64(tail, start);
    put32(tail, 0x07064b50);
    put32(tail, 0);
    put64(tail, place);
    put32(tail, 1);
  }
  put32(tail, 0x06054b50);
  put16(tail, 0);
  put16(tail, 0);
  put16(tail, std::min<uint64_t>(s.members, 0xffff));
  put16(tail, std::min<uint64_t>(s.members, 0xffff));
  put32(tail, std::min(length, kMost32));
  put32(tail, std::min(start, kMost32));
  put16(tail, 0);
  return s.put(tail);
}

}  // namespace rsmf
