#include "run/input_line.hpp"

#include <fmt/format.h>

#include "base/guarded.hpp"

namespace rsmf {

InputLine::InputLine(FileSystem& files, const ConvertOptions& options, std::string path)
    : files_(files), options_(options), source_options_(options.source) {
  report_.path = std::move(path);
}

Result<void> InputLine::open(WorkerPool& crew, const MemoryPlan& plan) {
  source_options_.frame_bytes = plan.frame_bytes;
  auto open = open_source(files_, report_.path, source_options_, {&crew, plan.source_bytes, options_.stop});
  if (!open) return std::unexpected(open.error());
  open_ = std::move(*open);
  report_.format = open_->format->id;
  report_.reason = open_->reason;
  digester_.emplace(files_, *open_->container);
  for (const auto& e : open_->container->entries()) total_bytes_ += e.packed_size;
  return {};
}

void InputLine::start(SourceLine::Settings settings, VolumeSet* pack) {
  if (pack != nullptr) settings.pack = &pack_.emplace(*pack);
  run_.emplace(*open_, std::move(settings));
}

void InputLine::give_up(Error error) {
  error_ = std::move(error);
  over_ = true;
}

WorkerPool::Did InputLine::work(size_t worker) {
  std::unique_lock lock(mutex_);
  if (over_) return WorkerPool::Did::finished;
  lock.unlock();
  WorkerPool::Did did = run_->work(worker);
  if (did == WorkerPool::Did::something) return did;
  lock.lock();
  if (did == WorkerPool::Did::finished) ran_ = true;
  if (over_) return WorkerPool::Did::finished;
  if (busy_ || (hashed_ && !ran_)) return WorkerPool::Did::nothing;
  busy_ = true;
  const bool all = hashed_;
  lock.unlock();
  auto done = guarded([&] { return all ? conclude() : hash_on(); });
  lock.lock();
  busy_ = false;
  if (all) {
    over_ = true;
    if (!done) error_ = std::move(done.error());
    return WorkerPool::Did::finished;
  }
  if (!done) {
    hash_error_ = std::move(done.error());
    hashed_ = true;
  }
  return WorkerPool::Did::something;
}

Result<void> InputLine::hash_on() {
  if (options_.stop && *options_.stop) return fail(ErrorKind::interrupted, "interrupted");
  auto more = digester_->advance();
  if (!more) return std::unexpected(more.error());
  std::lock_guard lock(mutex_);
  hashed_bytes_ = digester_->bytes();
  hashed_ = !*more;
  return {};
}

// An input of which no digest can be had is not vouched for, and so not converted.
Result<void> InputLine::conclude() {
  writing_failed_ = true;  // whatever is thrown here: nothing was taken back
  folder_ = run_->folder();
  if (hash_error_) {
    // What a run has finished that is told to stop is kept.
    const bool stays = !pack_ || hash_error_->kind == ErrorKind::interrupted;
    auto done = stays ? Result<void>{} : pack_->take_back();
    writing_failed_ = !done;
    return done ? std::unexpected(*hash_error_) : done;
  }
  report_.digest = digester_->take();
  for (const auto& file : report_.digest.unreadable)
    remarks_.push_back({ConverterTrouble::unreadable_file, file.name, file.why});
  for (const ExportInside& inside : exports_inside(files_, *open_->container)) {
    if (inside.format == open_->format && inside.format->id == "rsmf") continue;  // it reads zips in a folder itself
    remarks_.push_back({ConverterTrouble::export_inside, inside.name,
                        fmt::format("{} looks like {}", inside.name, inside.format->id)});
  }
  auto& result = run_->result();
  if (!result) {
    writing_failed_ = result.error().kind == ErrorKind::io && !run_->reading_failed();
    return std::unexpected(std::move(result.error()));
  }
  report_.result = std::move(*result);
  writing_failed_ = false;
  return {};
}

bool InputLine::finished() const {
  std::lock_guard lock(mutex_);
  return over_;
}

Progress InputLine::progress() const {
  std::lock_guard lock(mutex_);
  Progress progress;
  if (run_) progress = run_->progress();
  progress.source = report_.path;
  if (!ran_) return progress;
  progress.stage = "hashing";
  progress.bytes = hashed_bytes_;
  progress.total_bytes = total_bytes_;
  return progress;
}

void InputLine::close() {
  run_.reset();
  digester_.reset();
  open_.reset();
}

}  // namespace rsmf
