#include "rsmf/rsmf_reader.hpp"

#include <utility>

#include "base/ascii.hpp"
#include "rsmf/read/rsmf_file.hpp"

namespace rsmf {
namespace {

Result<void> copy_stream(Result<std::unique_ptr<ByteSource>> source, const RsmfReader::Write& write) {
  if (!source) return std::unexpected(std::move(source.error()));
  std::vector<char> buffer(64 * 1024);
  for (;;) {
    auto n = (*source)->read(buffer);
    if (!n) return std::unexpected(std::move(n.error()));
    if (*n == 0) return {};
    RSMF_TRY(write({buffer.data(), *n}));
  }
}

}  // namespace

struct RsmfReader::State {
  std::unique_ptr<RsmfFile> file;
  std::vector<Header> headers;
  std::vector<Entry> entries;
  std::vector<Breach> tolerated;
};

RsmfReader::RsmfReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
RsmfReader::RsmfReader(RsmfReader&&) noexcept = default;
RsmfReader& RsmfReader::operator=(RsmfReader&&) noexcept = default;
RsmfReader::~RsmfReader() = default;

Result<RsmfReader> RsmfReader::open(const std::string& path, ReadDepth depth) {
  RsmfReadOptions options;
  if (depth == ReadDepth::headers) options.depth = RsmfReadOptions::Depth::headers;
  BreachLog log;
  auto file = RsmfFile::open(real_file_system(), path, options, log);
  if (!file) return std::unexpected(std::move(file.error()));
  auto state = std::make_unique<State>();
  for (const MailHeader& header : (*file)->headers()) state->headers.push_back({header.name, header.value});
  for (const RsmfEntry& entry : (*file)->entries()) state->entries.push_back({entry.name, entry.size, entry.readable});
  state->tolerated = std::move(log.kept());
  state->file = std::move(*file);
  return RsmfReader(std::move(state));
}

const std::vector<RsmfReader::Header>& RsmfReader::headers() const {
  return state_->headers;
}

std::string_view RsmfReader::header(std::string_view name) const {
  for (const Header& header : state_->headers)
    if (equals_ignoring_case(header.name, name)) return header.value;
  return {};
}

const std::vector<RsmfReader::Entry>& RsmfReader::entries() const {
  return state_->entries;
}
const std::vector<Breach>& RsmfReader::tolerated() const {
  return state_->tolerated;
}
bool RsmfReader::has_text() const {
  return state_->file->has_text();
}
bool RsmfReader::has_manifest() const {
  return state_->file->has_manifest();
}

Result<void> RsmfReader::read_text(const Write& write) const {
  if (!has_text()) return fail(ErrorKind::usage, state_->file->name() + " has no text part");
  return copy_stream(state_->file->open_text(), write);
}

Result<void> RsmfReader::read_manifest(const Write& write) const {
  if (!has_manifest()) return fail(ErrorKind::usage, state_->file->name() + " has no manifest that can be read");
  return copy_stream(state_->file->open_manifest(), write);
}

Result<void> RsmfReader::read_entry(size_t index, const Write& write) const {
  if (index >= entries().size()) return fail(ErrorKind::usage, state_->file->name() + " has no such entry");
  if (!entries()[index].readable)
    return fail(ErrorKind::format, state_->file->name() + "!" + entries()[index].name + " cannot be read");
  return copy_stream(state_->file->open_entry(index), write);
}

}  // namespace rsmf
