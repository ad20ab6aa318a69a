#include "io/async/io_ring.hpp"

#if RSMF_URING
#include <fcntl.h>
#include <liburing.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "io/system_error.hpp"
#endif

namespace rsmf {

#if RSMF_URING
namespace {

constexpr unsigned kUnderWay = 32;        // operations, each with a place for a file that it opens
constexpr unsigned kThreadsOfKernel = 2;  // that the kernel uses for calls that block, such as creating a file
constexpr size_t kAtOnce = 1U << 30;      // the system moves at most 2 GiB in one call

std::unexpected<Error> not_available(int code) {
  return fail(ErrorKind::usage,
              "io_uring is not available here (" + std::generic_category().message(code) + "): use --io auto");
}

/// One thread submits the operations that were queued meanwhile, and waits for completions: the busier the disk, the
/// larger the batches.
class IoRing final : public IoEngine {
 public:
  ~IoRing() override;
  Result<void> open();

  void read_at(const RandomFile& file, const std::string& path, uint64_t offset, std::span<char> into,
               ReadDone done) override;
  void write(OutputFile& file, const std::string& path, std::string_view bytes, WriteDone done) override;
  void put(const std::string& path, std::string_view bytes, WriteDone done) override;

 private:
  enum class Kind : uint8_t { read, write, put };
  enum Step : uint64_t { kOpen, kMove, kClose };
  struct Operation {
    Kind kind = Kind::read;
    int fd = -1;
    const std::string* path = nullptr;
    uint64_t offset = 0;
    char* to = nullptr;           // of a read
    std::string_view bytes = {};  // of the others: what is left
    size_t size = 0, moved = 0;
    ReadDone read_done = nullptr;
    WriteDone write_done = nullptr;
    // Under way:
    unsigned asked = 0;                       // steps without a completion yet
    bool is_open = false, is_closed = false;  // of a put
    int failed = 0;
    const char* doing = "";
    /// Keeps the first error.
    void fails(const char* at, int code) {
      if (!failed) doing = at;
      if (!failed) failed = code;
    }
  };

  void live();
  void add(Operation operation);
  bool take_on(std::unique_lock<std::mutex>& lock);
  io_uring_sqe* next_entry(size_t place);
  void ask_open(size_t place);
  void ask_move(size_t place);
  void ask_close(size_t place);
  void answered(size_t place, Step step, int result);
  void moved(Operation& o, int result);
  void go_on(size_t place);
  static void finish(Operation& o);

  io_uring ring_{};
  bool opened_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Operation> waiting_;
  bool ending_ = false;
  // Used by the thread alone.
  std::array<Operation, kUnderWay> under_way_;
  std::array<size_t, kUnderWay> free_{};
  size_t free_count_ = 0;
  std::jthread thread_;
};

Result<void> IoRing::open() {
  io_uring_params parameters{};
  // Three steps for each operation, and one to spare.
  if (int code = io_uring_queue_init_params(kUnderWay * 4, &ring_, &parameters); code < 0) return not_available(-code);
  opened_ = true;
  if (int code = io_uring_register_files_sparse(&ring_, kUnderWay); code < 0) return not_available(-code);
  std::array<unsigned, 2> workers{kThreadsOfKernel, kThreadsOfKernel};
  if (int code = io_uring_register_iowq_max_workers(&ring_, workers.data()); code < 0) return not_available(-code);
  for (size_t i = 0; i < kUnderWay; ++i) free_[free_count_++] = i;
  thread_ = std::jthread([this] { live(); });
  return {};
}

IoRing::~IoRing() {
  {
    std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
  if (opened_) io_uring_queue_exit(&ring_);
}

void IoRing::add(Operation operation) {
  {
    std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(operation));
  }
  changed_.notify_one();
}

void IoRing::read_at(const RandomFile& file, const std::string& path, uint64_t offset, std::span<char> into,
                     ReadDone done) {
  if (file.descriptor() < 0 || into.empty()) return done(file.read_at(offset, into));
  add({Kind::read, file.descriptor(), &path, offset, into.data(), {}, into.size(), 0, std::move(done), nullptr});
}

void IoRing::write(OutputFile& file, const std::string& path, std::string_view bytes, WriteDone done) {
  if (file.descriptor() < 0 || bytes.empty()) return done(file.write(bytes));
  add({Kind::write, file.descriptor(), &path, 0, nullptr, bytes, bytes.size(), 0, nullptr, std::move(done)});
}

void IoRing::put(const std::string& path, std::string_view bytes, WriteDone done) {
  add({Kind::put, -1, &path, 0, nullptr, bytes, bytes.size(), 0, nullptr, std::move(done)});
}

// --- the thread -----------------------------------------------------------------------------------------------------

bool IoRing::take_on(std::unique_lock<std::mutex>& lock) {
  if (free_count_ == kUnderWay) changed_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
  if (free_count_ == kUnderWay && waiting_.empty()) return false;
  for (; free_count_ > 0 && !waiting_.empty(); waiting_.pop_front()) {
    const size_t place = free_[--free_count_];
    under_way_[place] = std::move(waiting_.front());
    go_on(place);
  }
  return true;
}

void IoRing::live() {
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      if (!take_on(lock)) return;
    }
    // The error is temporary (interrupted, out of memory): entries that were not submitted are still queued.
    if (io_uring_submit_and_wait(&ring_, 1) < 0) std::this_thread::yield();
    io_uring_cqe* entry = nullptr;
    while (io_uring_peek_cqe(&ring_, &entry) == 0) {
      const uint64_t tag = io_uring_cqe_get_data64(entry);
      const int result = entry->res;
      io_uring_cqe_seen(&ring_, entry);
      answered(tag >> 2, Step(tag & 3), result);
    }
  }
}

