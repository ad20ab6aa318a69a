#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/utf8.hpp"
#include "rsmf/validate/layer_rules.hpp"

namespace rsmf {
namespace {

using Kind = FileReference::Kind;

Place place_of(const RsmfEntry& entry) {
  Place place;
  place.entry = entry.name;
  place.offset = entry.offset;
  return place;
}

RuleId missing_rule(Kind kind) {
  switch (kind) {
    case Kind::attachment:
      return RuleId::attachment_missing;
    case Kind::avatar:
      return RuleId::avatar_missing;
    case Kind::icon:
      break;
  }
  return RuleId::icon_missing;
}

bool is_image(std::string_view start) {
  return start.starts_with("\x89PNG\r\n\x1A\n") || start.starts_with("\xFF\xD8\xFF") || start.starts_with("GIF87a") ||
         start.starts_with("GIF89a");
}

class ReferenceRules {
 public:
  ReferenceRules(const RsmfFile& file, const ManifestFacts& facts, BreachLog& log)
      : file_(file), facts_(facts), log_(log), use_(file.entries().size()) {}

  Result<void> check() {
    for (const FileReference& reference : facts_.files) check_reference(reference);
    RSMF_TRY(check_images());
    if (facts_.is_object && facts_.complete) check_unreferenced();
    return {};
  }

 private:
  struct Use {
    bool counted = false;  // by an attachment or avatar
    bool icon = false, image_noted = false;
  };
  struct Image {
    size_t index;  // of the entry
    const FileReference* reference;
  };
  void check_reference(const FileReference& reference);
  Result<void> check_images();
  Result<void> check_image(const FileReference& reference, size_t index);
  void check_unreferenced();

  const RsmfFile& file_;
  const ManifestFacts& facts_;
  BreachLog& log_;
  std::vector<Use> use_;
  std::vector<Image> images_;  // each entry once, under the first reference to it
};

void ReferenceRules::check_reference(const FileReference& reference) {
  int64_t found = file_.find(reference.id);
  if (found < 0) {
    log_.add(missing_rule(reference.kind), reference.place, fmt::format("\"{}\"", excerpt(reference.id)));
    return;
  }
  const RsmfEntry& entry = file_.entries()[size_t(found)];
  Use& use = use_[size_t(found)];
  bool is_icon = reference.kind == Kind::icon;
  if (!is_icon && !use.counted) {
    use.counted = true;
    if (entry.size == 0) log_.add(RuleId::entry_empty, place_of(entry));
    if (entry.name.find_first_of("/\\") != entry.name.npos)
      log_.add(RuleId::referenced_in_folder, place_of(entry), fmt::format("\"{}\" names it", excerpt(reference.id)));
  }
  use.icon |= is_icon;
  if (reference.stated_size >= 0 && uint64_t(reference.stated_size) != entry.size)
    log_.add(RuleId::attachment_size, reference.place,
             fmt::format("{} stated, {} in the zip", reference.stated_size, entry.size));
  bool to_check = reference.kind != Kind::attachment && entry.readable && entry.size > 0;
  if (to_check && !std::exchange(use.image_noted, true)) images_.push_back({size_t(found), &reference});
}

/// As they lie in the zip: other orders may cost as much as the whole zip for each.
Result<void> ReferenceRules::check_images() {
  std::ranges::stable_sort(images_, {}, [&](const Image& image) { return file_.entries()[image.index].offset; });
  for (const Image& image : images_) RSMF_TRY(check_image(*image.reference, image.index));
  return {};
}

Result<void> ReferenceRules::check_image(const FileReference& reference, size_t index) {
  const RsmfEntry& entry = file_.entries()[index];
  auto stream = file_.open_entry(index);
  if (!stream) return std::unexpected(std::move(stream.error()));
  std::array<char, 8> start;
  auto n = read_fully(**stream, start);
  if (!n && n.error().kind != ErrorKind::format) return std::unexpected(std::move(n.error()));
  if (!n || is_image({start.data(), *n})) return {};  // damage is told elsewhere
  log_.add(RuleId::image_kind, place_of(entry),
           fmt::format("{} \"{}\"", reference.kind == Kind::icon ? "icon" : "avatar", excerpt(reference.id)));
  return {};
}

void ReferenceRules::check_unreferenced() {
  for (size_t i = 0; i < use_.size(); ++i) {
    const RsmfEntry& entry = file_.entries()[i];
    if (use_[i].counted || int64_t(i) == file_.manifest_entry() || entry.name == "rsmf_manifest.json") continue;
    std::string message;
    if (use_[i].icon) message = "only a conversation's icon names it, which Relativity does not count";
    if (entry.is_folder) message = "it is a folder";
    log_.add(RuleId::entry_unreferenced, place_of(entry), std::move(message));
  }
}

}  // namespace

Result<void> check_references(const RsmfFile& file, const ManifestFacts& facts, BreachLog& log) {
  if (file.kind() == RsmfKind::manifest) return {};
  return ReferenceRules(file, facts, log).check();
}

}  // namespace rsmf
