#include "rsmf/read/zip_archive.hpp"

#include <utility>

#include "archive/zip_reader.hpp"
#include "base/utf8.hpp"
#include "rsmf/read/zip_rules.hpp"

namespace rsmf {

Result<std::unique_ptr<ZipArchive>> ZipArchive::open(const RandomFile& zip, const std::string& path,
                                                     const RsmfReadOptions& options, BreachLog& log) {
  std::unique_ptr<ZipArchive> archive(new ZipArchive(zip, path));
  auto listing =
      list_zip(zip, {.max_entries = options.max_entries}, [&](const ZipFault& fault) { log_zip_fault(fault, log); });
  RSMF_TRY(listing);
  archive->listing_ = std::move(*listing);
  archive->manifest_ = choose_manifest(archive->listing_, log);
  check_listing(archive->listing_, zip.size(), archive->manifest_, options, log);
  archive->make_index();
  return archive;
}

void ZipArchive::make_index() {
  by_name_.reserve(entries().size());
  for (size_t i = 0; i < entries().size(); ++i) {
    std::string_view name = entries()[i].name;
    by_name_.try_emplace(name, uint32_t(i));
    size_t slash = name.find_last_of("/\\");
    if (slash != name.npos && slash + 1 < name.size()) by_base_name_.try_emplace(name.substr(slash + 1), uint32_t(i));
  }
}

int64_t ZipArchive::find(std::string_view id) const {
  if (auto it = by_name_.find(id); it != by_name_.end()) return it->second;
  if (auto it = by_base_name_.find(id); it != by_base_name_.end()) return it->second;
  return -1;
}

Result<std::unique_ptr<ByteSource>> ZipArchive::open_entry(size_t index) const {
  const RsmfEntry& entry = entries()[index];
  return rsmf::open_entry(zip_, entry, path_ + "!" + excerpt(entry.name));
}

}  // namespace rsmf
