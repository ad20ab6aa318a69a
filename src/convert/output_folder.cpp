#include "convert/output_folder.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rsmf {
namespace {

constexpr std::string_view kStaging = ".rsmf-unfinished";
constexpr std::string_view kReplaced = ".rsmf-replaced";
constexpr std::string_view kReport = "report.json";
constexpr std::array<std::string_view, 4> kTables = {"findings.csv", "outputs.csv", "attachments.csv", kReport};

bool has(const std::vector<DirectoryEntry>& list, std::string_view name) {
  return std::any_of(list.begin(), list.end(), [&](const auto& e) { return e.name == name; });
}

bool holds_only_rsmf(FileSystem& files, const std::string& path, int depth) {
  auto list = files.list(path);
  return list && std::all_of(list->begin(), list->end(), [&](const auto& e) {
           if (e.is_directory) return depth < 2 && holds_only_rsmf(files, path + "/" + e.name, depth + 1);
           return e.name.ends_with(".rsmf");
         });
}

/// Only what carries our marks may be replaced: the four tables, our generator's name in the report, and beside them
/// nothing but folders of .rsmf files. A note that somebody laid there is not ours to delete.
Result<bool> is_earlier_run(FileSystem& files, const std::string& path, const std::vector<DirectoryEntry>& list) {
  for (auto table : kTables)
    if (!has(list, table)) return false;
  for (const auto& e : list) {
    bool table = std::find(kTables.begin(), kTables.end(), e.name) != kTables.end();
    if (!table && !(e.is_directory && holds_only_rsmf(files, path + "/" + e.name, 1))) return false;
  }
  auto report = files.open(path + "/" + std::string(kReport));
  if (!report) return std::unexpected(report.error());
  char head[64] = {};
  auto n = (*report)->read_at(0, head);
  if (!n) return std::unexpected(n.error());
  return std::string_view(head, *n).starts_with("{\n  \"generator\": \"rsmf ");
}

}  // namespace

OutputFolder::OutputFolder(FileSystem& files, std::string path, bool existed)
    : files_(&files), path_(std::move(path)), staging_(path_ + "/" + std::string(kStaging)), existed_(existed) {}

OutputFolder::OutputFolder(OutputFolder&& o) noexcept
    : files_(std::exchange(o.files_, nullptr)),
      path_(std::move(o.path_)),
      staging_(std::move(o.staging_)),
      existed_(o.existed_),
      replace_(o.replace_) {}

OutputFolder::~OutputFolder() {
  if (!files_) return;
  (void)files_->remove_all(staging_);
  if (existed_) return;
  auto left = files_->list(path_);
  if (left && left->empty()) (void)files_->remove_all(path_);
}

Result<OutputFolder> OutputFolder::open(FileSystem& files, const std::string& wanted, bool overwrite) {
  std::string path = wanted;
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  auto kind = files.kind(path);
  if (!kind) return std::unexpected(kind.error());
  if (*kind == PathKind::file || *kind == PathKind::other)
    return fail(ErrorKind::usage, "output is not a folder: " + path);
  OutputFolder folder(files, path, *kind == PathKind::directory);
  if (folder.existed_) {
    auto list = files.list(path);
    if (!list) return std::unexpected(list.error());
    // What a killed run left behind is ours to clear away.
    std::erase_if(*list, [](const auto& e) { return e.name == kStaging; });
    if (!list->empty()) {
      auto ours = is_earlier_run(files, path, *list);
      if (!ours) return std::unexpected(ours.error());
      if (!overwrite || !*ours)
        return fail(ErrorKind::usage, "output folder is not empty: " + path +
                                          (*ours ? " (an earlier run is there; --overwrite replaces it)"
                                                 : " (and not all of it is ours: choose another)"));
      folder.replace_ = true;
    }
    RSMF_TRY(files.remove_all(folder.staging_));
  }
  RSMF_TRY(files.make_directories(folder.staging_));
  return folder;
}

Result<void> OutputFolder::move(const std::string& from, const std::string& to) {
  RSMF_TRY(files_->rename(from, to));
  moves_.emplace_back(from, to);
  return {};
}

void OutputFolder::undo_moves() {
  for (; !moves_.empty(); moves_.pop_back()) (void)files_->rename(moves_.back().second, moves_.back().first);
}

/// The earlier run goes aside, report first (without it the folder is not complete), then the new one takes its place,
/// report last.
Result<void> OutputFolder::exchange() {
  std::string aside = staging_ + "/" + std::string(kReplaced);
  auto fresh = files_->list(staging_);
  if (!fresh) return std::unexpected(fresh.error());
  if (replace_) {
    auto old = files_->list(path_);
    if (!old) return std::unexpected(old.error());
    RSMF_TRY(files_->make_directories(aside));
    std::stable_partition(old->begin(), old->end(), [](const auto& e) { return e.name == kReport; });
    for (const auto& e : *old)
      if (e.name != kStaging) RSMF_TRY(move(path_ + "/" + e.name, aside + "/" + e.name));
  }
  std::stable_partition(fresh->begin(), fresh->end(), [](const auto& e) { return e.name != kReport; });
  for (const auto& e : *fresh) RSMF_TRY(move(staging_ + "/" + e.name, path_ + "/" + e.name));
  return {};
}

Result<void> OutputFolder::publish() {
  if (auto done = exchange(); !done) {
    undo_moves();
    return done;
  }
  existed_ = true;
  return files_->remove_all(staging_);
}

}  // namespace rsmf
