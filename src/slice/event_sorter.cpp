#include "slice/event_sorter.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace rsmf {
namespace {

constexpr uint64_t kMinMemory = 64 * 1024;
// The greatest block: large enough to be compressed well, small enough that many runs are merged at once.
constexpr size_t kMaxBlock = 64 * 1024, kMinBlock = 1024;
// Each run that is merged is an open file.
constexpr size_t kMaxFanIn = 400;
constexpr uint64_t kMaxWindow = 1024 * 1024;

size_t threads_of(const WorkerPool* crew) {
  return crew != nullptr ? crew->size() : 1;
}

// Blocks a thread needs to write a run: the one being filled, and what waits to be written.
constexpr size_t kBlocksToWrite = 8;

uint64_t memory_to_write(size_t block) {
  return kBlocksToWrite * block;
}

// Two blocks, and the least window. Buffers that grow have up to half as much in reserve.
uint64_t memory_to_read(const SpillFile& run) {
  return 3 * run.largest_block + 2 * run.largest_packed;
}

std::vector<RowBuffer> make_buffers(uint64_t memory, size_t threads, size_t block) {
  // More than threads, so that one that comes late to help still finds something to do; few, since each becomes a run.
  const size_t count = std::min({2 * threads, std::max<size_t>(8, threads), size_t(memory / (16 * block))});
  std::vector<RowBuffer> buffers;
  for (size_t i = 0; i < count; ++i) buffers.emplace_back(size_t((memory - threads * memory_to_write(block)) / count));
  return buffers;
}

}  // namespace

EventSorter::EventSorter(FileSystem& files, std::string folder, uint64_t memory, WorkerPool* crew)
    : files_(files),
      folder_(std::move(folder)),
      crew_(crew),
      memory_(std::max({memory, kMinMemory, threads_of(crew) * 64 * kMinBlock})),
      block_(std::clamp(size_t(memory_ / (64 * threads_of(crew))), kMinBlock, kMaxBlock)),
      buffers_(make_buffers(memory_, threads_of(crew), block_)),
      merge_(crew) {}

EventSorter::~EventSorter() {
  merge_ = RowMerge(nullptr);
  if (made_folder_) (void)files_.remove_all(folder_);
}

Result<void> EventSorter::add(const SortKey& key, std::string_view row) {
  auto to = room(row.size());
  if (!to) return std::unexpected(to.error());
  if (!row.empty()) std::memcpy(*to, row.data(), row.size());
  put(key, row.size());
  return {};
}

Result<char*> EventSorter::room(size_t bytes) {
  if (bytes > SpillWriter::kMaxBlock - kMinMemory) return fail(ErrorKind::limit, "a single event has more than 2 GB");
  for (;;) {
    RowBuffer& buffer = buffers_[current_];
    // A row for which a buffer has to grow comes when the others are empty.
    const bool large = buffer.rows() == 0 && !buffer.fits(bytes);
    if (char* to = large && current_ > 0 ? nullptr : buffer.room(bytes)) return to;
    if (!large && current_ + 1 < buffers_.size())
      ++current_;
    else
      RSMF_TRY(spill());
  }
}

/// Makes a run of each buffer that has rows, and empties it.
Result<void> EventSorter::spill() {
  if (!made_folder_) RSMF_TRY(files_.make_private_directories(folder_));
  made_folder_ = true;
  const size_t count = current_ + (buffers_[current_].rows() > 0 ? 1 : 0);
  std::vector<Result<SpillFile>> written(count);
  for_each(crew_, count, [&](size_t i, size_t) {
    buffers_[i].sort();
    written[i] = write_run(buffers_[i], folder_ + "/run-" + std::to_string(runs_made_ + i));
    buffers_[i].clear();
  });
  runs_made_ += count;
  current_ = 0;
  for (auto& run : written) {
    if (!run) return std::unexpected(run.error());
    spilled_ += run->bytes;
    runs_.push_back(std::move(*run));
  }
  return {};
}

Result<SpillFile> EventSorter::write_run(RowBuffer& rows, std::string path) {
  auto out = SpillWriter::create(files_, std::move(path), 2 * block_);
  if (!out) return std::unexpected(out.error());
  Bytes block;
  while (rows.next_block(block, block_)) RSMF_TRY(out->add(block.view()));
  return out->close();
}

