// What the survey tells of the layers around a manifest.
#include <fmt/format.h>

#include "base/utf8.hpp"
#include "sources/rsmf/surveyor.hpp"

namespace rsmf::rsmf_source {
namespace {

// Nearly all slices are smaller; what is larger is read twice.
constexpr size_t kWholeBytes = size_t{8} * 1024 * 1024;
constexpr uint64_t kMostEntries = 1000;

/// Headers whose content the writer makes anew.
bool is_made_anew(std::string_view header) {
  for (std::string_view known : {"version", "generator", "begindate", "enddate", "eventcount", "application",
                                 "custodian", "participants", "attachmentcount", "eventcollectionid"})
    if (header == known) return true;
  return false;
}

/// The first entry that looks like one more RSMF; empty if there is none.
std::string first_rsmf_in(const RsmfFile& layers) {
  bool bare = false;
  for (const RsmfEntry& entry : layers.entries()) {
    std::string name = fold_case(entry.name);
    bool other_zip = name.ends_with(".zip") && !name.ends_with("rsmf.zip");
    if (!entry.is_folder && !other_zip && InputFiles::may_hold(name, bare)) return entry.name;
  }
  return {};
}

}  // namespace

/// False if there is nothing to be read in it; then a finding says so.
bool Surveyor::open(uint32_t file) {
  version_.clear();
  collection_id_.clear();
  custodian_header_.clear();
  collection_header_.clear();
  root_members_ = 0;
  named_.clear();
  in_memory_ = has_events_ = false;
  BreachLog log(1);
  auto layers = files_.layers(file, &log);
  if (!layers) {
    report(Trouble::unreadable, {}, unreadable_message(layers.error()));
    return false;
  }
  if (*layers != nullptr) {
    if (log.count(RuleId::not_an_rsmf) > 0 || !(*layers)->has_manifest()) {
      if (std::string inside = first_rsmf_in(**layers); !inside.empty()) {
        report(Trouble::nested_archive, {}, fmt::format("The archive holds {}.", excerpt(inside, 200)));
        return false;
      }
      std::string name = fold_case(files_.all()[file].path);
      bool ours = name.ends_with(".rsmf") || (*layers)->header("X-RSMF-Version") != nullptr;
      report(ours ? Trouble::unreadable : Trouble::no_manifest, {}, ours ? "The file has no manifest." : "");
      return false;
    }
    for (const Breach& breach : log.kept())
      if (severity(rule(breach.rule), Profile::strict) != Severity::info)
        report(Trouble::tolerated, {},
               fmt::format("It breaks rule {}: {}{}.", rule(breach.rule).code, rule(breach.rule).title,
                           breach.message.empty() ? "" : fmt::format(" ({})", excerpt(breach.message, 200))));
    tell_headers(**layers);
    named_.assign((*layers)->entries().size(), false);
    if ((*layers)->manifest_entry() >= 0) named_[static_cast<size_t>((*layers)->manifest_entry())] = true;
  }
  if (files_.all()[file].size > kWholeBytes) return true;
  auto stream = files_.manifest(file);
  if (!stream) return true;  // the next reading says so
  whole_.clear();
  in_memory_ = read_all(**stream, whole_, kWholeBytes).has_value();
  return true;
}

void Surveyor::tell_headers(const RsmfFile& layers) {
  if (const MailHeader* version = layers.header("X-RSMF-Version")) version_ = version->value;
  const MailHeader* generator = layers.header("X-RSMF-Generator");
  facts_->ours = generator != nullptr && generator->value.starts_with("rsmf ");
  if (const MailHeader* custodian = layers.header("X-RSMF-Custodian")) custodian_header_ = custodian->value;
  if (const MailHeader* collection = layers.header("X-RSMF-EventCollectionID")) collection_header_ = collection->value;
  constexpr std::string_view kPrefix = "x-rsmf-";
  for (const MailHeader& header : layers.headers()) {
    std::string name = fold_case(header.name);
    if (!name.starts_with(kPrefix) || is_made_anew(std::string_view(name).substr(kPrefix.size()))) continue;
    report(Trouble::header, header.name,
           fmt::format("The header {} is \"{}\".", header.name, excerpt(header.value, 200)), header.offset);
  }
}

void Surveyor::name_entry(std::string_view id) {
  if (id.empty() || named_.empty()) return;
  int64_t entry = files_.entry_of(file_, id);
  if (entry >= 0) named_[static_cast<size_t>(entry)] = true;
}

/// What no row names has no place in the output.
void Surveyor::tell_unnamed_entries() {
  if (named_.empty()) return;
  auto layers = files_.layers(file_);
  if (!layers || *layers == nullptr) return;
  uint64_t count = 0;
  const auto& entries = (*layers)->entries();
  for (size_t i = 0; i < entries.size() && i < named_.size(); ++i) {
    if (named_[i] || entries[i].is_folder || !entries[i].readable || count++ >= kMostEntries) continue;
    report(Trouble::unnamed_entry, {},
           fmt::format("No row names the file \"{}\" ({} bytes).", excerpt(entries[i].name, 200), entries[i].size));
  }
  if (count > kMostEntries)
    report(Trouble::unnamed_entry, {}, fmt::format("{} more files are named by no row.", count - kMostEntries));
}

}  // namespace rsmf::rsmf_source
