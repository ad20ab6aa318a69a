// @NAME@: a copy of the template. It reads text files with a record a line, fields parted by tabs.
#include "sources/@NAME@/@NAME@.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "base/time_zone.hpp"
#include "base/utf8.hpp"
#include "sources/source.hpp"

namespace rsmf::@NAME@ {
namespace {

constexpr size_t kProbeBytes = 64 * 1024;

constexpr FindingSpec kFindings[] = {
    {"@CODE@-001", Severity::error, Action::dropped, "line does not have four fields", "look at the line in the export"},
    {"@CODE@-002", Severity::error, Action::dropped, "line has no valid time", "look at the line in the export"},
    {"@CODE@-003", Severity::error, Action::dropped, "line is longer than the limit", "is this the right format?"},
    {"@CODE@-004", Severity::warning, Action::repaired, "line is not UTF-8; invalid bytes were replaced",
     "ask how the export was made"},
};

/// Marks a frame that stands for one record that was too long to be kept.
struct TooLong : FrameContext {
  explicit TooLong(uint64_t n) : length(n) {}
  uint64_t length;
};

class LineDecoder : public Decoder {
 public:
  explicit LineDecoder(uint64_t max_record_bytes) : max_record_bytes_(max_record_bytes) {}

  void decode(const Frame& frame, EventBuilder& into) override {
    if (auto* dropped = dynamic_cast<const TooLong*>(frame.context.get())) {
      into.begin_record(frame.offset, dropped->length);
      return into.drop({&spec_of(Trouble::too_long), {}, {}, {}, {}});
    }
    std::string_view rest = frame.bytes.view();
    uint64_t offset = frame.offset;
    while (!rest.empty()) {
      size_t end = std::min(rest.find('\n'), rest.size());
      std::string_view line = rest.substr(0, end);
      if (line.size() > max_record_bytes_) {
        into.begin_record(offset, line.size());
        into.drop({&spec_of(Trouble::too_long), {}, {}, {}, {}});
        line = {};
      }
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (!line.empty()) record(line, offset, into);
      end = std::min(end + 1, rest.size());
      rest.remove_prefix(end);
      offset += end;
    }
  }

 private:
  void record(std::string_view raw, uint64_t offset, EventBuilder& into) {
    into.begin_record(offset, raw.size());
    if (!is_valid_utf8(raw)) {
      repaired_.clear();
      append_repaired_utf8(raw, repaired_);
      into.report({&spec_of(Trouble::repaired), {}, {}, {}, excerpt(raw)});
      raw = into.copy(repaired_);
    }
    Line line;
    if (!split(raw, line)) return into.drop({&spec_of(Trouble::malformed), {}, {}, {}, excerpt(raw)});
    Event event;
    event.time = parse_timestamp(line.time);
    if (event.time == kNoTime) return into.drop({&spec_of(Trouble::no_time), {}, {}, {}, excerpt(raw)});
    event.conversation = into.conversation({.id = line.conversation,
                                            .display = line.conversation,
                                            .platform = "@NAME@",
                                            .type = ConversationType::channel,
                                            .custodian = {},
                                            .custom = {}});
    event.participant = into.participant(
        {.id = line.author, .display = line.author, .email = {}, .account_id = {}, .avatar = {}, .custom = {}});
    // These lines have no ids of their own: the place in the export is unique and the same in every run.
    id_ = std::to_string(into.origin().file) + ":" + std::to_string(offset);
    event.id = into.copy(id_);
    event.body = line.text;
    into.add(event);
  }

  uint64_t max_record_bytes_;
  std::string repaired_, id_;
};

class NoAttachments : public AttachmentStore {
 public:
  Result<std::unique_ptr<ByteSource>> open(std::string_view key) const override {
    return fail(ErrorKind::bug, "this format has no attachments: " + std::string(key));
  }
};

class LineSource : public Source {
 public:
  explicit LineSource(const SourceArgs& args) : container_(args.container), options_(args.options) {
    for (const ContainerEntry& entry : container_.entries())
      files_.push_back({container_.kind() == Container::Kind::file ? entry.name : container_.path() + "!" + entry.name,
                        entry.size});
  }

  Result<Survey> survey() override {
    Survey result;
    for (const SourceFile& file : files_) result.input_bytes += file.size;
    return result;
  }

  Result<bool> next(Frame& into) override {
    into.findings.clear();
    into.context.reset();
    into.entry = nullptr;
    for (; file_ < files_.size(); ++file_) {
      if (!stream_) {
        auto opened = container_.open(file_);
        RSMF_TRY(opened);
        stream_ = std::move(*opened);
        offset_ = 0;
        rest_.clear();
      }
      auto found = cut(into);
      RSMF_TRY(found);
      if (*found) return true;
      stream_.reset();
    }
    return false;
  }

