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

uint64_t VolumeWriter::bytes() const {
  return before_ + closed_size();
}

bool VolumeWriter::fits(const ZipWriter::Entry& entry) const {
  if (number_ == 0) return false;
  if (settings_.volume_bytes == 0 || records_.entries() == 0) return true;
  if (entry.size > settings_.volume_bytes) return false;  // and the sum cannot run over
  return records_.finished_size_with(entry) <= settings_.volume_bytes;
}

/// To be called when the volume at hand is closed.
void VolumeWriter::begin_volume(uint32_t number) {
  before_ += closed_size();
  number_ = number;
  records_.clear();
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

Result<void> VolumeWriter::close_volume() {
  RSMF_TRY(records_.finish([&](std::string_view bytes) { return put(bytes); }));
  RSMF_TRY(flush());
  RSMF_TRY(file_->close());
  file_.reset();
  return {};
}

Result<void> VolumeWriter::open_next() {
  if (number_ > 0) RSMF_TRY(close_volume());
  auto file = settings_.files->create(path_of(number_ + 1));
  RSMF_TRY(file);
  begin_volume(number_ + 1);
  file_ = std::move(*file);
  written_ = 0;
  return {};
}

Result<PackedPlace> VolumeWriter::begin(std::string_view name, uint64_t size, std::optional<uint32_t> crc) {
  if (name.size() > ZipWriter::kMaxName)
    return fail(ErrorKind::bug, "a name is too long for a zip: " + std::string(name));
  const ZipWriter::Entry entry = ZipWriter::stored(name, size, crc.value_or(0));
  if (!fits(entry)) RSMF_TRY(open_next());
  header_.clear();
  records_.append_local_header(entry, header_);
  name_ = name;
  size_ = left_ = size;
  crc_ = crc;
  RSMF_TRY(put(header_));
  return PackedPlace{volume_name(number_), records_.size() + header_.size(), size};
}

Result<void> VolumeWriter::write(std::string_view bytes) {
  if (bytes.size() > left_) return fail(ErrorKind::bug, name_ + ": is longer than was announced");
  left_ -= bytes.size();
  return put(bytes);
}

Result<void> VolumeWriter::end(uint32_t crc) {
  if (left_ > 0) return fail(ErrorKind::bug, name_ + ": is shorter than was announced");
  if (crc_.value_or(crc) != crc) return fail(ErrorKind::bug, name_ + ": has another CRC than was announced");
  const ZipWriter::Entry entry = ZipWriter::stored(name_, size_, crc);
  if (!crc_) {
    records_.rewrite_local_header(entry, header_.data());
    if (const uint64_t at = records_.size(); at >= written_) {
      buffer_.replace(static_cast<size_t>(at - written_), header_.size(), header_);
    } else {
      RSMF_TRY(file_->overwrite(at, header_));
    }
  }
  records_.add(entry);
  return {};
}

Result<void> VolumeWriter::close() {
  return file_ ? close_volume() : Result<void>{};
}

VolumeWriter::Mark VolumeWriter::mark() const {
  return {.number = number_, .before = before_, .in_volume = records_.mark()};
}

Result<void> VolumeWriter::rollback(const Mark& mark) {
  const bool is_earlier = mark.number != number_;
  if (file_ && !is_earlier) RSMF_TRY(flush());
  file_.reset();
  buffer_.clear();
  RSMF_TRY(remove_volumes_behind(mark.number));
  number_ = mark.number;
  before_ = mark.before;
  if (number_ == 0) {
    records_.clear();
    return {};
  }
  if (is_earlier) {
    RSMF_TRY(relist(mark));
  } else {
    records_.rollback(mark.in_volume);
  }
  return continue_here();
}

/// The records of a volume that was closed already, from its local headers.
Result<void> VolumeWriter::relist(const Mark& mark) {
  const std::string path = path_of(mark.number);
  auto file = settings_.files->open(path);
  RSMF_TRY(file);
  records_.clear();
  const auto changed = [&] { return fail(ErrorKind::io, path + ": was changed during the run"); };
  std::string head;
  while (records_.size() < mark.in_volume.size) {
    head.resize(kZipLocalSize);
    for (bool is_whole = false;; is_whole = true) {  // the name and the extra fields are as long as the header states
      auto n = (*file)->read_at(records_.size(), head);
      RSMF_TRY(n);
      const auto header = ZipLocalHeader::at_start_of(head);
      if (*n != head.size() || !header) return changed();
      if (!is_whole) {
        head.resize(header->size());
        continue;
      }
      const ZipRecord record = header->record();
      records_.add(ZipWriter::stored(header->name(), record.size, record.crc));
      break;
    }
  }
  if (!records_.mark().is_same_place(mark.in_volume)) return fail(ErrorKind::io, path + ": was changed during the run");
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
  const ZipWriter::Entry entry = ZipWriter::stored(name, size, crc);
  const bool opens = !fits(entry);
  const uint32_t number = number_ + (opens ? 1 : 0);
  const uint64_t offset = opens ? 0 : records_.size();
  const auto differs = [&] {
    return fail(ErrorKind::format,
                path_of(number) + ": does not hold " + std::string(name) + " as the earlier run did");
  };
  if (name.size() > ZipWriter::kMaxName) return differs();
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
  (opens ? ZipWriter() : records_).append_local_header(entry, expected);
  std::string there(expected.size(), '\0');
  auto n = from.read_at(offset, there);
  RSMF_TRY(n);
  const uint64_t begin = offset + expected.size();
  if (*n != there.size() || there != expected || from.size() - begin < size) return differs();
  if (opens) {
    // Whatever became of the directory of the volume before it: it is the same again.
    if (number_ > 0) {
      auto file = settings_.files->append(path_of(number_), records_.size());
      RSMF_TRY(file);
      file_ = std::move(*file);
      RSMF_TRY(close_volume());
    }
    begin_volume(number);
    earlier_ = std::move(next);
  }
  records_.add(entry);
  return PackedPlace{volume_name(number), begin, size};
}

Result<void> VolumeWriter::continue_here() {
  earlier_.reset();
  RSMF_TRY(remove_volumes_behind(number_));
  if (number_ == 0) return {};
  auto file = settings_.files->append(path_of(number_), records_.size());
  RSMF_TRY(file);
  file_ = std::move(*file);
  written_ = records_.size();
  return {};
}

}  // namespace rsmf
