#include "convert/open_source.hpp"

namespace rsmf {
namespace {

constexpr int kEnough = 30;  // below that, a format is a guess nobody should swear to

struct Verdict {
  const SourceFormat* format = nullptr;
  int score = 0;
  std::string reason;
};

Verdict recognise(const Container& container, std::string& considered) {
  Verdict best;
  for (const SourceFormat* format : all_formats()) {
    std::string why;
    int score = format->probe(container, why);
    considered += (considered.empty() ? "" : "; ") + std::string(format->id) + ": " + (why.empty() ? "no" : why);
    if (score > best.score) best = {format, score, std::move(why)};
  }
  return best;
}

}  // namespace

const SourceFormat* find_format(std::string_view id) {
  for (const SourceFormat* format : all_formats())
    if (format->id == id) return format;
  return nullptr;
}

Result<OpenSource> open_source(FileSystem& files, const std::string& path, const SourceOptions& options) {
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
    Verdict verdict = recognise(*open.container, considered);
    if (verdict.score < kEnough)
      return fail(ErrorKind::format, path + ": not recognised (" + considered + "); name it with --format");
    open.format = verdict.format;
    open.reason = std::move(verdict.reason);
  }
  auto source = open.format->open({*open.container, files, options});
  if (!source) return std::unexpected(source.error());
  open.source = std::move(*source);
  return open;
}

}  // namespace rsmf
