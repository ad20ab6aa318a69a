// One input of a run: hashed, and converted below a folder of its own.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "run/converter.hpp"
#include "run/input_digest.hpp"
#include "run/run_report.hpp"
#include "run/source_run.hpp"

namespace rsmf {

/// Several of them are under way side by side; what concerns the whole run is done when an input's turn has come.
class InputLine {
 public:
  /// A finding of the run about this input, for which there is no log yet.
  struct Remark {
    ConverterTrouble trouble;
    std::string file, message;
  };

  InputLine(FileSystem& files, const ConvertOptions& options, std::string path);

  /// For packs: all inputs before it are done.
  void come_to_turn() {
    if (pack_) pack_->come();
  }

  /// Before any work; one input after the other.
  /// Opens and recognises it. An error ends this input only.
  Result<void> open(WorkerPool& crew, const MemoryPlan& plan);
  const Container& container() const { return *open_->container; }
  /// `pack`: null, or where its files go.
  void start(SourceLine::Settings settings, VolumeSet* pack);
  /// It cannot be converted.
  void give_up(Error error);

  /// As WorkerPool::Line::work().
  WorkerPool::Did work(size_t worker);
  bool finished() const;
  Progress progress() const;

  // REQUIRES: work() said `finished`, and no thread is in it.
  /// What came of it; its digest is in there.
  InputReport& report() { return report_; }
  const std::vector<Remark>& remarks() const { return remarks_; }
  /// Null if it was converted.
  const Error* error() const { return error_ ? &*error_ : nullptr; }
  /// Whether it was the output that failed.
  bool ends_the_run() const { return writing_failed_; }
  const std::string& folder() const { return folder_; }
  /// Lets go of the input and of all memory; report(), remarks(), error() and folder() stay.
  void close();

 private:
  Result<void> hash_on();
  Result<void> conclude();

  FileSystem& files_;
  const ConvertOptions& options_;
  SourceOptions source_options_;
  std::string folder_;
  InputReport report_;
  std::vector<Remark> remarks_;
  std::optional<Error> error_;
  bool writing_failed_ = false;
  std::optional<OpenSource> open_;
  std::optional<InputDigester> digester_;
  std::optional<VolumeSlot> pack_;
  std::optional<SourceRun> run_;

  mutable std::mutex mutex_;
  bool busy_ = false, hashed_ = false, ran_ = false, over_ = false;
  std::optional<Error> hash_error_;
  uint64_t hashed_bytes_ = 0, total_bytes_ = 0;
};

}  // namespace rsmf
