#include "output/volume_writer.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "archive/zip_records.hpp"

namespace rsmf {
namespace {

constexpr std::string_view kPrefix = "pack-", kSuffix = ".zip";
constexpr size_t kDigits = 4;
constexpr size_t kBufferBytes = 256 * 1024;
constexpr uint64_t kCrcAt = 14;  // in a local header
constexpr size_t kMostName = 0xffff;

void append_number(uint64_t value, std::string& to) {
  for (; value >= 0x80; value >>= 7) to += static_cast<char>(value | 0x80);
  to += static_cast<char>(value);
}

uint64_t take_number(std::string_view& from) {
  uint64_t value = 0;
  for (int shift = 0;; shift += 7) {
    const auto byte = static_cast<unsigned char>(from.front());
    from.remove_prefix(1);
    value |= uint64_t{byte & 0x7fu} << shift;
    if (byte < 0x80) return value;
  }
}

ZipEntry entry_of(std::string_view name, uint64_t size, uint32_t crc, uint64_t offset) {
  ZipEntry e;
  e.name = name;
  e.size = e.packed_size = size;
  e.crc = crc;
  e.offset = offset;
  return e;
}

std::string little_endian(uint32_t value) {
  std::string bytes;
  for (int i = 0; i < 4; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xff);
  return bytes;
}

/// 0: not the name of a volume.
uint32_t volume_number(std::string_view name) {
  if (!name.starts_with(kPrefix) || !name.ends_with(kSuffix)) return 0;
  std::string_view digits = name.substr(kPrefix.size(), name.size() - kPrefix.size() - kSuffix.size());
  uint32_t number = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return error == std::errc() && volume_name(number) == name ? number : 0;
}

}  // namespace

bool is_volume_name(std::string_view name) {
  return volume_number(name) != 0;
}

std::string volume_name(uint32_t number) {
  std::string digits = std::to_string(number);
  if (digits.size() < kDigits) digits.insert(0, kDigits - digits.size(), '0');
  return std::string(kPrefix).append(digits).append(kSuffix);
}

uint64_t VolumeWriter::closed_size(const Volume& v) {
  return v.number == 0 ? 0 : v.length + v.directory + zip_end_size({v.entries, v.length, v.directory});
}

uint64_t VolumeWriter::bytes() const {
  return before_ + closed_size(volume_);
}

bool VolumeWriter::fits(std::string_view name, uint64_t size) const {
  if (volume_.number == 0) return false;
  if (settings_.volume_bytes == 0 || volume_.entries == 0) return true;
  const ZipEntry e = entry_of(name, size, 0, volume_.length);
  const uint64_t header = zip_local_header_size(e);
  if (size > settings_.volume_bytes) return false;  // and the sum cannot run over
  const uint64_t length = volume_.length + header + size, directory = volume_.directory + zip_directory_entry_size(e);
  return length + directory + zip_end_size({volume_.entries + 1, length, directory}) <= settings_.volume_bytes;
}

/// Counts an entry in that begins at the end of the volume.
void VolumeWriter::list(std::string_view name, uint64_t size, uint32_t crc) {
  const ZipEntry e = entry_of(name, size, crc, volume_.length);
  const auto differs =
      std::mismatch(name.begin(), name.end(), volume_.last_name.begin(), volume_.last_name.end()).first;
  const auto shared = static_cast<size_t>(differs - name.begin());
  append_number(shared, volume_.rows);
  append_number(name.size() - shared, volume_.rows);
  volume_.rows.append(name.substr(shared));
  append_number(size, volume_.rows);
  volume_.rows += little_endian(crc);
  volume_.last_name = name;
  volume_.directory += zip_directory_entry_size(e);
  volume_.length += zip_local_header_size(e) + size;
  ++volume_.entries;
}

Result<void> VolumeWriter::put(std::string_view bytes) {
  if (buffer_.size() + bytes.size() >= kBufferBytes) RSMF_TRY(send());
  if (bytes.size() >= kBufferBytes) {
    RSMF_TRY(file_->write(bytes));
    written_ += bytes.size();
    return {};
  }
  buffer_.append(bytes);
  return {};
}

Result<void> VolumeWriter::send() {
  if (buffer_.empty()) return {};
  RSMF_TRY(file_->write(buffer_));
  written_ += buffer_.size();
  buffer_.clear();
  return {};
}

Result<void> VolumeWriter::flush() {
  RSMF_TRY(send());
  return file_ ? file_->flush() : Result<void>{};
}

Result<void> VolumeWriter::put_directory() {
  std::string_view rows = volume_.rows;
  std::string name, bytes;
  for (uint64_t offset = 0; !rows.empty();) {
    name.resize(take_number(rows));
    const size_t rest = take_number(rows);
    name.append(rows.substr(0, rest));
    rows.remove_prefix(rest);
    const uint64_t size = take_number(rows);
    const ZipEntry e = entry_of(name, size, zip_u32(rows.data()), offset);
    rows.remove_prefix(4);
    bytes.clear();
    append_zip_directory_entry(e, bytes);
    RSMF_TRY(put(bytes));
    offset += zip_local_header_size(e) + size;
  }
  bytes.clear();
  append_zip_end({volume_.entries, volume_.length, volume_.directory}, bytes);
  return put(bytes);
}

Result<void> VolumeWriter::close_volume() {
  RSMF_TRY(put_directory());
  RSMF_TRY(flush());
  RSMF_TRY(file_->close());
  file_.reset();
  return {};
}

Result<void> VolumeWriter::open_next() {
  if (volume_.number > 0) RSMF_TRY(close_volume());
  auto file = settings_.files->create(path_of(volume_.number + 1));
  RSMF_TRY(file);
  before_ += closed_size(volume_);
  volume_ = {.number = volume_.number + 1};
  file_ = std::move(*file);
  written_ = 0;
  return {};
}

Result<PackedPlace> VolumeWriter::begin(std::string_view name, uint64_t size, std::optional<uint32_t> crc) {
  if (name.size() > kMostName) return fail(ErrorKind::bug, "a name is too long for a zip: " + std::string(name));
  if (!fits(name, size)) RSMF_TRY(open_next());
  header_.clear();
  append_zip_local_header(entry_of(name, size, crc.value_or(0), volume_.length), header_);
  name_ = name;
  header_at_ = volume_.length;
  size_ = left_ = size;
  crc_ = crc;
  RSMF_TRY(put(header_));
  return PackedPlace{volume_name(volume_.number), header_at_ + header_.size(), size};
}

Result<void> VolumeWriter::write(std::string_view bytes) {
  if (bytes.size() > left_) return fail(ErrorKind::bug, name_ + ": is longer than was announced");
  left_ -= bytes.size();
  return put(bytes);
}

Result<void> VolumeWriter::end(uint32_t crc) {
  if (left_ > 0) return fail(ErrorKind::bug, name_ + ": is shorter than was announced");
  if (crc_.value_or(crc) != crc) return fail(ErrorKind::bug, name_ + ": has another CRC than was announced");
  if (!crc_) {
    const std::string field = little_endian(crc);
    const uint64_t at = header_at_ + kCrcAt;
    if (header_at_ >= written_) {
      buffer_.replace(static_cast<size_t>(at - written_), field.size(), field);
    } else {
      RSMF_TRY(file_->overwrite(at, field));
    }
  }
  list(name_, size_, crc);
  return {};
}

Result<void> VolumeWriter::close() {
  return file_ ? close_volume() : Result<void>{};
}

VolumeWriter::Mark VolumeWriter::mark() const {
  return {.number = volume_.number,
          .length = volume_.length,
          .entries = volume_.entries,
          .directory = volume_.directory,
          .before = before_,
          .rows = volume_.rows.size(),
          .last_name = volume_.last_name};
}

Result<void> VolumeWriter::rollback(const Mark& mark) {
  const bool is_earlier = mark.number != volume_.number;
  if (file_ && mark.number == volume_.number) RSMF_TRY(flush());
  file_.reset();
  buffer_.clear();
  RSMF_TRY(remove_volumes_behind(mark.number));
  before_ = mark.before;
  if (mark.number == 0) {
    volume_ = {};
    return {};
  }
  volume_.number = mark.number;
  volume_.length = mark.length;
  volume_.entries = mark.entries;
  volume_.directory = mark.directory;
  volume_.last_name = mark.last_name;
  if (is_earlier) {
    RSMF_TRY(relist(mark));
  } else {
    volume_.rows.resize(mark.rows);
  }
  return continue_here();
}

/// The rows of a volume that was closed already, from its local headers.
Result<void> VolumeWriter::relist(const Mark& mark) {
  auto file = settings_.files->open(path_of(mark.number));
  RSMF_TRY(file);
  volume_ = {.number = mark.number};
  std::string head;
  while (volume_.length < mark.length) {
    head.resize(kZipLocalSize);
    for (int pass = 0; pass < 2; ++pass) {  // the name and the extra fields are as long as the header says
      auto n = (*file)->read_at(volume_.length, head);
      RSMF_TRY(n);
      if (*n != head.size() || zip_u32(head.data()) != kZipLocalHeader)
        return fail(ErrorKind::io, path_of(mark.number) + ": was changed during the run");
      if (pass == 0) head.resize(kZipLocalSize + zip_u16(head.data() + 26) + zip_u16(head.data() + 28));
    }
    const std::string_view rest = std::string_view(head).substr(kZipLocalSize);
    const size_t name = zip_u16(head.data() + 26);
    const ZipRecord record = parse_local_header(head.data(), rest.substr(name));
    list(rest.substr(0, name), record.size, record.crc);
  }
  if (volume_.length != mark.length || volume_.entries != mark.entries || volume_.directory != mark.directory)
    return fail(ErrorKind::io, path_of(mark.number) + ": was changed during the run");
  return {};
}

Result<void> VolumeWriter::remove_volumes_behind(uint32_t number) {
  auto list = settings_.files->list(settings_.folder);
  RSMF_TRY(list);
  for (const DirectoryEntry& e : *list)
    if (volume_number(e.name) > number) RSMF_TRY(settings_.files->remove_all(settings_.folder + "/" + e.name));
  return {};
}

Result<PackedPlace> VolumeWriter::adopt(std::string_view name, uint64_t size, uint32_t crc) {
  const bool opens = !fits(name, size);
  const uint32_t number = volume_.number + (opens ? 1 : 0);
  const uint64_t offset = opens ? 0 : volume_.length;
  const auto differs = [&] {
    return fail(ErrorKind::format,
                path_of(number) + ": does not hold " + std::string(name) + " as the earlier run did");
  };
  if (name.size() > kMostName) return differs();
  std::unique_ptr<RandomFile> next;
  if (opens) {
    auto kind = settings_.files->kind(path_of(number));
    RSMF_TRY(kind);
    if (*kind != PathKind::file) return differs();
    auto file = settings_.files->open(path_of(number));
    RSMF_TRY(file);
    next = std::move(*file);
  }
  const RandomFile& from = opens ? *next : *earlier_;
  std::string expected;
  append_zip_local_header(entry_of(name, size, crc, offset), expected);
  std::string there(expected.size(), '\0');
  auto n = from.read_at(offset, there);
  RSMF_TRY(n);
  const uint64_t begin = offset + expected.size();
  if (*n != there.size() || there != expected || from.size() - begin < size) return differs();
  if (opens) {
    // Whatever became of the directory of the volume before it: it is the same again.
    if (volume_.number > 0) {
      auto file = settings_.files->append(path_of(volume_.number), volume_.length);
      RSMF_TRY(file);
      file_ = std::move(*file);
      RSMF_TRY(close_volume());
    }
    before_ += closed_size(volume_);
    volume_ = {.number = number};
    earlier_ = std::move(next);
  }
  list(name, size, crc);
  return PackedPlace{volume_name(number), begin, size};
}

Result<void> VolumeWriter::continue_here() {
  earlier_.reset();
  RSMF_TRY(remove_volumes_behind(volume_.number));
  if (volume_.number == 0) return {};
  auto file = settings_.files->append(path_of(volume_.number), volume_.length);
  RSMF_TRY(file);
  file_ = std::move(*file);
  written_ = volume_.length;
  return {};
}

}  // namespace rsmf
