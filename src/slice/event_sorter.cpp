#include "slice/event_sorter.hpp"

#include <algorithm>
#include <cstring>
#include <tuple>
#include <utility>

#include "base/bytes.hpp"

namespace rsmf {
namespace {

// With 64 runs a merge reads in blocks of half the memory budget divided by 64: large enough to be sequential.
constexpr size_t kFanIn = 64;
constexpr size_t kMinBlock = 32 * 1024;

}  // namespace

bool operator<(const SortKey& a, const SortKey& b) {
  return std::tie(a.conversation, a.slice_time, a.time, a.file, a.offset, a.sub) <
         std::tie(b.conversation, b.slice_time, b.time, b.file, b.offset, b.sub);
}

/// A sorted spill file being read: [key][size][row]...
class EventSorter::Run {
 public:
  Run(std::unique_ptr<RandomFile> file, size_t block) : file_(std::move(file)), block_(block) {}

  /// Moves to the next row; false at the end.
  Result<bool> advance() {
    at_ += row_size_;
    row_size_ = 0;
    auto header = need(sizeof(SortKey) + sizeof(uint64_t));
    if (!header || !*header) return header;
    std::memcpy(static_cast<void*>(&key), buffer_.data() + at_, sizeof key);
    std::memcpy(&row_size_, buffer_.data() + at_ + sizeof key, sizeof row_size_);
    at_ += sizeof key + sizeof row_size_;
    auto body = need(row_size_);
    if (body && !*body) return fail(ErrorKind::io, "a spill file is cut off");
    return body;
  }
  std::string_view row() const { return {buffer_.data() + at_, row_size_}; }

  SortKey key;

 private:
  Result<bool> need(size_t bytes) {
    if (buffer_.size() - at_ >= bytes) return true;
    buffer_.drop_front(at_);
    at_ = 0;
    size_t before = buffer_.size();
    buffer_.resize(std::max(before + bytes, before + block_));
    auto n = file_->read_at(offset_, {buffer_.data() + before, buffer_.size() - before});
    if (!n) return std::unexpected(n.error());
    offset_ += *n;
    buffer_.resize(before + *n);
    if (buffer_.empty() && bytes > 0) return false;
    if (buffer_.size() < bytes) return fail(ErrorKind::io, "a spill file is cut off");
    return true;
  }

