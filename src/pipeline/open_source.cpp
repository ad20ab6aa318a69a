#include "pipeline/open_source.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <random>

#include "base/utf8.hpp"
#include "sources/declared_options.hpp"

namespace rsmf {
namespace {

constexpr int kEnough = 30;  // a lower score is only a guess

struct Recognition {
  const SourceFormat* format = nullptr;
  int score = 0;
  std::string reason;
};

Recognition recognise(const Container& container, std::string& considered) {
  Recognition best;
  for (const SourceFormat* format : all_formats()) {
    std::string why;
    int score = format->probe(container, why);
    considered += (considered.empty() ? "" : "; ") + std::string(format->id) + ": " + (why.empty() ? "no" : why);
    if (score > best.score) best = {format, score, std::move(why)};
  }
  return best;
}

/// A name that nothing else has. The folder is made if it is needed.
std::string temporary_folder() {
  std::random_device random;
  return fmt::format("/tmp/rsmf-spool-{}-{:08x}{:08x}", getpid(), random(), random());
}

/// For the message when a folder is none of the formats itself.
std::string named(const std::vector<ExportInside>& exports) {
  std::string names;
  for (const ExportInside& e : exports)
    names += (names.empty() ? "" : ", ") + e.name + ": " + std::string(e.format->id);
  return names;
}

}  // namespace

std::vector<ExportInside> exports_inside(FileSystem& files, const Container& container) {
  std::vector<ExportInside> found;
  if (container.kind() != Container::Kind::folder) return found;
  size_t looked_at = 0;
  for (const ContainerEntry& entry : container.entries()) {
    if (!fold_case(entry.name).ends_with(".zip")) continue;
    if (++looked_at > kMostLookedAt) break;
    auto inside = open_container(files, container.path() + "/" + entry.name);
    if (!inside || (*inside)->kind() != Container::Kind::zip) continue;
    std::string considered;
    if (Recognition verdict = recognise(**inside, considered); verdict.score >= kEnough)
      found.push_back({entry.name, verdict.format});
  }
  return found;
}

const SourceFormat* find_format(std::string_view id) {
  for (const SourceFormat* format : all_formats())
    if (format->id == id) return format;
  return nullptr;
}

Result<OpenSource> open_source(FileSystem& files, const std::string& path, const SourceOptions& options,
                               const SourceMeans& means) {
  RSMF_TRY(check_options(options));
  OpenSource open;
  open.path = path;
  auto container = open_container(files, path);
  if (!container) return std::unexpected(container.error());
  open.container = std::move(*container);
  if (options.format != "auto") {
    open.format = find_format(options.format);
    open.reason = "as asked for";
    if (!open.format) return fail(ErrorKind::usage, "no format '" + options.format + "'; see 'rsmf formats'");
  } else {
    std::string considered;
    Recognition verdict = recognise(*open.container, considered);
    if (verdict.score < kEnough) {
      if (auto inside = exports_inside(files, *open.container); !inside.empty())
        return fail(ErrorKind::format,
                    path + ": holds exports (" + named(inside) + "); give them one by one, each as an input");
      return fail(ErrorKind::format,
                  path + ": is no export that rsmf knows (" + considered + "); if it is one, name it with --format");
    }
    open.format = verdict.format;
    open.reason = std::move(verdict.reason);
  }
  open.spool = std::make_unique<Spool>(
      Spool::Options{&files, means.spool_folder.empty() ? temporary_folder() : means.spool_folder,
                     options.max_spool_bytes, means.stop});
  auto source =
      open.format->open({*open.container, files, options, means.crew, means.memory, open.spool.get(), means.stop});
  if (!source) return std::unexpected(source.error());
  open.source = std::move(*source);
  return open;
}

}  // namespace rsmf
