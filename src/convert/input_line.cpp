#include "convert/input_line.hpp"

#include <fmt/format.h>

#include "convert/guarded.hpp"

namespace rsmf {

InputLine::InputLine(FileSystem& files, const ConvertOptions& options, std::string path)
    : files_(files), options_(options), source_options_(options.source) {
  report_.path = std::move(path);
}

Result<void> InputLine::open(Crew& crew, const MemoryPlan& plan) {
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

void InputLine::start(SourceLine::Settings settings, Pack* pack) {
  if (pack != nullptr) settings.pack = &pack_.emplace(*pack);
  run_.emplace(*open_, std::move(settings));
}

void InputLine::give_up(Error error) {
  error_ = std::move(error);
  over_ = true;
}

Crew::Did InputLine::work(size_t worker) {
  {
    std::lock_guard lock(mutex_);
    if (over_) return Crew::Did::finished;
  }
  Crew::Did did = run_->work(worker);
  if (did == Crew::Did::something) return did;
  std::unique_lock lock(mutex_);
  if (did == Crew::Did::finished) ran_ = true;
  if (over_) return Crew::Did::finished;
  if (hashing_) return Crew::Did::nothing;
  if (hashed_) {
    if (!ran_) return Crew::Did::nothing;
    conclude();
    return Crew::Did::finished;
  }
  hashing_ = true;
  lock.unlock();
  auto done = guarded([&] { return hash_on(); });
  lock.lock();
  hashing_ = false;
  if (!done) {
    hash_error_ = std::move(done.error());
    hashed_ = true;
  }
  return Crew::Did::something;
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
void InputLine::conclude() {
  over_ = true;
  folder_ = run_->folder();
  if (hash_error_) {
    error_ = std::move(hash_error_);
    if (auto done = pack_ ? pack_->take_back() : Result<void>{}; !done) {
      error_ = std::move(done.error());
      writing_failed_ = true;
    }
    return;
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
    error_ = std::move(result.error());
  } else {
    report_.result = std::move(*result);
  }
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