io_uring_sqe* IoRing::next_entry(size_t place) {
  io_uring_sqe* entry = io_uring_get_sqe(&ring_);
  // There are enough entries for all operations, but those of an interrupted submission may still be queued.
  while (!entry) {
    io_uring_submit(&ring_);
    entry = io_uring_get_sqe(&ring_);
  }
  ++under_way_[place].asked;
  return entry;
}

// Each step waits for the one before, and is cancelled if that fails or moves less than asked.
void IoRing::ask_open(size_t place) {
  Operation& o = under_way_[place];
  io_uring_sqe* entry = next_entry(place);
  io_uring_prep_openat_direct(entry, AT_FDCWD, o.path->c_str(), O_WRONLY | O_CREAT | O_EXCL, 0666, unsigned(place));
  entry->flags |= IOSQE_IO_LINK;
  io_uring_sqe_set_data64(entry, place << 2 | kOpen);
}

void IoRing::ask_move(size_t place) {
  Operation& o = under_way_[place];
  io_uring_sqe* entry = next_entry(place);
  const unsigned size = unsigned(std::min(o.size - o.moved, kAtOnce));
  if (o.kind == Kind::read)
    io_uring_prep_read(entry, o.fd, o.to + o.moved, size, o.offset + o.moved);
  else if (o.kind == Kind::write)
    io_uring_prep_write(entry, o.fd, o.bytes.data() + o.moved, size, uint64_t(-1));  // at the file's position
  else
    io_uring_prep_write(entry, int(place), o.bytes.data() + o.moved, size, o.moved);
  if (o.kind == Kind::put) entry->flags |= IOSQE_FIXED_FILE | IOSQE_IO_LINK;
  io_uring_sqe_set_data64(entry, place << 2 | kMove);
}

void IoRing::ask_close(size_t place) {
  io_uring_sqe* entry = next_entry(place);
  io_uring_prep_close_direct(entry, unsigned(place));
  io_uring_sqe_set_data64(entry, place << 2 | kClose);
}

void IoRing::moved(Operation& o, int result) {
  if (result > 0) {
    o.moved += size_t(result);
  } else if (o.kind == Kind::read && result == 0) {
    o.size = o.moved;  // the end of the file
  } else {
    o.fails(o.kind == Kind::read ? "read" : "write", result == 0 ? EIO : -result);
  }
}

void IoRing::answered(size_t place, Step step, int result) {
  Operation& o = under_way_[place];
  --o.asked;
  if (result == -ECANCELED || result == -EINTR || result == -EAGAIN) {
    // Submitted again, if it is still needed.
  } else if (step == kMove) {
    moved(o, result);
  } else if (step == kOpen) {
    o.is_open = result >= 0;
    if (result < 0) o.fails("create", -result);
  } else {
    o.is_open = false;
    o.is_closed = true;
    if (result < 0) o.fails("close", -result);
  }
  if (o.asked == 0) go_on(place);
}

// All steps have completed.
void IoRing::go_on(size_t place) {
  Operation& o = under_way_[place];
  const bool put = o.kind == Kind::put;
  if (!o.failed && put && !o.is_open && !o.is_closed) ask_open(place);
  if (!o.failed && o.moved < o.size) ask_move(place);
  if (put && !o.is_closed && (o.is_open || !o.failed)) ask_close(place);
  if (o.asked > 0) return;
  finish(o);
  o = {};
  free_[free_count_++] = place;
}

void IoRing::finish(Operation& o) {
  if (o.kind == Kind::read) {
    if (o.failed) return o.read_done(system_error(o.doing, *o.path, o.failed));
    return o.read_done(o.moved);
  }
  if (o.failed) return o.write_done(system_error(o.doing, *o.path, o.failed));
  o.write_done({});
}

}  // namespace

Result<std::unique_ptr<IoEngine>> open_io_ring() {
  auto ring = std::make_unique<IoRing>();
  RSMF_TRY(ring->open());
  return ring;
}

#else

Result<std::unique_ptr<IoEngine>> open_io_ring() {
  return fail(ErrorKind::usage, "this program was built without io_uring: use --io auto");
}

#endif

}  // namespace rsmf
