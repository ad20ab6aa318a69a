#include "archive/container.hpp"

#include <algorithm>

#include "archive/container_kinds.hpp"
#include "archive/packed_files.hpp"

namespace rsmf {

constexpr FindingSpec kContainerFindings[] = {
    {"ZIP-001", Severity::error, Action::skipped_file, "A file in the archive is encrypted",
     "Encrypted files cannot be read. Nothing of this file is in the output.",
     "Ask for an export without a password, or unpack the archive with its password and convert the folder."},
    {"ZIP-002", Severity::error, Action::skipped_file, "The name of a file in the archive leads out of the archive",
     "Ordinary programs do not write such names; they can be used to overwrite other files. The file was not read.",
     "Find out where the archive comes from and who changed it."},
    {"ZIP-003", Severity::error, Action::skipped_file,
     "A file in the archive is compressed by a method that is not supported", "Nothing of this file is in the output.",
     "Unpack the archive with another program and convert the folder."},
    {"ZIP-004", Severity::error, Action::skipped_file, "A file in the archive unpacks to an implausible size",
     "Archives can be made to fill a disk when they are unpacked (a \"zip bomb\"). The file was not read.",
     "If the archive is genuine, unpack it with another program and convert the folder."},
    {"ZIP-005", Severity::warning, Action::kept, "The archive holds two files of the same name",
     "Both were read. Messages that are the same in both are in the output once.",
     "Find out how the archive was made if the two files differ."},
    {"ZIP-006", Severity::info, Action::repaired, "The name of a file in the archive is in an old encoding",
     "The name is not in UTF-8 and was read as code page 437. Its special characters may be wrong; the content of the "
     "file is not affected.",
     "Compare the name with the original system if it matters."},
    {"FLD-001", Severity::error, Action::skipped_file, "A symbolic link was not followed",
     "A symbolic link points to a file elsewhere, perhaps outside of the export. What it points to was not read.",
     "If the file is part of the export, copy the file itself into the folder."},
    {"FLD-002", Severity::error, Action::skipped_file,
     "An entry of the folder is neither a file nor a folder, or is not accessible",
     "It may be a device, a pipe or an entry without permission to read. It was not read.",
     "Check the entry and its permissions."},
};

const FindingSpec& container_finding(ContainerTrouble trouble) {
  return kContainerFindings[size_t(trouble)];
}
Finding about(ContainerTrouble trouble, std::string name) {
  const FindingSpec& spec = container_finding(trouble);
  std::string message = std::string(spec.title) + ": \"" + name + "\".";
  return {&spec, {}, std::move(name), std::move(message), {}};
}
std::span<const FindingSpec> container_findings() {
  return kContainerFindings;
}

int64_t Container::find(std::string_view name) const {
  auto it = std::lower_bound(entries_.begin(), entries_.end(), name,
                             [](const ContainerEntry& e, std::string_view n) { return e.name < n; });
  return it != entries_.end() && it->name == name ? it - entries_.begin() : -1;
}

void Container::sort_entries() {
  std::stable_sort(entries_.begin(), entries_.end(),
                   [](const ContainerEntry& a, const ContainerEntry& b) { return a.name < b.name; });
}

Result<std::unique_ptr<RandomFile>> Container::open_in_place(size_t) const {
  return nullptr;
}

std::optional<std::string> Container::local_path(size_t) const {
  return std::nullopt;
}

Result<std::string> Container::prefix(size_t entry, size_t bytes) const {
  auto stream = open(entry);
  if (!stream) return std::unexpected(stream.error());
  std::string text(bytes, '\0');
  auto n = read_fully(**stream, {text.data(), text.size()});
  if (!n) return std::unexpected(n.error());
  text.resize(*n);
  return text;
}

bool is_ignored_name(std::string_view name) {
  auto base = name.substr(name.rfind('/') + 1);
  return base.empty() || base.starts_with("._") || base == ".DS_Store" || base == "Thumbs.db" ||
         base == "desktop.ini" || name.starts_with("__MACOSX/") || name.find("/__MACOSX/") != std::string_view::npos;
}

bool is_safe_name(std::string_view name) {
  if (name.empty() || name[0] == '/' || name.find('\0') != std::string_view::npos) return false;
  if (name.size() > 4096 || (name.size() >= 2 && name[1] == ':')) return false;
  while (!name.empty()) {
    size_t slash = std::min(name.find('/'), name.size());
    if (name.substr(0, slash) == "..") return false;
    name.remove_prefix(std::min(slash + 1, name.size()));
  }
  return true;
}

Result<std::unique_ptr<Container>> open_container(FileSystem& files, const std::string& path,
                                                  const ContainerLimits& limits) {
  auto kind = files.kind(path);
  if (!kind) return std::unexpected(kind.error());
  switch (*kind) {
    case PathKind::absent:
      if (auto inside = open_path_into_zip(files, path); !inside || *inside)
        return inside ? open_single_file(std::move(*inside), path, false) : std::unexpected(inside.error());
      return fail(ErrorKind::usage, "no such file or folder: " + path);
    case PathKind::other:
      return fail(ErrorKind::usage, "neither a file nor a folder: " + path);
    case PathKind::directory:
      return open_folder(files, path, limits);
    case PathKind::file:
      break;
  }
  auto file = files.open(path);
  if (!file) return std::unexpected(file.error());
  char magic[4] = {};
  auto n = (*file)->read_at(0, magic);
  if (!n) return std::unexpected(n.error());
  std::string_view seen(magic, *n);
  if (seen == "PK\x03\x04" || seen == "PK\x05\x06") return open_zip(std::move(*file), path, limits);
  return open_single_file(std::move(*file), path, files.is_local(path));
}

Result<void> unpack(const ContainerEntry& entry, std::string_view packed, Bytes& into, Inflater& inflater) {
  if (entry.packing == Packing::stored) {
    into.clear();
    into.append(packed);
  } else {
    into.resize(entry.size);
    if (!inflater.whole(packed, {into.data(), into.size()}))
      return fail(ErrorKind::format, entry.name + " has damaged deflate data");
  }
  if (into.size() != entry.size || (entry.has_crc && crc32_of(into.view()) != entry.crc))
    return fail(ErrorKind::format, entry.name + " fails its checksum");
  return {};
}

}  // namespace rsmf