  Result<void> rewind() override {
    file_ = 0;
    progress_ = 0;
    stream_.reset();
    return {};
  }

  std::unique_ptr<Decoder> decoder() const override { return std::make_unique<LineDecoder>(options_.max_record_bytes); }
  const std::vector<SourceFile>& files() const override { return files_; }
  const AttachmentStore& attachments() const override { return attachments_; }

 private:
  /// Whole lines of the file at hand; false at its end.
  Result<bool> cut(Frame& into) {
    size_t searched = 0, end = std::string_view::npos;
    bool more = true;
    while (more && end == std::string_view::npos) {
      if (rest_.size() > options_.max_record_bytes) return drop_long_line(into);
      size_t before = rest_.size();
      rest_.resize(before + std::max<size_t>(options_.frame_bytes, before));
      auto count = read_fully(*stream_, {rest_.data() + before, rest_.size() - before});
      RSMF_TRY(count);
      more = *count > 0;
      rest_.resize(before + *count);
      size_t newline = rest_.view().substr(searched).rfind('\n');
      if (newline != std::string_view::npos) end = searched + newline + 1;
      searched = rest_.size();
    }
    if (end == std::string_view::npos) end = rest_.size();  // the last line may lack its newline
    if (end == 0) return false;
    give(into, end);
    return true;
  }

  void give(Frame& into, size_t count) {
    into.file = uint32_t(file_);
    into.offset = offset_;
    into.bytes.clear();
    into.bytes.append(rest_.view().substr(0, count));
    rest_.drop_front(count);
    offset_ += count;
    progress_ += count;
    into.progress = progress_;
  }

  Result<bool> drop_long_line(Frame& into) {
    uint64_t length = 0;
    for (;;) {
      size_t newline = rest_.view().find('\n');
      size_t part = newline == std::string_view::npos ? rest_.size() : newline;
      length += part;
      rest_.drop_front(newline == std::string_view::npos ? part : part + 1);
      if (newline != std::string_view::npos) break;
      rest_.resize(64 * 1024);
      auto count = read_fully(*stream_, {rest_.data(), rest_.size()});
      RSMF_TRY(count);
      rest_.resize(*count);
      if (*count == 0) break;
    }
    into.file = uint32_t(file_);
    into.offset = offset_;
    into.bytes.clear();
    into.context = std::make_shared<TooLong>(length);
    offset_ += length + 1;
    progress_ += length + 1;
    into.progress = progress_;
    return true;
  }

  const Container& container_;
  const SourceOptions& options_;
  std::vector<SourceFile> files_;
  NoAttachments attachments_;
  size_t file_ = 0;
  std::unique_ptr<ByteSource> stream_;
  Bytes rest_;  // read, but not given out yet
  uint64_t offset_ = 0, progress_ = 0;
};

int probe(const Container& container, std::string& why) {
  if (container.entries().empty()) return 0;
  auto begin = container.prefix(0, kProbeBytes);
  Line line;
  if (!begin || !split(std::string_view(*begin).substr(0, begin->find('\n')), line)) return 0;
  if (parse_timestamp(line.time) == kNoTime) return 0;
  why = "the first line has a time and three more fields";
  return 60;
}

Result<std::unique_ptr<Source>> open(const SourceArgs& args) { return std::make_unique<LineSource>(args); }

constexpr Fidelity kFidelity[] = {
    {"messages", "kept", ""},
    {"attachments", "not in the export", ""},
};

}  // namespace

const FindingSpec& spec_of(Trouble trouble) { return kFindings[size_t(trouble)]; }
std::span<const FindingSpec> all_findings() { return kFindings; }

bool split(std::string_view line, Line& into) {
  std::string_view* fields[] = {&into.time, &into.conversation, &into.author};
  for (std::string_view* field : fields) {
    size_t tab = line.find('\t');
    if (tab == std::string_view::npos || tab == 0) return false;
    *field = line.substr(0, tab);
    line.remove_prefix(tab + 1);
  }
  into.text = line;
  return true;
}

}  // namespace rsmf::@NAME@

namespace rsmf {

extern const SourceFormat @NAME@_format;
const SourceFormat @NAME@_format = {
    .id = "@NAME@",
    .title = "@NAME@: say here whose export this is",
    .inputs = "text file, folder or zip",
    .probe = @NAME@::probe,
    .open = @NAME@::open,
    .findings = @NAME@::kFindings,
    .fidelity = @NAME@::kFidelity,
    .options = {},
};

}  // namespace rsmf
