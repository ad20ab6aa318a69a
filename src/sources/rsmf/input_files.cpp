#include "sources/rsmf/input_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "archive/packed_files.hpp"
#include "base/digest.hpp"
#include "base/utf8.hpp"
#include "io/owning_stream.hpp"
#include "rsmf/schema/manifest_names.hpp"

namespace rsmf::rsmf_source {
namespace {

// A member of an archive that has layers of its own has to be unpacked before it can be looked into.
constexpr size_t kMaxUnpacked = size_t{512} * 1024 * 1024;
constexpr std::string_view kManifest = "rsmf_manifest.json";

Result<std::unique_ptr<ByteSource>> held(std::shared_ptr<const RsmfFile> file,
                                         Result<std::unique_ptr<ByteSource>> stream) {
  if (!stream) return stream;
  return held_stream(std::move(file), std::move(*stream));
}

std::string key_of(uint32_t file, std::string_view name) {
  return std::to_string(file) + ":" + std::string(name);
}

}  // namespace

bool InputFiles::may_hold(std::string_view name, bool& bare) {
  std::string base = fold_case(name.substr(name.rfind('/') + 1));
  bare = base == kManifest;
  return bare || base.ends_with(".rsmf") || base.ends_with(".eml") || base.ends_with(".zip");
}

bool looks_like_manifest(std::string_view head, std::string& why) {
  size_t first = head.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  if (first == std::string_view::npos || head[first] != '{') return false;
  using Name = ManifestName;
  auto has = [&](Name name) { return head.find(fmt::format("\"{}\"", spelling(name))) != std::string_view::npos; };
  int members = 0;
  for (Name name : {Name::participants, Name::conversations, Name::events, Name::version}) members += has(name);
  // A long list of events may stand before the rest.
  bool events = has(Name::events) && has(Name::type) && has(Name::conversation);
  if (members < 2 || (members < 3 && !events)) return false;
  why = "an object with members of an RSMF manifest";
  return true;
}

InputFiles::InputFiles(const Container& container, FileSystem& files, std::string outside)
    : container_(container), files_(files), beside_(container, files, std::move(outside)) {
  const auto& entries = container.entries();
  bool alone = container.kind() == Container::Kind::file;
  for (size_t i = 0; i < entries.size(); ++i) {
    InputFile input;
    input.entry = i;
    input.size = entries[i].size;
    const std::string& name = entries[i].name;
    if (alone) {
      auto head = container.prefix(i, 1);
      std::string start = head ? *container.prefix(i, 4096) : std::string();
      size_t first = start.find_first_not_of("\xEF\xBB\xBF \t\r\n");
      input.bare = first != std::string::npos && start[first] == '{';
    } else if (!may_hold(name, input.bare)) {
      continue;
    } else if (container.kind() == Container::Kind::folder && fold_case(name).ends_with(".zip") && add_volume(name)) {
      continue;
    }
    size_t slash = name.rfind('/');
    if (slash != std::string::npos) input.folder = name.substr(0, slash + 1);
    input.path = alone ? container.path() : container.path() + "!" + name;
    inputs_.push_back(std::move(input));
  }
  if (!volumes_.empty()) sort();
}

/// The RSMF files in a volume of packed output, which lies in the folder that is the input.
bool InputFiles::add_volume(const std::string& name) {
  const std::string path = container_.path() + "/" + name;
  auto zip = open_container(files_, path);
  if (!zip || !is_volume(**zip)) return false;
  for (size_t i = 0; i < (*zip)->entries().size(); ++i) {
    const ContainerEntry& entry = (*zip)->entries()[i];
    if (!is_rsmf_name(entry.name)) continue;
    InputFile input;
    input.entry = i;
    input.volume = zip->get();
    input.size = entry.size;
    input.path = path + "!" + entry.name;
    inputs_.push_back(std::move(input));
  }
  volumes_.push_back(std::move(*zip));
  return true;
}

/// By their names in the folder or volume they lie in: packed files in the order they would have as loose ones.
void InputFiles::sort() {
  auto name_of = [this](const InputFile& f) -> const std::string& {
    return (f.volume ? *f.volume : container_).entries()[f.entry].name;
  };
  std::stable_sort(inputs_.begin(), inputs_.end(),
                   [&](const InputFile& a, const InputFile& b) { return name_of(a) < name_of(b); });
}

Result<std::shared_ptr<const RsmfFile>> InputFiles::layers(uint32_t file, BreachLog* log) const {
  const InputFile& input = inputs_[file];
  if (input.bare) return nullptr;
  std::lock_guard lock(mutex_);
  if (last_file_ == file && log == nullptr) return last_;
  auto bytes = open_member(input.volume ? *input.volume : container_, input.entry, kMaxUnpacked);
  if (!bytes) return std::unexpected(bytes.error());
  BreachLog unused(0);
  auto opened = RsmfFile::open(std::move(*bytes), input.path, {}, log != nullptr ? *log : unused);
  if (!opened) return std::unexpected(opened.error());
  last_ = std::move(*opened);
  last_file_ = file;
  return last_;
}

Result<std::unique_ptr<ByteSource>> InputFiles::manifest(uint32_t file) const {
  if (inputs_[file].bare) return container_.open(inputs_[file].entry);
  auto opened = layers(file);
  if (!opened) return std::unexpected(opened.error());
  if (!(*opened)->has_manifest()) return fail(ErrorKind::format, "there is no rsmf_manifest.json in it");
  return held(*opened, (*opened)->open_manifest());
}

std::string InputFiles::resolve(uint32_t file, std::string_view id, bool in_folders, bool& tolerated) const {
  tolerated = false;
  const InputFile& input = inputs_[file];
  if (input.bare) {
    std::string key;
    beside_.find(input.folder, id, key);
    if (!key.empty()) return key;
    beside_.find(input.folder, "attachments/" + std::string(id), key);
    tolerated = !key.empty();
    return tolerated && !in_folders ? std::string() : key;
  }
  auto opened = layers(file);
  if (!opened || *opened == nullptr) return {};
  int64_t entry = (*opened)->find(id);
  if (entry < 0) return {};
  const RsmfEntry& found = (*opened)->entries()[static_cast<size_t>(entry)];
  tolerated = found.name != id;
  if (!found.readable || entry == (*opened)->manifest_entry() || (tolerated && !in_folders)) return {};
  std::string key = key_of(file, found.name);
  auto alias = aliases_.find(key);
  return alias == aliases_.end() ? key : alias->second;
}

int64_t InputFiles::entry_of(uint32_t file, std::string_view id) const {
  auto opened = layers(file);
  return opened && *opened != nullptr ? (*opened)->find(id) : -1;
}

std::string InputFiles::look_of(uint32_t file, std::string_view id, std::string_view key) const {
  int64_t index = entry_of(file, id);
  if (index < 0) return digest(key);
  const RsmfEntry& entry = (*layers(file))->entries()[static_cast<size_t>(index)];
  return std::to_string(entry.size) + ":" + std::to_string(entry.crc);
}

void InputFiles::identify(uint32_t file, bool in_folders, EventDraft& event, Arena& memory) const {
  for (AttachmentDraft& a : event.attachments) {
    bool tolerated = false;
    std::string key = a.id.empty() ? std::string() : resolve(file, a.id, in_folders, tolerated);
    if (!key.empty()) a.print = memory.copy(digest(key));
  }
}

void InputFiles::learn(uint32_t file, std::string_view id) {
  auto opened = layers(file);
  if (!opened || *opened == nullptr) return;
  int64_t index = (*opened)->find(id);
  if (index < 0) return;
  const RsmfEntry& entry = (*opened)->entries()[static_cast<size_t>(index)];
  if (!entry.readable) return;
  std::string name = entry.name;
  std::string looks = name + "\n" + std::to_string(entry.size) + "\n" + std::to_string(entry.crc);
  auto [at, fresh] = first_.try_emplace(std::move(looks), file);
  if (fresh || at->second == file) return;
  std::string first = key_of(at->second, name), second = key_of(file, name);
  if (aliases_.contains(second)) return;
  if (auto a = digest(first), b = digest(second); !a.empty() && a == b) aliases_.emplace(second, first);
}

/// Of all bytes; empty if they cannot be read.
std::string InputFiles::digest(std::string_view key) const {
  auto stream = open(key);
  if (!stream) return {};
  Sha256 sha;
  std::vector<char> block(64 * 1024);
  for (;;) {
    auto got = (*stream)->read(block);
    if (!got) return {};
    if (*got == 0) return sha.finish();
    sha.update({block.data(), *got});
  }
}

ExportPath InputFiles::path_of(std::string_view key) const {
  uint32_t file = 0;
  auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), file);
  if (error != std::errc() || file >= inputs_.size()) return beside_.path_of(key);
  const InputFile& input = inputs_[file];
  std::string path =
      input.volume ? input.path.substr(container_.path().size() + 1) : container_.entries()[input.entry].name;
  return {path.append("!").append(end + 1, key.data() + key.size())};
}

Result<std::unique_ptr<ByteSource>> InputFiles::open(std::string_view key) const {
  uint32_t file = 0;
  auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), file);
  if (error != std::errc() || file >= inputs_.size()) return beside_.open(key);
  std::string_view name = key.substr(static_cast<size_t>(end - key.data()) + 1);
  auto opened = layers(file);
  if (!opened) return std::unexpected(opened.error());
  int64_t entry = *opened == nullptr ? -1 : (*opened)->find(name);
  if (entry < 0) return fail(ErrorKind::io, "no such entry: " + std::string(name));
  return held(*opened, (*opened)->open_entry(static_cast<size_t>(entry)));
}

}  // namespace rsmf::rsmf_source
