#include "output/staging.hpp"

#include <fmt/format.h>

#include "output/input_folder.hpp"
#include "output/volume_writer.hpp"

namespace rsmf {

Staging::Staging(FileSystem& files, std::string folder, const RunFingerprint& stamp)
    : files_(files), folder_(std::move(folder)), run_(stamp.print()) {}

std::string Staging::source_folder(size_t input) const {
  return fmt::format("{}/.source-{}", folder_, input);
}

Result<void> Staging::begin(const RunFingerprint& stamp) const {
  return stamp.write(files_, stamp_path());
}

// Takes apart what the interrupted run was about to publish; it is put together again from finished slices.
Result<std::string> Staging::go_on(const RunFingerprint& stamp) const {
  auto earlier = RunFingerprint::read(files_, stamp_path());
  std::string why = earlier ? stamp.difference(*earlier) : "it had not begun to write";
  if (!why.empty()) return why;
  auto list = files_.list(folder_);
  if (!list) return std::unexpected(list.error());
  for (const auto& e : *list) {
    if (e.name.starts_with('.')) continue;
    const std::string path = folder_ + "/" + e.name;
    if (!e.is_directory) {
      RSMF_TRY(take_back_file(e.name));
      continue;
    }
    RSMF_TRY(files_.make_directories(moved_folder()));
    RSMF_TRY(files_.rename(path, moved_folder() + "/" + e.name));
  }
  return why;
}

Result<SliceJournal::Content> Staging::take_back(size_t input, const std::string& prefix) const {
  const std::string from = prefix.empty() ? moved_folder() : moved_folder() + "/" + prefix;
  const std::string to = source_folder(input);
  auto kind = files_.kind(from);
  if (!kind) return std::unexpected(kind.error());
  if (*kind == PathKind::directory) {
    RSMF_TRY(files_.make_directories(to + "/slices"));
    auto list = files_.list(from);
    if (!list) return std::unexpected(list.error());
    for (const auto& e : *list) RSMF_TRY(files_.rename(from + "/" + e.name, to + "/slices/" + e.name));
  }
  return SliceJournal::look(files_, InputFolder(to).journal(), run_);
}

Result<void> Staging::move_slices(size_t input, const std::string& prefix) const {
  const std::string from = source_folder(input) + "/slices";
  if (!prefix.empty()) return files_.rename(from, folder_ + "/" + prefix);
  auto list = files_.list(from);
  if (!list) return std::unexpected(list.error());
  for (const auto& e : *list) RSMF_TRY(files_.rename(from + "/" + e.name, folder_ + "/" + e.name));
  return {};
}

Result<void> Staging::move_volumes() const {
  auto list = files_.list(pack_folder());
  if (!list) return std::unexpected(list.error());
  for (const auto& e : *list) RSMF_TRY(files_.rename(pack_folder() + "/" + e.name, folder_ + "/" + e.name));
  return {};
}

// Beside the folders of slices are tables, which are written again, and volumes, which are not.
Result<void> Staging::take_back_file(const std::string& name) const {
  const std::string path = folder_ + "/" + name;
  return is_volume_name(name) ? files_.rename(path, pack_folder() + "/" + name) : files_.remove_all(path);
}

Result<uint64_t> Staging::keep_finished(size_t inputs) const {
  uint64_t slices = 0;
  for (size_t input = 0; input < inputs; ++input) {
    const std::string from = source_folder(input);
    auto journal = SliceJournal::look(files_, InputFolder(from).journal(), run_);
    if (!journal) return std::unexpected(journal.error());
    slices += journal->slices;
    if (journal->slices == 0) RSMF_TRY(files_.remove_all(from));
    RSMF_TRY(InputFolder(from).remove_tables(files_));
  }
  auto list = files_.list(folder_);
  if (!list) return std::unexpected(list.error());
  for (const auto& e : *list)
    if (!e.is_directory && !e.name.starts_with('.')) RSMF_TRY(take_back_file(e.name));
  return slices;
}

}  // namespace rsmf
