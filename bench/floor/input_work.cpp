#include "floor/input_work.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

namespace floor_bench {
namespace {

constexpr uint64_t kBlock = 1 << 20, kRange = 1 << 19, kPadding = 64;

uint32_t number(const char* at, int bytes) {
  uint32_t value = 0;
  for (int i = bytes; i-- > 0;) value = value << 8 | static_cast<unsigned char>(at[i]);
  return value;
}

void read_at(int file, char* into, uint64_t bytes, uint64_t offset) {
  while (bytes > 0) {
    const ssize_t got = pread(file, into, bytes, static_cast<off_t>(offset));
    if (got <= 0) give_up("the input cannot be read");
    into += got;
    offset += static_cast<uint64_t>(got);
    bytes -= static_cast<uint64_t>(got);
  }
}

void grow(std::string& to, uint64_t size) {
  if (to.size() < size) to.resize(size);
}

uint64_t count_lines(std::string_view text) {
  uint64_t lines = 0;
  for (const char *at = text.data(), *end = at + text.size(); at < end; ++lines) {
    const void* found = std::memchr(at, '\n', static_cast<size_t>(end - at));
    at = found != nullptr ? static_cast<const char*>(found) + 1 : end;
  }
  return lines;
}

}  // namespace

InputWork::InputWork(const std::string& path) : file_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
  struct stat status {};
  if (file_ < 0 || fstat(file_, &status) != 0) give_up("no input " + path);
  size_ = static_cast<uint64_t>(status.st_size);
  kind_ = path.ends_with(".zip") ? Kind::zip : path.ends_with(".ndjson") ? Kind::json_lines : Kind::text;
  if (kind_ == Kind::zip)
    list_members();
  else
    cut_ranges();
}

InputWork::~InputWork() {
  close(file_);
}

void InputWork::list_members() {
  char end[22];
  read_at(file_, end, sizeof end, size_ - sizeof end);
  if (number(end, 4) != 0x06054b50 || number(end + 10, 2) == 0xffff) give_up("a zip with a comment, or zip64");
  std::string directory(number(end + 12, 4), '\0');
  read_at(file_, directory.data(), directory.size(), number(end + 16, 4));
  for (size_t at = 0; at + 46 <= directory.size();) {
    const char* p = directory.data() + at;
    Piece piece{number(p + 42, 4), number(p + 20, 4), number(p + 24, 4), number(p + 16, 4)};
    if (number(p + 10, 2) != 8) give_up("a member of the zip is not deflated");
    if (piece.size > 0) pieces_.push_back(piece);
    at += 46 + number(p + 28, 2) + number(p + 30, 2) + number(p + 32, 2);
  }
}

void InputWork::cut_ranges() {
  for (uint64_t at = 0; at < size_; at += kRange) pieces_.push_back({at, std::min(kRange, size_ - at)});
}

void InputWork::hash(Stages& stages) const {
  grow(stages.packed, kBlock);
  for (uint64_t at = 0; at < size_; at += kBlock) {
    const uint64_t bytes = std::min(kBlock, size_ - at);
    stages.in(Stage::read, [&] { read_at(file_, stages.packed.data(), bytes, at); });
    stages.in(Stage::hash_input, [&] { stages.sha256({stages.packed.data(), bytes}); });
  }
  stages.end_sha256();
}

/// From the first line that begins in the range to the end of the last one.
std::string_view InputWork::lines_of(const Piece& piece, std::string& into) const {
  uint64_t from = piece.offset, bytes = piece.bytes;
  if (from > 0) --from, ++bytes;
  grow(into, bytes + kPadding);
  read_at(file_, into.data(), bytes, from);
  size_t begin = 0;
  if (piece.offset > 0) {
    const void* end = std::memchr(into.data(), '\n', bytes);
    if (end == nullptr) return {};
    begin = static_cast<size_t>(static_cast<const char*>(end) - into.data()) + 1;
  }
  while (begin < bytes && into[bytes - 1] != '\n' && from + bytes < size_) {
    const uint64_t more = std::min<uint64_t>(4096, size_ - from - bytes);
    grow(into, bytes + more + kPadding);
    read_at(file_, into.data() + bytes, more, from + bytes);
    const void* end = std::memchr(into.data() + bytes, '\n', more);
    bytes = end == nullptr ? bytes + more : static_cast<size_t>(static_cast<const char*>(end) - into.data()) + 1;
  }
  return std::string_view(into).substr(begin, bytes - std::min<size_t>(begin, bytes));
}

uint64_t InputWork::read(size_t number_of_piece, Stages& stages) const {
  const Piece& piece = pieces_[number_of_piece];
  if (kind_ == Kind::zip) {
    stages.in(Stage::read, [&] {
      char local[30];
      read_at(file_, local, sizeof local, piece.offset);
      grow(stages.packed, piece.bytes);
      read_at(file_, stages.packed.data(), piece.bytes,
              piece.offset + 30 + number(local + 26, 2) + number(local + 28, 2));
    });
    grow(stages.text, piece.size + kPadding);
    stages.in(Stage::inflate, [&] {
      stages.inflate({stages.packed.data(), piece.bytes}, stages.text, piece.size, piece.crc);
    });
    return stages.in(Stage::parse, [&] { return stages.json_records({stages.text.data(), piece.size}, 1); });
  }
  const std::string_view lines = stages.in(Stage::read, [&] { return lines_of(piece, stages.text); });
  return stages.in(Stage::parse,
                   [&] { return kind_ == Kind::text ? count_lines(lines) : stages.json_records(lines, 0); });
}

}  // namespace floor_bench