Result<SpillFile> EventSorter::write_run(RowMerge& rows, std::string path) {
  auto out = SpillWriter::create(files_, std::move(path), 2 * block_);
  if (!out) return std::unexpected(out.error());
  Bytes block;
  RowBlockWriter writer(block);
  auto flush = [&]() -> Result<void> {
    RSMF_TRY(out->add(block.view()));
    block.clear();
    writer = RowBlockWriter(block);
    return {};
  };
  for (;;) {
    auto more = rows.next();
    if (!more) return std::unexpected(more.error());
    if (!*more) break;
    if (!block.empty() && block.size() + rows.row().size() > 2 * block_) RSMF_TRY(flush());
    writer.add(rows.key(), rows.row());
    if (block.size() >= block_) RSMF_TRY(flush());
  }
  if (!block.empty()) RSMF_TRY(flush());
  return out->close();
}

/// How many runs, from the first on, can be merged within the memory.
size_t EventSorter::mergeable() const {
  uint64_t memory = memory_to_write(block_);
  size_t count = 0;
  while (count < std::min(runs_.size(), kMaxFanIn)) {
    memory += memory_to_read(runs_[count]);
    if (memory > memory_ && count >= 2) break;
    ++count;
  }
  return count;
}

Result<void> EventSorter::open_first(size_t runs, uint64_t memory, RowMerge& merge) {
  uint64_t least = 0;
  for (size_t i = 0; i < runs; ++i) least += memory_to_read(runs_[i]);
  const uint64_t spare = memory > least ? (memory - least) / (2 * runs + 1) : 0;
  for (size_t i = 0; i < runs; ++i) {
    auto file = SpillReader::open(files_, runs_[i], std::min(runs_[i].largest_packed + spare, kMaxWindow));
    if (!file) return std::unexpected(file.error());
    merge.add(std::move(*file));
  }
  return {};
}

/// Makes one run of the first `runs` ones.
Result<void> EventSorter::merge_first(size_t runs) {
  RowMerge merge(crew_);
  RSMF_TRY(open_first(runs, memory_ - memory_to_write(block_), merge));
  auto longer = write_run(merge, folder_ + "/run-" + std::to_string(runs_made_++));
  if (!longer) return std::unexpected(longer.error());
  merge = RowMerge(nullptr);
  for (size_t i = 0; i < runs; ++i) RSMF_TRY(files_.remove_all(runs_[i].path));
  runs_.erase(runs_.begin(), runs_.begin() + std::ptrdiff_t(runs));
  spilled_ += longer->bytes;
  runs_.push_back(std::move(*longer));
  return {};
}

Result<void> EventSorter::finish() {
  uint64_t memory = memory_;
  uint64_t kept = 0;
  for (auto& buffer : buffers_) {
    if (buffer.rows() == 0) buffer.release();
    kept += buffer.held() + (buffer.rows() > 0 ? 6 * block_ : 0);
  }
  for (const auto& run : runs_) kept += memory_to_read(run);
  // What came last need not be written if it can stay beside the windows of the runs.
  if (!runs_.empty() && kept > memory_) {
    if (current_ > 0 || buffers_[0].rows() > 0) RSMF_TRY(spill());
    for (auto& buffer : buffers_) buffer.release();
  } else {
    for_each(crew_, buffers_.size(), [this](size_t i, size_t) { buffers_[i].sort(); });
  }
  for (auto& buffer : buffers_) {
    if (buffer.rows() == 0) continue;
    merge_.add(buffer, block_);
    memory -= std::min(memory, buffer.held() + 6 * block_);
  }
  // As few rows as possible are written twice.
  for (size_t fan_in = mergeable(); fan_in < runs_.size(); fan_in = mergeable())
    RSMF_TRY(merge_first(std::min(fan_in, runs_.size() - fan_in + 1)));
  return open_first(runs_.size(), memory, merge_);
}

Result<bool> EventSorter::next(SortKey& key, std::string_view& row) {
  auto more = merge_.next();
  if (!more || !*more) return more;
  key = merge_.key();
  row = merge_.row();
  return true;
}

uint64_t EventSorter::held_bytes() const {
  uint64_t bytes = merge_.held();
  for (const auto& buffer : buffers_) bytes += buffer.held();
  return bytes;
}

}  // namespace rsmf
