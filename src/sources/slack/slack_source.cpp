#include "sources/slack/slack_source.hpp"

#include <algorithm>

#include "sources/slack/slack_decoder.hpp"

namespace rsmf::slack {
namespace {

// What one window of gather_all() may hold at a time for each thread: notes grow with the text, up to a limit.
constexpr uint64_t kWindowBytes = 16 * 1024 * 1024, kMostOfAFile = 8 * 1024 * 1024;
constexpr size_t kWindowFiles = 64;

}  // namespace

SlackSource::SlackSource(const SourceArgs& args)
    : args_(args), container_(args.container), kept_files_(std::make_shared<RecordCache>(args.memory)) {
  scans_.resize(args.crew ? args.crew->size() : 1);
}

bool SlackSource::is_whole(const RecordFile& file) const {
  return is_one_frame(file, container_.entries()[file.entry], args_.options);
}

Result<void> SlackSource::rewind() {
  conversation_ = file_ = 0;
  progress_ = 0;
  context_.reset();
  cutter_.reset();
  stream_.reset();
  kept_.clear();
  return {};
}

std::unique_ptr<Decoder> SlackSource::decoder() const {
  return std::make_unique<SlackDecoder>(workspace_, attachments_, container_);
}

Result<bool> SlackSource::cut(SlackUnit& into) {
  while (true) {
    if (cutter_) {
      if (continue_file(into)) return true;
      continue;
    }
    if (conversation_ == conversations_.size()) return false;
    if (!context_) RSMF_TRY(start_conversation());
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

// True if `into` is a unit.
bool SlackSource::start_file(SlackUnit& into) {
  const Listed& c = *conversations_[conversation_];
  const RecordFile& file = c.files[file_];
  const ContainerEntry& entry = container_.entries()[file.entry];
  into.stream = c.first_file + uint32_t(file_);
  into.offset = 0;
  into.conversation = context_;
  if (RecordCache::Handle& kept = kept_[file_]) {
    into.kept = std::move(kept);
    into.whole_file = true;
    end_file();
    into.progress = progress_;
    return true;
  }
  if (is_whole(file) && container_.read_packed(file.entry, into.bytes)) {
    // In a folder the bytes are as they are, and need no copy.
    if (container_.kind() == Container::Kind::zip) into.entry = &entry;
    into.whole_file = true;
    end_file();
    into.progress = progress_;
    return true;
  }
  into.bytes.clear();
  auto stream = container_.open(file.entry);
  if (stream) {
    stream_ = std::move(*stream);
    cutter_ = std::make_unique<RecordCutter>(*stream_, cutter_options(file, args_.options));
    return false;
  }
  Finding trouble = finding(Code::unreadable_file, unreadable_message(stream.error().message));
  trouble.origin = {.stream = into.stream};
  trouble.conversation = display_of(*context_->row);
  into.findings.push_back(std::move(trouble));
  end_file();
  into.progress = progress_;
  return true;
}

bool SlackSource::continue_file(SlackUnit& into) {
  const Listed& c = *conversations_[conversation_];
  const ContainerEntry& entry = container_.entries()[c.files[file_].entry];
  into.conversation = context_;
  into.stream = c.first_file + uint32_t(file_);
  into.offset = 0;
  auto more = cutter_->next(into.bytes, into.offset, into.oversize);
  double part = entry.size == 0 ? 1.0 : std::min(1.0, double(cutter_->bytes_read()) / double(entry.size));
  into.progress = progress_ + uint64_t(part * double(entry.packed_size));
  if (more && *more) return true;
  // At the end: an empty unit, where there is still something to tell.
  if (!more) {
    Finding trouble = finding(Code::unreadable_file, unreadable_message(more.error().message));
    trouble.conversation = display_of(*context_->row);
    trouble.origin = {.stream = into.stream, .position = cutter_->bytes_read()};
    into.findings.push_back(std::move(trouble));
  }
  into.unclosed = cutter_->unclosed();
  into.offset = cutter_->bytes_read();
  end_file();
  return !more || into.unclosed || !into.oversize.empty();
}

// Does `look` for the files from `from` on that make a window, on all threads, and returns the window's end. What they
// find is taken afterwards, in order.
template <class Look>
size_t SlackSource::look_at_window(const Listed& c, size_t from, Look&& look) {
  size_t end = from;
  for (uint64_t bytes = 0; end < c.files.size() && end - from < kWindowFiles * scans_.size(); ++end) {
    bytes += std::min(container_.entries()[c.files[end].entry].size, kMostOfAFile);
    if (end > from && bytes > kWindowBytes * scans_.size()) break;
  }
  notes_.resize(std::max(notes_.size(), end - from));
  looks_.resize(notes_.size());
  for_each(args_.crew, end - from, [&](size_t item, size_t worker) {
    auto& scan = scans_[worker];
    if (!scan) scan = std::make_unique<FileScan>(container_, workspace_, args_.options, *kept_files_);
    look(*scan, item, from + item);
  });
  return end;
}

Result<void> SlackSource::gather_all(const Listed& c, AmendmentIndex& gather) {
  kept_.clear();
  kept_.resize(c.files.size());
  for (size_t from = 0, end = 0; from < c.files.size(); from = end) {
    RSMF_TRY(args_.check_stop());
    end = look_at_window(c, from, [&](FileScan& scan, size_t item, size_t file) {
      scan.look(c.files[file], notes_[item], kept_[file]);
    });
    for (size_t file = from; file < end; ++file) gather.take(c.first_file + uint32_t(file), notes_[file - from]);
  }
  if (!gather.needs_second_look()) return {};
  gather.prepare_second_look();
  for (size_t from = 0, end = 0; from < c.files.size(); from = end) {
    RSMF_TRY(args_.check_stop());
    end = look_at_window(c, from, [&](FileScan& scan, size_t item, size_t file) {
      AmendmentIndex::SecondLook& look = looks_[item];
      look.start(gather);
      if (gather.recall(c.first_file + uint32_t(file), look)) return;
      scan.look_again(c.files[file], kept_[file].get(),
                      [&](std::string_view ts, uint64_t offset) { look.see(ts, time_of(ts), offset); });
    });
    for (size_t file = from; file < end; ++file) gather.take(c.first_file + uint32_t(file), looks_[file - from]);
  }
  return {};
}

Result<void> SlackSource::start_conversation() {
  Listed& c = *conversations_[conversation_];
  auto context = std::make_shared<ConversationContext>();
  AmendmentIndex gather(*context);
  RSMF_TRY(gather_all(c, gather));
  gather.finish();
  if (!c.gathered) make_roster(c, gather.passages());
  c.gathered = true;
  context->row = &c.row;
  context_ = std::move(context);
  return {};
}

void SlackSource::make_roster(Listed& c, std::vector<AmendmentIndex::MembershipChange>& passages) {
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
