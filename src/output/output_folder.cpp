#include "output/output_folder.hpp"

#include <algorithm>
#include <utility>

#include "output/previous_output.hpp"

namespace rsmf {
namespace {

bool is_report(const DirectoryEntry& e) {
  return e.name == PreviousOutput::kReport;
}

/// The entries of a folder, without the hidden folders that rsmf makes there.
Result<std::vector<DirectoryEntry>> visible(FileSystem& files, const std::string& path) {
  auto list = files.list(path);
  if (list) std::erase_if(*list, [](const auto& e) { return e.is_directory && is_own_folder(e.name); });
  return list;
}

void remove_if_empty(FileSystem& files, const std::string& path) {
  auto left = files.list(path);
  if (left && left->empty()) (void)files.remove_all(path);
}

}  // namespace

OutputFolder::OutputFolder(FileSystem& files, std::string path, bool existed)
    : files_(&files),
      path_(std::move(path)),
      staging_(path_ + "/" + std::string(kStagingFolder)),
      replacing_(path_ + "/" + std::string(kReplacingFolder)),
      replaced_(path_ + "/" + std::string(kReplacedFolder)),
      existed_(existed) {}

OutputFolder::OutputFolder(OutputFolder&& o) noexcept
    : files_(std::exchange(o.files_, nullptr)),
      path_(std::move(o.path_)),
      staging_(std::move(o.staging_)),
      replacing_(std::move(o.replacing_)),
      replaced_(std::move(o.replaced_)),
      existed_(o.existed_),
      replace_(o.replace_),
      keep_(o.keep_),
      lock_(std::move(o.lock_)) {}

OutputFolder::~OutputFolder() {
  if (!files_ || keep_) return;
  (void)files_->remove_all(staging_);
  if (!existed_) remove_if_empty(*files_, path_);
}

Result<OutputFolder> OutputFolder::open(FileSystem& files, const std::string& path, bool overwrite) {
  auto folder = locked(files, path);
  if (!folder) return folder;
  if (folder->existed_) {
    // This run may not remove another's files before it knows that it may write here.
    folder->keep_ = true;
    RSMF_TRY(folder->recover());
    RSMF_TRY(folder->refuse_strangers(overwrite));
    RSMF_TRY(files.remove_all(folder->staging_));
    folder->keep_ = false;
  }
  RSMF_TRY(files.make_directories(folder->staging_));
  return folder;
}

Result<OutputFolder> OutputFolder::resume(FileSystem& files, const std::string& path, bool overwrite) {
  const auto nothing = [&] {
    return fail(ErrorKind::usage,
                "no interrupted run is there to go on with: " + path + " (without --resume it begins)");
  };
  auto kind = files.kind(path);
  if (!kind) return std::unexpected(kind.error());
  if (*kind != PathKind::directory) return nothing();
  auto folder = locked(files, path);
  if (!folder) return folder;
  folder->keep_ = true;
  RSMF_TRY(folder->recover());
  auto there = files.kind(folder->staging_);
  if (!there) return std::unexpected(there.error());
  if (*there != PathKind::directory) return nothing();
  RSMF_TRY(folder->refuse_strangers(overwrite));
  return folder;
}

Result<OutputFolder> OutputFolder::locked(FileSystem& files, const std::string& wanted) {
  std::string path = wanted;
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  auto kind = files.kind(path);
  if (!kind) return std::unexpected(kind.error());
  if (*kind == PathKind::file || *kind == PathKind::other)
    return fail(ErrorKind::usage, "output is not a folder: " + path);
  bool existed = *kind == PathKind::directory;
  if (!existed) RSMF_TRY(files.make_directories(path));
  auto lock = files.lock(path);
  if (!lock) {
    if (!existed) remove_if_empty(files, path);
    return std::unexpected(lock.error());
  }
  if (!*lock) return fail(ErrorKind::usage, "another run is writing to " + path);
  OutputFolder folder(files, path, existed);
  folder.lock_ = std::move(*lock);
  return folder;
}

Result<void> OutputFolder::refuse_strangers(bool overwrite) {
  auto list = visible(*files_, path_);
  if (!list) return std::unexpected(list.error());
  if (list->empty()) return {};
  std::string stranger;
  auto ours = PreviousOutput::is_at(*files_, path_, stranger);
  if (!ours) return std::unexpected(ours.error());
  if (overwrite && *ours) {
    replace_ = true;
    return {};
  }
  std::string why =
      *ours ? "an earlier run is there; --overwrite replaces it" : "and not all of it is ours: choose another";
  if (!stranger.empty()) why += "; no run made " + stranger;
  return fail(ErrorKind::usage, "output folder is not empty: " + path_ + " (" + why + ")");
}

/// A run can be killed at any of its renames. A folder "replacing" holds a part of the earlier run; the rest is in its
/// place. A folder "replaced" holds all of the earlier run; the new run is in place as far as it had been moved, and
/// completely if its report is there.
Result<void> OutputFolder::recover() {
  auto part = files_->kind(replacing_);
  if (!part) return std::unexpected(part.error());
  if (*part == PathKind::directory) RSMF_TRY(put_back(replacing_));
  auto whole = files_->kind(replaced_);
  if (!whole) return std::unexpected(whole.error());
  if (*whole != PathKind::directory) return take_back_first_run();
  auto list = visible(*files_, path_);
  if (!list) return std::unexpected(list.error());
  if (std::any_of(list->begin(), list->end(), is_report)) return files_->remove_all(replaced_);
  if (!list->empty()) RSMF_TRY(clear_half_of_a_run());
  // If it is killed half way, the state is "replacing" again.
  RSMF_TRY(files_->rename(replaced_, replacing_));
  return put_back(replacing_);
}

/// The run replaced nothing, and was killed while it moved its files to their place.
Result<void> OutputFolder::take_back_first_run() {
  auto staging = files_->kind(staging_);
  if (!staging) return std::unexpected(staging.error());
  if (*staging != PathKind::directory) return {};
  auto list = visible(*files_, path_);
  if (!list) return std::unexpected(list.error());
  auto has = [&](std::string_view name) {
    return std::any_of(list->begin(), list->end(), [&](const auto& e) { return e.name == name && !e.is_directory; });
  };
  if (!has("outputs.csv") || has(PreviousOutput::kReport)) return {};
  auto run = PreviousOutput::read(*files_, path_ + "/outputs.csv");
  if (!run) return std::unexpected(run.error());
  auto stranger = run->stranger(*files_, path_);
  if (!stranger) return std::unexpected(stranger.error());
  return stranger->empty() ? move_to_staging() : Result<void>();
}

/// The list of files goes last: it proves which of the other files belong to the run.
Result<void> OutputFolder::move_to_staging() {
  auto list = visible(*files_, path_);
  if (!list) return std::unexpected(list.error());
  std::stable_partition(list->begin(), list->end(), [](const auto& e) { return e.name != "outputs.csv"; });
  RSMF_TRY(files_->make_directories(staging_));
  for (const auto& e : *list) RSMF_TRY(files_->rename(path_ + "/" + e.name, staging_ + "/" + e.name));
  return {};
}

/// Moves the files of the killed run back to where they are removed, if all of them are on its list, which it moved
/// first.
Result<void> OutputFolder::clear_half_of_a_run() {
  auto run = PreviousOutput::read(*files_, path_ + "/outputs.csv");
  auto stranger = run ? run->stranger(*files_, path_) : Result<std::string>("something");
  if (!stranger) return std::unexpected(stranger.error());
  if (!stranger->empty())
    return fail(ErrorKind::usage, "a run that was killed left its predecessor in " + replaced_ + ", and " + *stranger +
                                      " has taken its place: move one of them away");
  return move_to_staging();
}

/// The report goes last: until then the folder is not complete.
Result<void> OutputFolder::put_back(const std::string& from) {
  auto list = files_->list(from);
  if (!list) return std::unexpected(list.error());
  std::stable_partition(list->begin(), list->end(), [](const auto& e) { return !is_report(e); });
  for (const auto& e : *list) {
    auto there = files_->kind(path_ + "/" + e.name);
    if (!there) return std::unexpected(there.error());
    if (*there != PathKind::absent)
      return fail(ErrorKind::usage, "a run that was killed left its predecessor in " + from +
                                        ", and something else is "
                                        "in place of its " +
                                        e.name + ": move one of them away");
    RSMF_TRY(files_->rename(from + "/" + e.name, path_ + "/" + e.name));
  }
  return files_->remove_all(from);
}

Result<void> OutputFolder::move(const std::string& from, const std::string& to) {
  RSMF_TRY(files_->rename(from, to));
  moves_.emplace_back(from, to);
  return {};
}

/// Undoes the moves in reverse. Stops at one that cannot be undone; recover() of the next run does the rest.
void OutputFolder::undo_moves() {
  for (; !moves_.empty(); moves_.pop_back())
    if (!files_->rename(moves_.back().second, moves_.back().first)) return;
  remove_if_empty(*files_, replacing_);
}

/// Moves the earlier run aside, report first: without it the folder is not complete. Then checks its folders again, now
/// that no other program can reach them by their path: a file that appeared during the run does not belong to it.
Result<void> OutputFolder::set_aside() {
  auto old = visible(*files_, path_);
  if (!old) return std::unexpected(old.error());
  RSMF_TRY(files_->make_directories(replacing_));
  std::stable_partition(old->begin(), old->end(), is_report);
  for (const auto& e : *old) RSMF_TRY(move(path_ + "/" + e.name, replacing_ + "/" + e.name));
  std::string stranger;
  auto ours = PreviousOutput::is_at(*files_, replacing_, stranger);
  if (!ours) return std::unexpected(ours.error());
  if (!*ours)
    return fail(ErrorKind::usage, "output folder was changed during the run: " + path_ +
                                      (stranger.empty() ? "" : " (no run made " + stranger + ")"));
  return move(replacing_, replaced_);
}

/// Moves the earlier run aside and the new one into place: its list first, so that recover() knows its files; the
/// report last.
Result<void> OutputFolder::exchange() {
  auto fresh = files_->list(staging_);
  if (!fresh) return std::unexpected(fresh.error());
  std::erase_if(*fresh, [](const auto& e) { return e.name.starts_with('.'); });
  if (replace_) RSMF_TRY(set_aside());
  auto there = visible(*files_, path_);
  if (!there) return std::unexpected(there.error());
  if (!there->empty())
    return fail(ErrorKind::usage,
                "output folder was changed during the run: " + path_ + " (no run made " + there->front().name + ")");
  std::stable_partition(fresh->begin(), fresh->end(), [](const auto& e) { return e.name == "outputs.csv"; });
  std::stable_partition(fresh->begin(), fresh->end(), [](const auto& e) { return !is_report(e); });
  for (const auto& e : *fresh) RSMF_TRY(move(staging_ + "/" + e.name, path_ + "/" + e.name));
  return {};
}

Result<void> OutputFolder::publish() {
  if (auto done = exchange(); !done) {
    undo_moves();
    return done;
  }
  existed_ = true;
  RSMF_TRY(files_->remove_all(replaced_));
  return files_->remove_all(staging_);
}

}  // namespace rsmf
