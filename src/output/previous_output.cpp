#include "output/previous_output.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace rsmf {
namespace {

constexpr std::string_view kList = "outputs.csv";
constexpr std::array<std::string_view, 4> kTables = {"findings.csv", kList, "attachments.csv", PreviousOutput::kReport};
constexpr int kMaxDepth = 3;  // input/conversation/slice.rsmf

Result<std::string> content(FileSystem& files, const std::string& path) {
  auto file = files.open(path);
  if (!file) return std::unexpected(file.error());
  std::string text((*file)->size(), '\0');
  auto n = (*file)->read_at(0, text);
  if (!n) return std::unexpected(n.error());
  text.resize(*n);
  return text;
}

/// Calls `use` with number and text of each cell; the number starts from 0 in each row.
template <class Use>
void each_cell(std::string_view csv, Use use) {
  std::string cell;
  size_t column = 0;
  bool quoted = false;
  for (size_t i = 0; i < csv.size(); ++i) {
    char c = csv[i];
    bool doubled = quoted && c == '"' && i + 1 < csv.size() && csv[i + 1] == '"';
    if (c == '"' && !doubled) {
      quoted = !quoted;
      continue;
    }
    if (doubled) ++i;
    if (!quoted && (c == ',' || c == '\n')) {
      use(column, cell);
      cell.clear();
      column = c == ',' ? column + 1 : 0;
    } else if (quoted || c != '\r') {
      cell += c;
    }
  }
}

}  // namespace

bool is_own_folder(std::string_view name) {
  return name == kStagingFolder || name == kReplacingFolder || name == kReplacedFolder;
}

Result<PreviousOutput> PreviousOutput::read(FileSystem& files, const std::string& path) {
  auto csv = content(files, path);
  if (!csv) return std::unexpected(csv.error());
  PreviousOutput run;
  // Packed output has volumes in place of the files.
  const bool packed = csv->substr(0, csv->find('\n')).find(",volume,") != std::string::npos;
  size_t row = 0, wanted = 0;
  each_cell(*csv, [&](size_t column, const std::string& cell) {
    if (column == 0) ++row;
    if (row == 1 && packed && cell == "volume") wanted = column;
    if (row > 1 && column == wanted) run.listed_.insert(cell);
  });
  for (auto table : kTables) run.listed_.emplace(table);
  return run;
}

Result<std::string> PreviousOutput::stranger(FileSystem& files, const std::string& folder) const {
  return stranger(files, folder, "", 1);
}

Result<std::string> PreviousOutput::stranger(FileSystem& files, const std::string& folder, const std::string& prefix,
                                             int depth) const {
  auto list = files.list(folder + "/" + prefix);
  if (!list) return std::unexpected(list.error());
  for (const auto& e : *list) {
    std::string name = prefix + e.name;
    if (depth == 1 && e.is_directory && is_own_folder(e.name)) continue;
    if (e.is_directory && depth < kMaxDepth) {
      auto below = stranger(files, folder, name + "/", depth + 1);
      if (!below || !below->empty()) return below;
    } else if (e.is_directory || !listed_.contains(name)) {
      return name;
    }
  }
  return std::string();
}

Result<bool> PreviousOutput::is_at(FileSystem& files, const std::string& folder, std::string& stranger) {
  auto list = files.list(folder);
  if (!list) return std::unexpected(list.error());
  for (auto table : kTables)
    if (std::none_of(list->begin(), list->end(), [&](const auto& e) { return e.name == table && !e.is_directory; }))
      return false;
  auto report = files.open(folder + "/" + std::string(kReport));
  if (!report) return std::unexpected(report.error());
  char head[64] = {};
  auto n = (*report)->read_at(0, head);
  if (!n) return std::unexpected(n.error());
  if (!std::string_view(head, *n).starts_with("{\n  \"generator\": \"rsmf ")) return false;
  auto run = read(files, folder + "/" + std::string(kList));
  if (!run) return std::unexpected(run.error());
  auto found = run->stranger(files, folder);
  if (!found) return std::unexpected(found.error());
  stranger = *found;
  return stranger.empty();
}

}  // namespace rsmf
