#include "sources/slack/slack_source.hpp"

#include <algorithm>

#include "sources/slack/slack_decoder.hpp"

namespace rsmf::slack {
namespace {

constexpr uint32_t kMaxDepth = 512;
// A member of a zip up to this many frames is handed on packed, for the decoder to unpack.
constexpr uint64_t kPackedFrames = 8;
// So much of a conversation is unpacked only once, for gather() and for the decoder. Large files are left out: they
// would make the frames grow, beside the decoder's own buffers.
constexpr uint64_t kKeptBytes = 4 * 1024 * 1024, kLargestKept = 2 * 1024 * 1024;

}  // namespace

RecordCutterOptions SlackSource::cutter_options(const RecordFile& file) const {
  RecordCutterOptions options;
  options.scanner = {.form = JsonForm::objects, .max_depth = kMaxDepth, .record_keys = record_keys()};
  options.frame_bytes = args_.options.frame_bytes;
  options.max_record_bytes = args_.options.max_record_bytes;
  if (file.in_member) options.array_member = "messages";
  return options;
}

bool SlackSource::fits_a_frame(const RecordFile& file) const {
  return !file.in_member && container_.entries()[file.entry].size <=
                                std::min(kPackedFrames * args_.options.frame_bytes, args_.options.max_record_bytes);
}

Result<void> SlackSource::rewind() {
  conversation_ = file_ = 0;
  progress_ = 0;
  context_.reset();
  cutter_.reset();
  stream_.reset();
  oversize_.clear();
  return {};
}

std::unique_ptr<Decoder> SlackSource::decoder() const {
  return std::make_unique<SlackDecoder>(workspace_, attachments_, container_, kMaxDepth);
}

Result<bool> SlackSource::next(Frame& into) {
  into.entry = nullptr;
  into.findings.clear();
  into.bytes.clear();
  into.offset = 0;
  into.context.reset();
  while (true) {
    if (cutter_) {
      if (continue_file(into)) return true;
      continue;
    }
    if (conversation_ == conversations_.size()) return false;
    if (!context_) start_conversation();
    if (file_ == conversations_[conversation_]->files.size()) {
      ++conversation_;
      file_ = 0;
      context_.reset();
      continue;
    }
    if (start_file(into)) return true;
  }
}

void SlackSource::end_file() {
  progress_ += container_.entries()[conversations_[conversation_]->files[file_].entry].packed_size;
  ++file_;
  cutter_.reset();
  stream_.reset();
}

// True if `into` is a frame.
bool SlackSource::start_file(Frame& into) {
  const Listed& c = *conversations_[conversation_];
  const RecordFile& file = c.files[file_];
  const ContainerEntry& entry = container_.entries()[file.entry];
  into.file = c.first_file + uint32_t(file_);
  into.offset = 0;
  auto context = std::make_shared<SlackFrame>();
  context->conversation = context_;
  into.context = context;
  if (file_ < kept_places_.size() && kept_places_[file_].second > 0) {
    into.bytes.append(kept_.view().substr(kept_places_[file_].first, kept_places_[file_].second));
    context->whole_file = true;
    end_file();
    into.progress = progress_;
    return true;
  }
  if (fits_a_frame(file) && container_.read_packed(file.entry, into.bytes)) {
    // In a folder the bytes are as they are, and need no copy.
    if (container_.kind() == Container::Kind::zip) into.entry = &entry;
    context->whole_file = true;
    end_file();
    into.progress = progress_;
    return true;
  }
  into.bytes.clear();
  auto stream = container_.open(file.entry);
  if (stream) {
    stream_ = std::move(*stream);
    cutter_ = std::make_unique<RecordCutter>(*stream_, cutter_options(file));
    return false;
  }
  Finding trouble = finding(Code::unreadable_file, stream.error().message);
  trouble.origin = {.file = into.file};
  into.findings.push_back(std::move(trouble));
  end_file();
  into.progress = progress_;
  return true;
}

bool SlackSource::continue_file(Frame& into) {
  const Listed& c = *conversations_[conversation_];
  const ContainerEntry& entry = container_.entries()[c.files[file_].entry];
  auto context = std::make_shared<SlackFrame>();
  context->conversation = context_;
  into.file = c.first_file + uint32_t(file_);
  into.offset = 0;
  auto more = cutter_->next(into.bytes, into.offset, context->oversize);
  double part = entry.size == 0 ? 1.0 : std::min(1.0, double(cutter_->bytes_read()) / double(entry.size));
  into.progress = progress_ + uint64_t(part * double(entry.packed_size));
  into.context = context;
  if (more && *more) return true;
  // At the end: an empty frame, where there is still something to tell.
  if (!more) {
    Finding trouble = finding(Code::unreadable_file, more.error().message);
    trouble.origin = {.file = into.file, .offset = cutter_->bytes_read()};
    into.findings.push_back(std::move(trouble));
  }
  context->unclosed = cutter_->unclosed();
  into.offset = cutter_->bytes_read();
  end_file();
  return !more || context->unclosed || !context->oversize.empty();
}

void SlackSource::gather_all(const Listed& c, Gather& gather, bool again) {
  for (size_t i = 0; i < c.files.size(); ++i) {
    uint32_t number = c.first_file + uint32_t(i);
    if (again && gather.recall(number)) continue;
    auto see = [&](std::string_view text, uint64_t base, bool telling) {
      again ? gather.look_again(text, number, base) : gather.look(text, number, base, telling);
    };
    const ContainerEntry& entry = container_.entries()[c.files[i].entry];
    // Trouble with a file is reported when its frames are cut; what can be read of it is gathered.
    if (fits_a_frame(c.files[i])) {
      bool good = container_.read_packed(c.files[i].entry, packed_).has_value();
      bool plain = container_.kind() != Container::Kind::zip;
      if (good && (plain || unpack(entry, packed_.view(), unpacked_))) {
        see(plain ? packed_.view() : unpacked_.view(), 0, false);
        if (!plain && !again) keep(i);
        continue;
      }
    }
    // Cutting costs more than looking: most large files need not be cut here.
    if (auto glance = container_.open(c.files[i].entry);
        !glance || (!again && !has_telling_subtype(**glance, unpacked_)))
      continue;
    auto stream = container_.open(c.files[i].entry);
    if (!stream) continue;
    RecordCutterOptions options = cutter_options(c.files[i]);
    options.frame_bytes = std::max<uint64_t>(options.frame_bytes, 64 * 1024);
    RecordCutter cutter(**stream, options);
    uint64_t base = 0;
    oversize_.clear();
    while (true) {
      auto more = cutter.next(unpacked_, base, oversize_);
      if (!more || !*more) break;
      see(unpacked_.view(), base, true);
    }
  }
}

// The file that was just unpacked, if there is room.
void SlackSource::keep(size_t file) {
  if (unpacked_.size() > kLargestKept || kept_.size() + unpacked_.size() > kKeptBytes) return;
  kept_.reserve(kKeptBytes);  // once, and touched only as far as it is filled
  kept_places_.resize(file + 1);
  kept_places_[file] = {kept_.size(), unpacked_.size()};
  kept_.append(unpacked_.view());
}

void SlackSource::start_conversation() {
  Listed& c = *conversations_[conversation_];
  auto context = std::make_shared<ConversationContext>();
  Gather gather(workspace_, *context, kMaxDepth);
  kept_.clear();
  kept_places_.clear();
  gather_all(c, gather, false);
  if (gather.needs_second_look()) {
    gather.prepare_second_look();
    gather_all(c, gather, true);
  }
  gather.finish();
  if (!c.gathered) make_roster(c, gather.passages());
  c.gathered = true;
  context->row = &c.row;
  context_ = std::move(context);
}

void SlackSource::make_roster(Listed& c, std::vector<Gather::Passage>& passages) {
  if (passages.empty() && (!c.indexed || c.indexed->members.empty())) return;
  auto roster = std::make_unique<Roster>();
  std::unordered_map<std::string_view, uint32_t> numbers;
  auto number = [&](std::string_view id) {
    auto [it, fresh] = numbers.try_emplace(id, uint32_t(roster->people.size()));
    if (fresh) {
      const Participant* known = workspace_.person(id);
      if (known && known->id == id) {
        roster->people.push_back(*known);
      } else {
        Participant row;
        row.id = row.account_id = workspace_.arena().copy(id);
        roster->people.push_back(row);
      }
    }
    return it->second;
  };
  if (c.indexed)
    for (auto member : c.indexed->members) roster->members.push_back(number(member));
  for (const auto& p : passages) roster->transitions.push_back({p.time, number(p.person), p.joined});
  c.roster = std::move(roster);
  c.row.roster = c.roster.get();
}

}  // namespace rsmf::slack
