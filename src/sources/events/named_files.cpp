#include "sources/events/named_files.hpp"

#include <charconv>

#include "io/owning_stream.hpp"

namespace rsmf::events {
namespace {

constexpr std::string_view kInRsmf = "rs:";

struct NestedKey {
  std::string_view outer;  // empty: no such key
  std::string_view rest;   // "day.rsmf!a.pdf" or "a.pdf"
};

NestedKey taken_apart(std::string_view key) {
  if (!key.starts_with(kInRsmf)) return {};
  key.remove_prefix(kInRsmf.size());
  size_t length = 0;
  auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), length);
  if (error != std::errc()) return {};
  key.remove_prefix(size_t(end - key.data()));
  if (key.size() < length + 2) return {};
  return {key.substr(1, length), key.substr(length + 2)};
}

}  // namespace

void NamedFiles::find(std::string_view folder, std::string_view path, std::string& key) const {
  files_.find(folder, path, key);
  for (size_t end = path.find('!'); key.empty() && end != path.npos; end = path.find('!', end + 1)) {
    files_.find(folder, path.substr(0, end), key);
    if (key.empty()) continue;
    key.insert(0, std::string(kInRsmf) + std::to_string(key.size()) + ":");
    key += path.substr(end);
  }
}

/// `member`: of the volume `outer`; empty if `outer` is the RSMF file itself.
Result<NamedFiles::Layers> NamedFiles::layers(std::string_view outer, std::string_view member) const {
  std::string name(outer);
  if (!member.empty()) name.append("!").append(member);
  std::lock_guard lock(mutex_);
  if (last_ && last_name_ == name) return last_;
  BreachLog unused(0);
  auto opened = [&]() -> Result<std::unique_ptr<RsmfFile>> {
    if (const std::string path = files_.disk_path(outer); !path.empty())
      return RsmfFile::open(disk_, member.empty() ? path : path + "!" + std::string(member), {}, unused);
    if (!member.empty()) return fail(ErrorKind::io, "no such file: " + name);
    auto file = files_.open_file(outer);
    if (!file) return std::unexpected(file.error());
    return RsmfFile::open(std::move(*file), name, {}, unused);
  }();
  if (!opened) return std::unexpected(opened.error());
  last_ = std::move(*opened);
  last_name_ = std::move(name);
  return last_;
}

Result<std::unique_ptr<ByteSource>> NamedFiles::open(std::string_view key) const {
  const auto [outer, rest] = taken_apart(key);
  if (outer.empty()) return files_.open(key);
  // First as if the outer file were a volume; a "!" may also be part of a name.
  for (size_t end = rest.rfind('!');; end = end == 0 ? rest.npos : rest.rfind('!', end - 1)) {
    const bool nested = end != rest.npos;
    auto file = layers(outer, nested ? rest.substr(0, end) : std::string_view());
    const int64_t entry = file ? (*file)->find(nested ? rest.substr(end + 1) : rest) : -1;
    if (entry >= 0) {
      auto stream = (*file)->open_entry(size_t(entry));
      if (!stream) return stream;
      return held_stream(*file, std::move(*stream));
    }
    if (!nested)
      return file ? fail(ErrorKind::io, "no such entry: " + std::string(rest)) : std::unexpected(file.error());
  }
}

ExportPath NamedFiles::path_of(std::string_view key) const {
  const auto [outer, rest] = taken_apart(key);
  if (outer.empty()) return files_.path_of(key);
  ExportPath path = files_.path_of(outer);
  path.path.append("!").append(rest);
  return path;
}

}  // namespace rsmf::events
