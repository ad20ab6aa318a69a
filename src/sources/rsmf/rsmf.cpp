// RSMF itself: see README.md.
#include <algorithm>

#include "archive/packed_files.hpp"
#include "archive/zip_records.hpp"
#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "sources/rsmf/rsmf_findings.hpp"
#include "sources/rsmf/rsmf_options.hpp"
#include "sources/rsmf/rsmf_source.hpp"
#include "sources/shared_options.hpp"

namespace rsmf {
namespace rsmf_source {
namespace {

constexpr size_t kProbeBytes = 64 * 1024;
constexpr int kMostProbes = 20;

/// A mail with a header that only RSMF has.
bool looks_like_mail(std::string_view head, std::string& why) {
  constexpr std::string_view kHeader = "X-RSMF-Version:";
  for (size_t at = 0; at < head.size(); ++at) {
    if (equals_ignoring_case(head.substr(at, kHeader.size()), kHeader)) {
      why = "a mail with the header X-RSMF-Version";
      return true;
    }
    at = std::min(head.find('\n', at), head.size());
  }
  return false;
}

/// Of a volume of packed output: what its first file begins with; empty if it is none.
std::string_view first_of_volume(std::string_view zip) {
  const auto header = ZipLocalHeader::at_start_of(zip);
  if (!header || zip.size() <= header->size() || !is_rsmf_name(header->name())) return {};
  return zip.substr(header->size());
}

/// By content where that is at hand; the manifest of a zip in an archive is not, nor that of a mail without headers.
int probe(const Container& container, std::string& why) {
  const auto& entries = container.entries();
  bool alone = container.kind() == Container::Kind::file;
  int probes = 0, best = 0;
  for (size_t i = 0; i < entries.size() && probes < kMostProbes; ++i) {
    bool bare = false;
    std::string_view name = entries[i].name;
    if (!InputFiles::may_hold(name, bare) && !alone) continue;
    ++probes;
    auto head = container.prefix(i, kProbeBytes);
    if (!head) continue;
    if ((bare || alone) && looks_like_manifest(*head, why)) return 95;
    if (!bare && looks_like_mail(*head, why)) return 95;
    if (auto first = first_of_volume(*head); !first.empty()) {
      if (looks_like_mail(first, why)) return 95;
      best = 50;
    }
    if (fold_case(name.substr(name.rfind('/') + 1)) == "rsmf.zip" || name.ends_with(".rsmf")) best = 50;
  }
  if (best > 0) why = "files are named as RSMF files are";
  return best;
}

Result<std::unique_ptr<Source>> open(const SourceArgs& args) {
  auto zone = TimeZone::find(kTimezone.value(args.options));
  if (!zone) return std::unexpected(zone.error());
  return std::make_unique<RsmfSource>(args, std::move(*zone));
}

constexpr Fidelity kFidelity[] = {
    {"all fields of participants and events, 1.0.0 and 2.0.0", "kept", ""},
    {"conversations, custodian, event collection id", "kept", "slices of one conversation become one again"},
    {"members at the start of each file, joins, leaves", "kept", ""},
    {"attachments, avatars", "kept", "entries keep their names where no other file has it"},
    {"what our writer put into custom properties", "kept", "read back: parents in other slices, stated counts, ..."},
    {"members that no version knows", "kept", "as custom properties; of the manifest itself: lost, finding RSF-009"},
    {"icons of conversations", "lost", "finding RSF-043: review platforms warn of any"},
    {"text part, other headers of the mail", "lost", "made anew; X-RSMF headers of others: finding RSF-044"},
    {"times finer than 100 ns", "partly", "only with --repair, and cut when written"},
};
constexpr const OptionSpec* kOptions[] = {&kFilesFolder, &kRepair, &kTimezone};

}  // namespace
}  // namespace rsmf_source

extern const SourceFormat rsmf_format;
const SourceFormat rsmf_format = {
    .id = "rsmf",
    .title = "RSMF, to be sliced, merged, filtered, repaired or rewritten",
    .inputs = ".rsmf or .eml file, rsmf.zip, rsmf_manifest.json, or a folder or zip of them",
    .probe = rsmf_source::probe,
    .open = rsmf_source::open,
    .findings = rsmf_source::all_findings(),
    .fidelity = rsmf_source::kFidelity,
    .options = rsmf_source::kOptions,
};

}  // namespace rsmf
