#include "archive/zip_output.hpp"

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <vector>

#include "archive/zip_writer.hpp"

namespace rsmf {

namespace {

constexpr size_t kHeldBytes = size_t{64} * 1024 * 1024;
constexpr uint16_t kDate = (44 << 9) | (1 << 5) | 1;  // 2024-01-01
constexpr uint16_t kPlainFile = 0100644;
constexpr ZipWriter::Style kStyle{.date = kDate, .unix_mode = kPlainFile, .always_utf8 = true};

}  // namespace

struct ZipOutput::State {
  explicit State(OutputFile& output) : file(output), level(ISAL_DEF_LVL1_DEFAULT), chunk(256 * 1024, '\0') {}

  Result<void> deflate(std::string_view bytes, bool last);
  Result<void> pass_on();
  ZipWriter::Entry entry() const { return {name, size, packed, crc, true, has_descriptor}; }
  Result<void> write_local_header();

  OutputFile& file;
  ZipWriter records{kStyle};
  isal_zstream stream{};
  std::vector<uint8_t> level;
  std::string chunk, held;
  // The member at hand:
  std::string name;
  uint64_t size = 0, packed = 0;
  uint32_t crc = 0;
  bool has_descriptor = false;  // its header is written already
};

ZipOutput::ZipOutput(OutputFile& file) : state_(std::make_unique<State>(file)) {}
ZipOutput::~ZipOutput() = default;
ZipOutput::ZipOutput(ZipOutput&&) noexcept = default;

Result<void> ZipOutput::State::write_local_header() {
  std::string header;
  records.append_local_header(entry(), header);
  return file.write(header);
}

/// A member that grows too large to be held goes out at once, and its sizes follow it.
Result<void> ZipOutput::State::pass_on() {
  if (!has_descriptor) {
    if (held.size() < kHeldBytes) return {};
    has_descriptor = true;
    RSMF_TRY(write_local_header());
  }
  RSMF_TRY(file.write(held));
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
  s.size = s.packed = 0;
  s.crc = 0;
  s.has_descriptor = false;
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
  if (s.has_descriptor) {
    ZipWriter::append_descriptor(s.entry(), s.held);
  } else {
    RSMF_TRY(s.write_local_header());
  }
  RSMF_TRY(s.file.write(s.held));
  s.records.add(s.entry());
  return {};
}

Result<void> ZipOutput::finish() {
  std::string directory;
  state_->records.finish(directory);
  return state_->file.write(directory);
}

}  // namespace rsmf
