#include "inspect/rsmf_outline.hpp"

#include <strings.h>

namespace rsmf {

std::string RsmfOutline::header(std::string_view name) const {
  for (const MailHeader& header : headers) {
    const bool same =
        header.name.size() == name.size() && strncasecmp(header.name.data(), name.data(), name.size()) == 0;
    if (same) return header.value;
  }
  return {};
}

Result<RsmfOutline> outline(FileSystem& files, const std::string& path) {
  BreachLog log;
  auto file = RsmfFile::open(files, path, {}, log);
  RSMF_TRY(file);
  RsmfOutline outline;
  outline.path = path;
  outline.kind = (*file)->kind();
  outline.sizes = (*file)->sizes();
  outline.headers = (*file)->headers();
  outline.entries = (*file)->entries();
  outline.manifest_entry = (*file)->manifest_entry();
  outline.has_text = (*file)->has_text();
  outline.has_manifest = (*file)->has_manifest();
  outline.is_rsmf = log.count(RuleId::not_an_rsmf) == 0;
  outline.tolerated = std::move(log.kept());
  return outline;
}

}  // namespace rsmf
