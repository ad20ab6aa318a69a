#include "output/slice_journal.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

namespace rsmf {
namespace {

constexpr std::string_view kMagic = "rsmf journal 1\n";
constexpr size_t kFrame = 2 * sizeof(uint64_t);  // length and checksum before each record
// Bytes of slices that a kill may lose: records are small, files are not.
constexpr size_t kPendingRecords = 4096;
constexpr uint64_t kPendingSlices = 1024 * 1024;

void put(uint64_t value, std::string& to) {
  to.append(reinterpret_cast<const char*>(&value), sizeof value);
}
uint64_t get(std::string_view from, size_t at) {
  uint64_t value = 0;
  if (at + sizeof value <= from.size()) std::memcpy(&value, from.data() + at, sizeof value);
  return value;
}

uint64_t checksum(std::string_view record, uint64_t number) {
  const Fingerprint print = Fingerprint::of(record);
  return print.low ^ (print.high + record.size()) ^ (number + 1) * 0x9E37'79B9'7F4A'7C15;
}

/// Record 0 is the head; slices are numbered from 1.
void frame(std::string_view record, uint64_t number, std::string& to) {
  put(record.size(), to);
  put(checksum(record, number), to);
  to += record;
}

/// The record at `at`, which moves to its end; "" if there is no whole record.
std::string read_frame(const RandomFile& file, uint64_t& at, uint64_t number) {
  char head[kFrame];
  auto n = file.read_at(at, head);
  if (!n || *n < kFrame) return {};
  const uint64_t size = get({head, kFrame}, 0);
  if (size > file.size() - std::min(file.size(), at + kFrame)) return {};
  std::string record(size, '\0');
  n = file.read_at(at + kFrame, record);
  if (!n || *n < size || checksum(record, number) != get({head, kFrame}, sizeof(uint64_t))) return {};
  at += kFrame + size;
  return record;
}

std::string make_head(const Fingerprint& run, std::string_view why_sorted) {
  std::string head(kMagic);
  put(run.low, head);
  put(run.high, head);
  return head.append(why_sorted);
}

Result<std::unique_ptr<RandomFile>> open_if_there(FileSystem& files, const std::string& path) {
  auto kind = files.kind(path);
  if (!kind) return std::unexpected(kind.error());
  if (*kind != PathKind::file) return nullptr;
  return files.open(path);
}

SliceJournal::Content content(const RandomFile& file, const Fingerprint& run) {
  SliceJournal::Content content;
  const std::string mark = make_head(run, {});
  const std::string head = read_frame(file, content.whole, 0);
  if (!head.starts_with(mark)) return {};
  content.why_sorted = head.substr(mark.size());
  for (;; ++content.slices) {
    const std::string record = read_frame(file, content.whole, content.slices + 1);
    if (record.empty()) return content;
    content.bytes += get(record, 2 * sizeof(uint64_t));  // after its fingerprint
  }
}

/// The first `bytes` of `from`.
Result<void> copy(const RandomFile& from, uint64_t bytes, OutputFile& to) {
  std::vector<char> block(256 * 1024);
  for (uint64_t at = 0; at < bytes;) {
    auto n = from.read_at(at, std::span(block).first(size_t(std::min<uint64_t>(block.size(), bytes - at))));
    if (!n) return std::unexpected(n.error());
    if (*n == 0) return fail(ErrorKind::io, "journal of finished slices became shorter");
    RSMF_TRY(to.write({block.data(), *n}));
    at += *n;
  }
  return {};
}

}  // namespace

SliceJournal::SliceJournal(SliceJournal&&) noexcept = default;
SliceJournal& SliceJournal::operator=(SliceJournal&&) noexcept = default;

SliceJournal::~SliceJournal() {
  if (file_ && flush()) (void)file_->close();
}

Result<SliceJournal::Content> SliceJournal::look(FileSystem& files, const std::string& path, const Fingerprint& run) {
  auto file = open_if_there(files, path);
  if (!file) return std::unexpected(file.error());
  return *file ? content(**file, run) : Content{};
}

// The old journal stays until the new one has all of its records: a run that is killed here loses nothing.
Result<SliceJournal> SliceJournal::open(FileSystem& files, const std::string& path, const Fingerprint& run,
                                        std::string_view why_sorted, bool resume) {
  SliceJournal journal;
  Content old;
  if (resume) {
    auto file = open_if_there(files, path);
    if (!file) return std::unexpected(file.error());
    if (*file) old = content(**file, run);
    if (old.why_sorted != why_sorted) old = {};
    if (old.exists()) journal.earlier_ = std::move(*file);
    RSMF_TRY(files.remove_all(path + ".new"));
    if (!old.exists()) RSMF_TRY(files.remove_all(path));
  }
  const std::string fresh = old.exists() ? path + ".new" : path;
  auto file = files.create(fresh);
  if (!file) return std::unexpected(file.error());
  std::string head;
  frame(make_head(run, why_sorted), 0, head);
  if (old.exists()) {
    RSMF_TRY(copy(*journal.earlier_, old.whole, **file));
    RSMF_TRY(files.rename(fresh, path));
  } else {
    RSMF_TRY((*file)->write(head));
  }
  journal.resumed_ = resume;
  journal.at_ = head.size();
  journal.noted_ = old.slices;
  journal.file_ = std::move(*file);
  return journal;
}

std::string SliceJournal::next() {
  if (!earlier_) return {};
  std::string record = asked_ < noted_ ? read_frame(*earlier_, at_, ++asked_) : std::string();
  if (record.empty()) earlier_.reset();
  return record;
}

Result<void> SliceJournal::add(std::string_view record, uint64_t slice_bytes) {
  if (++added_ <= noted_) return {};
  frame(record, added_, pending_);
  unsaved_ += slice_bytes;
  return pending_.size() < kPendingRecords && unsaved_ < kPendingSlices ? Result<void>() : flush();
}

Result<void> SliceJournal::flush() {
  if (pending_.empty()) return {};
  auto done = file_->write(pending_);
  pending_.clear();
  unsaved_ = 0;
  return done;
}

// Records that cannot be written now are lost: the destructor does not try again.
Result<void> SliceJournal::close() {
  if (!file_) return {};
  std::unique_ptr<OutputFile> file = std::move(file_);
  if (!pending_.empty()) RSMF_TRY(file->write(pending_));
  return file->close();
}

}  // namespace rsmf
