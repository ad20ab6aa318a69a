#include "inspect/header_scan.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include "rsmf/read/rsmf_file.hpp"

namespace rsmf {
namespace {

constexpr size_t kAtOnce = 4096;  // files between two looks at the stop flag, shared among the threads

HeaderRow row_of(FileSystem& files, const std::string& path) {
  HeaderRow row;
  row.file = path;
  BreachLog log(1);
  RsmfReadOptions options;
  options.depth = RsmfReadOptions::Depth::headers;
  auto file = RsmfFile::open(files, path, options, log);
  if (!file) {
    row.trouble = file.error().message;
    return row;
  }
  row.bytes = (*file)->sizes().file;
  if (log.count(RuleId::not_an_rsmf) > 0 || (*file)->kind() != RsmfKind::mail)
    row.trouble = "no mail: it has no headers";
  const std::pair<std::string_view, std::string HeaderRow::*> wanted[] = {
      {"X-RSMF-Version", &HeaderRow::version},
      {"X-RSMF-Generator", &HeaderRow::generator},
      {"X-RSMF-Application", &HeaderRow::application},
      {"X-RSMF-Custodian", &HeaderRow::custodian},
      {"X-RSMF-BeginDate", &HeaderRow::begin},
      {"X-RSMF-EndDate", &HeaderRow::end},
      {"X-RSMF-EventCount", &HeaderRow::events},
      {"X-RSMF-AttachmentCount", &HeaderRow::attachments},
      {"X-RSMF-Participants", &HeaderRow::participants},
      {"X-RSMF-EventCollectionID", &HeaderRow::collection},
      {"From", &HeaderRow::from},
      {"Subject", &HeaderRow::subject},
  };
  for (const auto& [name, member] : wanted)
    if (const MailHeader* header = (*file)->header(name)) row.*member = header->value;
  return row;
}

}  // namespace

Result<void> scan_headers(FileSystem& files, const std::vector<std::string>& paths, const HeaderScan& scan) {
  const unsigned threads = std::max(1u, scan.threads != 0 ? scan.threads : std::thread::hardware_concurrency());
  std::vector<HeaderRow> rows;
  for (size_t begin = 0; begin < paths.size(); begin += kAtOnce) {
    if (scan.stop && *scan.stop) return fail(ErrorKind::interrupted, "interrupted");
    const size_t count = std::min(kAtOnce, paths.size() - begin);
    rows.assign(count, {});
    std::atomic<size_t> next = 0;
    auto work = [&] {
      for (size_t i; (i = next++) < count;) rows[i] = row_of(files, paths[begin + i]);
    };
    {
      std::vector<std::jthread> others;
      for (unsigned t = 1; t < threads && t < count; ++t) others.emplace_back(work);
      work();
    }
    for (HeaderRow& row : rows) scan.on_row(std::move(row));
  }
  return {};
}

}  // namespace rsmf
