#include "output/run_fingerprint.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rsmf/version.hpp"
#include "sources/declared_options.hpp"

namespace rsmf {
namespace {

constexpr std::string_view kEnd = "end";
constexpr int kMaxListingDepth = 100;

std::string list(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += fmt::format("{}:{};", value.size(), value);
  return text;
}

/// In one line: names may contain any byte.
std::string escaped(std::string_view text) {
  std::string result;
  for (char c : text) {
    if (c == '\n')
      result += "\\n";
    else if (c == '\t')
      result += "\\t";
    else if (c == '\\')
      result += "\\\\";
    else
      result += c;
  }
  return result;
}

Result<void> add_listing(FileSystem& files, const std::string& folder, int depth, Fingerprinter& print) {
  auto entries = files.list(folder);
  if (!entries) return std::unexpected(entries.error());
  for (const DirectoryEntry& e : *entries) {
    print.text(e.name);
    print.number(e.kind);
    print.number(e.is_directory);
    if (e.is_directory) {
      // A folder's own time changes for other reasons: its entries count.
      if (depth < kMaxListingDepth) RSMF_TRY(add_listing(files, folder + "/" + e.name, depth + 1, print));
    } else {
      print.number(e.size);
      print.number(e.modified);
    }
  }
  print.text("/");
  return {};
}

}  // namespace

void RunFingerprint::add_options(const ConvertOptions& o) {
  auto number = [](auto value) { return fmt::format("{}", static_cast<int64_t>(value)); };
  add("--format", o.source.format);
  for (const OptionSpec* option : declared_options())
    add(fmt::format("--{}", option->name),
        fmt::format("{}{}", option->value(o.source), option->stated(o.source) ? " stated" : ""));
  add("max_record_bytes", number(o.source.max_record_bytes));
  add("--slice", number(o.slice.unit));
  add("--slice-timezone", o.slice.timezone);
  add("--links", number(o.slice.links));
  add("--max-events", number(o.slice.max_events));
  add("--max-bytes", number(o.slice.max_bytes));
  add("--participants", number(o.slice.participants));
  add("--from", number(o.filter.from));
  add("--to", number(o.filter.to));
  add("--conversation", list(o.filter.conversations));
  add("--participant", list(o.filter.participants));
  add("--rsmf-version", number(o.encode.version));
  add("--compression", number(o.encode.compression));
  add("--missing-attachments", number(o.encode.missing));
  add("--custodian", o.encode.custodian);
  add("--provenance", number(o.encode.provenance));
  add("generator", o.encode.generator);
  add("--verify", number(o.verify));
  add("--pack", number(o.pack));
  if (o.pack) add("--volume-size", number(o.volume_bytes));
  add("--no-excerpts", number(o.excerpts));
  add("--max-findings", number(o.max_findings));
}

Result<void> RunFingerprint::add_input(FileSystem& files, const std::string& what, const std::string& path) {
  auto kind = files.kind(path);
  if (!kind) return std::unexpected(kind.error());
  if (*kind == PathKind::directory) {
    Fingerprinter print;
    RSMF_TRY(add_listing(files, path, 0, print));
    const Fingerprint listing = print.finish();
    add(what, fmt::format("folder {:016x}{:016x}", listing.high, listing.low));
    return {};
  }
  auto file = files.open(path);
  auto modified = files.modified(path);
  // Opening the input will report what is wrong with it.
  add(what,
      file && modified ? fmt::format("file of {} bytes, changed at {}", (*file)->size(), *modified) : "unreadable");
  return {};
}

Result<RunFingerprint> RunFingerprint::of(FileSystem& files, const ConvertOptions& options,
                                          const std::vector<std::string>& inputs) {
  RunFingerprint stamp;
  stamp.version_ = fmt::format("rsmf {}, stamp 4", version());
  stamp.add_options(options);
  stamp.add("number of inputs", fmt::format("{}", inputs.size()));
  for (const std::string& input : inputs) stamp.add("list of inputs", input);
  for (const std::string& input : inputs) RSMF_TRY(stamp.add_input(files, "input " + input, input));
  for (const OptionSpec* option : declared_options()) {
    if (option->kind != OptionKind::folder || !option->stated(options.source)) continue;
    const std::string path(option->value(options.source));
    RSMF_TRY(stamp.add_input(files, fmt::format("folder of --{} {}", option->name, path), path));
  }
  return stamp;
}

std::string RunFingerprint::text() const {
  std::string text = version_ + "\n";
  for (const Fact& fact : facts_) text += escaped(fact.what) + "\t" + escaped(fact.value) + "\n";
  return text.append(kEnd) += "\n";
}

Result<void> RunFingerprint::write(FileSystem& files, const std::string& path) const {
  auto file = files.create(path);
  if (!file) return std::unexpected(file.error());
  RSMF_TRY((*file)->write(text()));
  return (*file)->close();
}

// Values stay in their written form: they are only compared with other written values.
Result<RunFingerprint> RunFingerprint::read(FileSystem& files, const std::string& path) {
  auto file = files.open(path);
  if (!file) return std::unexpected(file.error());
  std::string content((*file)->size(), '\0');
  auto n = (*file)->read_at(0, content);
  if (!n) return std::unexpected(n.error());
  RunFingerprint stamp;
  std::string_view rest = std::string_view(content).substr(0, *n);
  bool first = true, ended = false;
  while (!rest.empty()) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    ended = line == kEnd;
    const size_t tab = std::min(line.find('\t'), line.size());
    if (first)
      stamp.version_ = line;
    else if (!ended)
      stamp.add(std::string(line.substr(0, tab)), std::string(line.substr(std::min(tab + 1, line.size()))));
    first = false;
  }
  // The run was killed while it wrote this file: it had not begun to write slices.
  if (!ended) return fail(ErrorKind::format, path + ": incomplete");
  return stamp;
}

std::string RunFingerprint::difference(const RunFingerprint& earlier) const {
  if (version_ != earlier.version_) return "it was a run of another version of rsmf";
  for (size_t i = 0; i < facts_.size(); ++i) {
    const Fact fact{escaped(facts_[i].what), escaped(facts_[i].value)};
    if (i < earlier.facts_.size() && earlier.facts_[i] == fact) continue;
    if (fact.what.starts_with("--")) return fact.what + " was another";
    if (fact.what.starts_with("input ") || fact.what.starts_with("folder "))
      return facts_[i].what + " was changed since";
    return "it had other inputs";
  }
  return facts_.size() == earlier.facts_.size() ? "" : "it had other inputs";
}

}  // namespace rsmf
