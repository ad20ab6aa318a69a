// The survey on several threads: blocks are surveyed by themselves, and appended in their order.
#include <algorithm>

#include "sources/whatsapp/chat_survey.hpp"
#include "sources/whatsapp/line_blocks.hpp"

namespace rsmf::whatsapp {
namespace {
constexpr size_t kBlocksAhead = 2;  // of each thread
}  // namespace

Result<void> ChatSurvey::read(TextStream& text, const SourceArgs& args) {
  LineBlocks lines(text, options_.frame_bytes, limits_.line_bytes);
  const size_t threads = args.crew ? args.crew->size() : 1;
  std::vector<Bytes> blocks(threads == 1 ? 1 : kBlocksAhead * threads);
  std::vector<std::unique_ptr<ChatSurvey>> parts(blocks.size());
  for (;;) {
    RSMF_TRY(args.check_stop());
    size_t count = 0;
    Result<bool> more = true;
    while (count < blocks.size() && (more = lines.next(blocks[count])) && *more)
      // Before the first header there is nothing to survey.
      if (locked_ || find_header(blocks[count].view())) ++count;
    if (threads > 1)
      args.crew->for_each(count, [&](size_t i, size_t) {
        parts[i].reset(new ChatSurvey(Part(), book_, options_, *locked_));
        parts[i]->add_lines(blocks[i].view());
      });
    for (size_t i = 0; i < count; ++i)
      if (!parts[i] || !append(*parts[i])) add_lines(blocks[i].view());
    if (!more) return std::unexpected(std::move(more.error()));
    if (!*more) return {};
  }
}

/// The first header of all says what to look for in all blocks.
bool ChatSurvey::find_header(std::string_view block) {
  Header header;
  while (!block.empty()) {
    const std::string_view line = block.substr(0, block.find('\n'));
    if (!line.empty() && HeaderTemplate::may_begin(static_cast<unsigned char>(line[0])) &&
        parse_header(line.substr(0, limits_.line_bytes), header)) {
      locked_ = header.shape;
      return true;
    }
    block.remove_prefix(std::min(line.size() + 1, block.size()));
  }
  return false;
}

bool ChatSurvey::has_room_for(const ChatSurvey& part) const {
  if (part.full_) return false;
  size_t templates = candidates_.size();
  for (const Candidate& c : part.candidates_) templates += candidate(c.shape) == nullptr;
  return templates <= limits_.templates && authors_.size() + part.authors_.size() < limits_.authors &&
         by_spelling_.size() + part.by_spelling_.size() < limits_.authors &&
         tight_.size() + part.tight_.size() < limits_.authors;
}

bool ChatSurvey::append(const ChatSurvey& part) {
  if (!has_room_for(part)) return false;
  if (!first_) first_ = part.first_;
  append_dates(part);
  for (const Happening& happening : part.happenings_) {
    if (!happening.author) {
      add_notice(happening.fields, happening.match);
      continue;
    }
    AuthorFacts& facts = authors_[*happening.author];
    if (!happening.spelling.empty()) by_spelling_.emplace(happening.spelling, &facts);
  }
  auto add = [](Authors& into, const Authors& more) {
    for (const auto& [id, facts] : more) {
      AuthorFacts& sum = into[id];
      sum.messages += facts.messages;
      sum.app_lines += facts.app_lines;
    }
  };
  add(authors_, part.authors_);
  add(tight_, part.tight_);
  app_marks_ |= part.app_marks_;
  return true;
}

/// Whether times go back, and how often a field changes, is a matter of the whole: here the dates pass in their order.
void ChatSurvey::append_dates(const ChatSurvey& part) {
  std::vector<size_t> ours;
  for (const Candidate& c : part.candidates_) {
    find_candidate(c.shape);
    candidates_[last_candidate_].dates.add_files(c.dates);
    ours.push_back(last_candidate_);
  }
  for (const Dated& dated : part.dated_) candidates_[ours[dated.candidate]].dates.add(dated.fields);
}

void ChatSurvey::keep_notice(const HeaderFields& fields, const PhraseMatch& match) {
  PhraseMatch kept = match;
  kept.actor = kept_.copy(match.actor);
  kept.persons = kept_.copy(match.persons);
  kept.text = {};
  kept.last_text = kept_.copy(match.last_text);
  happenings_.push_back({nullptr, {}, fields, kept});
}

}  // namespace rsmf::whatsapp