  std::unique_ptr<RandomFile> file_;
  size_t block_;
  Bytes buffer_;
  size_t at_ = 0;
  uint64_t row_size_ = 0, offset_ = 0;
};

EventSorter::EventSorter(FileSystem& files, std::string folder, uint64_t memory, Crew* crew)
    : files_(files), folder_(std::move(folder)), memory_(std::max<uint64_t>(memory, 64 * 1024)), crew_(crew) {}

EventSorter::~EventSorter() {
  heap_.clear();
  if (made_folder_) (void)files_.remove_all(folder_);
}

Result<void> EventSorter::add(const SortKey& key, std::string_view row) {
  if (!entries_.empty() && rows_.size() + row.size() + (entries_.size() + 1) * sizeof(Entry) > memory_)
    RSMF_TRY(spill());
  entries_.push_back({key, rows_.size(), row.size()});
  rows_.append(row);
  return {};
}

Result<void> EventSorter::spill() {
  if (!made_folder_) RSMF_TRY(files_.make_directories(folder_));
  made_folder_ = true;
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
  std::string path = folder_ + "/run-" + std::to_string(runs_made_++);
  auto file = files_.create(path);
  if (!file) return std::unexpected(file.error());
  std::string block;
  for (const auto& e : entries_) {
    block.append(reinterpret_cast<const char*>(&e.key), sizeof e.key);
    block.append(reinterpret_cast<const char*>(&e.size), sizeof e.size);
    block.append(rows_, e.at, e.size);
    if (block.size() < 1024 * 1024) continue;
    RSMF_TRY((*file)->write(block));
    spilled_ += block.size();
    block.clear();
  }
  RSMF_TRY((*file)->write(block));
  spilled_ += block.size();
  RSMF_TRY((*file)->close());
  run_paths_.push_back(std::move(path));
  entries_.clear();
  rows_.clear();
  return {};
}

Result<std::unique_ptr<EventSorter::Run>> EventSorter::open_run(const std::string& path) {
  auto file = files_.open(path);
  if (!file) return std::unexpected(file.error());
  auto run = std::make_unique<Run>(std::move(*file), std::max(kMinBlock, size_t(memory_ / 2 / kFanIn)));
  auto more = run->advance();
  if (!more) return std::unexpected(more.error());
  return run;
}

void EventSorter::push(std::vector<std::unique_ptr<Run>>& heap, std::unique_ptr<Run> run) {
  heap.push_back(std::move(run));
  std::push_heap(heap.begin(), heap.end(), [](const auto& a, const auto& b) { return b->key < a->key; });
}

Result<void> EventSorter::write_run(std::vector<std::unique_ptr<Run>>& heap, const std::string& path) {
  auto file = files_.create(path);
  if (!file) return std::unexpected(file.error());
  std::string block;
  while (!heap.empty()) {
    std::pop_heap(heap.begin(), heap.end(), [](const auto& a, const auto& b) { return b->key < a->key; });
    auto run = std::move(heap.back());
    heap.pop_back();
    uint64_t size = run->row().size();
    block.append(reinterpret_cast<const char*>(&run->key), sizeof run->key);
    block.append(reinterpret_cast<const char*>(&size), sizeof size);
    block.append(run->row());
    auto more = run->advance();
    if (!more) return std::unexpected(more.error());
    if (*more) push(heap, std::move(run));
    if (block.size() < 1024 * 1024 && !heap.empty()) continue;
    RSMF_TRY((*file)->write(block));
    spilled_ += block.size();
    block.clear();
  }
  return (*file)->close();
}

/// Merges groups of runs into longer runs until few enough are left to be read at once.
Result<void> EventSorter::merge_groups() {
  while (run_paths_.size() > kFanIn) {
    std::vector<std::string> longer;
    for (size_t first = 0; first < run_paths_.size(); first += kFanIn) {
      std::vector<std::unique_ptr<Run>> heap;
      size_t end = std::min(first + kFanIn, run_paths_.size());
      for (size_t i = first; i < end; ++i) {
        auto run = open_run(run_paths_[i]);
        if (!run) return std::unexpected(run.error());
        push(heap, std::move(*run));
      }
      longer.push_back(folder_ + "/run-" + std::to_string(runs_made_++));
      RSMF_TRY(write_run(heap, longer.back()));
      for (size_t i = first; i < end; ++i) RSMF_TRY(files_.remove_all(run_paths_[i]));
    }
    run_paths_ = std::move(longer);
  }
  return {};
}

Result<void> EventSorter::finish() {
  if (run_paths_.empty()) {
    std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
    return {};
  }
  if (!entries_.empty()) RSMF_TRY(spill());
  rows_ = {};
  entries_ = {};
  RSMF_TRY(merge_groups());
  for (const auto& path : run_paths_) {
    auto run = open_run(path);
    if (!run) return std::unexpected(run.error());
    push(heap_, std::move(*run));
  }
  return {};
}

Result<bool> EventSorter::next(SortKey& key, std::string_view& row) {
  if (run_paths_.empty()) {
    if (next_entry_ == entries_.size()) return false;
    const Entry& e = entries_[next_entry_++];
    key = e.key;
    row = std::string_view(rows_).substr(e.at, e.size);
    return true;
  }
  // The head of the heap was given out by the last call; now it may move on.
  if (next_entry_++ > 0 && !heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), [](const auto& a, const auto& b) { return b->key < a->key; });
    auto run = std::move(heap_.back());
    heap_.pop_back();
    auto more = run->advance();
    if (!more) return more;
    if (*more) push(heap_, std::move(run));
  }
  if (heap_.empty()) return false;
  key = heap_.front()->key;
  row = heap_.front()->row();
  return true;
}

}  // namespace rsmf
