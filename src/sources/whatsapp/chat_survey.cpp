#include "sources/whatsapp/chat_survey.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/utf8.hpp"
#include "sources/whatsapp/marks.hpp"
#include "sources/whatsapp/whatsapp_findings.hpp"
#include "sources/whatsapp/whatsapp_options.hpp"

namespace rsmf::whatsapp {
namespace {
constexpr std::string_view kYou = "You";
}  // namespace

bool ChatSurvey::find_candidate(HeaderShape shape) {
  if (last_candidate_ < candidates_.size() && candidates_[last_candidate_].shape == shape) return true;
  auto it = std::find_if(candidates_.begin(), candidates_.end(), [&](const Candidate& c) { return c.shape == shape; });
  if (it == candidates_.end()) {
    if (candidates_.size() == limits_.templates) return false;
    candidates_.push_back({shape, {}});
    it = candidates_.end() - 1;
  }
  last_candidate_ = size_t(it - candidates_.begin());
  return true;
}

void ChatSurvey::add_lines(std::string_view block) {
  while (!block.empty()) {
    auto* newline = static_cast<const char*>(std::memchr(block.data(), '\n', block.size()));
    const size_t end = newline ? size_t(newline - block.data()) : block.size();
    add_line(block.substr(0, std::min(end, limits_.line_bytes)));
    block.remove_prefix(newline ? end + 1 : end);
  }
}

void ChatSurvey::add_line(std::string_view line) {
  if (line.empty() || !HeaderTemplate::may_begin(static_cast<unsigned char>(line[0]))) return;
  Header header;
  if (!parse_header(line, header)) return;
  if (!first_) first_ = header.shape;
  if (!locked_) locked_ = header.shape;
  if (!find_candidate(header.shape)) {
    full_ = true;
    return;
  }
  if (is_part_)
    dated_.push_back({header.fields, uint32_t(last_candidate_)});
  else
    candidates_[last_candidate_].dates.add(header.fields);
  if (header.shape == *locked_) add_record(header, line.substr(header.rest));
}

AuthorFacts* ChatSurvey::new_author(std::string_view raw) {
  if (authors_.size() >= limits_.authors || by_spelling_.size() >= limits_.authors) {
    overflow_ = full_ = true;
    return nullptr;
  }
  auto [author, fresh] = authors_.try_emplace(person_id(raw));
  // A spelling is remembered only if no notice begins with it.
  std::string_view spelling;
  if (is_plain_author(book_, raw)) spelling = by_spelling_.emplace(raw, &author->second).first->first;
  if (is_part_ && (fresh || !spelling.empty())) happenings_.push_back({&author->first, spelling, {}, {}});
  return &author->second;
}

void ChatSurvey::add_record(const Header& header, std::string_view rest) {
  if (rest.ends_with('\r')) rest.remove_suffix(1);
  AuthorSplit split = split_author(rest);
  bool authored = split.author_end != std::string_view::npos;
  PhraseMatch match;
  std::string_view raw = authored ? rest.substr(0, split.author_end) : std::string_view();
  AuthorFacts* facts = nullptr;
  if (auto it = authored ? by_spelling_.find(raw) : by_spelling_.end(); it != by_spelling_.end()) {
    facts = it->second;
  } else {
    bool maybe = !authored || !is_plain_author(book_, raw);
    if (maybe && find_notice(book_, rest, match, scratch_)) return add_notice(header.fields, match);
  }
  if (!authored) {
    split = split_author_tightly(rest);
    full_ = full_ || tight_.size() >= limits_.authors;
    if (split.author_end != std::string_view::npos && tight_.size() < limits_.authors)
      ++tight_[person_id(rest.substr(0, split.author_end))].messages;
    return;
  }
  if (!facts) facts = new_author(raw);
  if (!facts) return;
  std::string_view text = rest.substr(split.text);
  bool app_mark = text.starts_with("\u200E");
  app_marks_ |= app_mark && header.shape.is_ios();
  // Ordinary text costs nothing more than this test.
  if (!app_mark && !book_.may_begin(text) && !text.ends_with(')') && !text.ends_with('>')) {
    ++facts->messages;
    return;
  }
  BodyParts parts = take_apart(book_, text, header.shape.is_ios() && app_mark, header.marked, scratch_);
  if (parts.kind == BodyParts::Kind::message) {
    ++facts->messages;
    if (!parts.attachment.empty()) candidates_[last_candidate_].dates.add_file(header.fields, parts.attachment);
    return;
  }
  ++facts->app_lines;
  if (parts.match.phrase) add_notice(header.fields, parts.match);
}

void ChatSurvey::add_notice(const HeaderFields& fields, const PhraseMatch& match) {
  if (is_part_) return keep_notice(fields, match);
  group_ |= is_of_group(match.kind());
  if (match.actor_is_you || match.persons_are_you || book_.is_you(match.actor)) you_named_ = true;
  switch (match.kind()) {
    case PhraseKind::created_group:
    case PhraseKind::subject:
      if (match.last_text.data()) subject_ = person_id(unquoted(match.last_text));
      return;
    case PhraseKind::added:
    case PhraseKind::joined:
    case PhraseKind::left:
    case PhraseKind::removed:
      break;
    default:
      return;
  }
  bool joined = match.kind() == PhraseKind::added || match.kind() == PhraseKind::joined;
  if (match.persons_are_you) return add_transition(fields, {}, true, joined);
  for (std::string_view person : split_persons(book_, match.persons, authors_))
    add_transition(fields, person, book_.is_you(person), joined);
}

void ChatSurvey::add_transition(const HeaderFields& fields, std::string_view name, bool you, bool joined) {
  if (transitions_.size() >= limits_.transitions) {
    overflow_ = true;
    return;
  }
  you_named_ |= you;
  // The owner's id is not known yet: index of the empty name.
  std::string id = you ? std::string() : person_id(name);
  auto [it, fresh] = person_index_.try_emplace(id, uint32_t(people_.size()));
  if (fresh) people_.push_back(id);
  transitions_.push_back({fields, it->second, joined});
}

const ChatSurvey::Candidate* ChatSurvey::candidate(HeaderShape shape) const {
  for (const Candidate& c : candidates_)
    if (c.shape == shape) return &c;
  return nullptr;
}

std::optional<HeaderShape> ChatSurvey::winner() const {
  const Candidate* best = nullptr;
  uint64_t all = 0;
  for (const Candidate& c : candidates_) {
    all += c.dates.lines();
    if (!best || c.dates.lines() > best->dates.lines()) best = &c;
  }
  if (!best) return std::nullopt;
  // An export begins with a header of its own, while a long forwarded chat may outnumber it.
  const Candidate* first = candidate(*first_);
  return first->dates.lines() * 20 >= all ? first->shape : best->shape;
}

void ChatSurvey::finish(Chat& chat, uint32_t file, std::vector<Finding>& findings) {
  Origin origin{file, 0, 0, 0};
  const Candidate* dates = candidate(*locked_);
  chat.header.shape = *locked_;
  chat.marks_app_text = app_marks_;
  decide_order(chat, *dates, findings, origin);
  uint64_t others = 0;
  for (const Candidate& c : candidates_) others += c.shape == *locked_ ? 0 : c.dates.lines();
  if (others)
    findings.push_back(finding(
        Code::other_templates,
        fmt::format("{} with a date that is not written as in this export. In this export it is "
                    "written as {}, which {}.",
                    others == 1 ? "1 line begins" : fmt::format("{} lines begin", others), locked_->describe(),
                    dates->dates.lines() == 1 ? "1 line has" : fmt::format("{} lines have", dates->dates.lines())),
        {}, origin));
  decide_people(chat, findings, origin);
  decide_name(chat);
  fill_roster(chat);
  if (overflow_)
    findings.push_back(finding(Code::too_many_people,
                               fmt::format("The chat has more than {} people or {} changes of membership.",
                                           limits_.authors, limits_.transitions),
                               {}, origin));
}

void ChatSurvey::decide_order(Chat& chat, const Candidate& dates, std::vector<Finding>& findings, Origin origin) {
  auto stated = stated_date_order(options_);
  DateDecision decision = decide_date_order(dates.dates, chat.header.shape, stated);
  chat.header.order = decision.order;
  std::string message =
      fmt::format("Dates are read as {}; this is {}.", words_of(decision.order), name_of(decision.confidence));
  if (!decision.reason.empty()) message.append(" ").append(decision.reason);
  bool guess = decision.confidence == Confidence::guess;
  findings.push_back(finding(guess ? Code::date_order_guess : Code::date_order, std::move(message), {}, origin));
  uint64_t impossible = dates.dates.impossible(decision.order);
  DateDecision unasked = decide_date_order(dates.dates, chat.header.shape, std::nullopt);
  if (stated && dates.dates.impossible(unasked.order) < impossible)
    findings.push_back(finding(
        Code::date_order_contradicted,
        fmt::format(
            "Read as {}, as stated with --date-order {}, {} of the {} dates do not exist. The file suggests {}.",
            words_of(decision.order), name_of(*stated), impossible, dates.dates.lines(), words_of(unasked.order)),
        {}, origin));
  if (uint64_t buddhist = dates.dates.buddhist(decision.order))
    findings.push_back(finding(
        Code::buddhist_years,
        fmt::format("{} of the {} dates have a year of the Buddhist era.", buddhist, dates.dates.lines()), {}, origin));
  uint64_t backward = dates.dates.backward(decision.order);
  in_order_ = backward == 0;
  has_dates_ = impossible < dates.dates.lines();
  if (backward)
    findings.push_back(finding(Code::times_go_back,
                               fmt::format("{} of the {} messages and notices {} earlier than one before.", backward,
                                           dates.dates.lines(), backward == 1 ? "is" : "are"),
                               {}, origin));
}

void ChatSurvey::decide_people(Chat& chat, std::vector<Finding>& findings, Origin origin) {
  // "Name:text" without a blank: a name that is known otherwise, or comes again.
  bool none = authors_.empty();
  for (auto& [id, facts] : tight_) {
    auto it = authors_.find(id);
    if (it != authors_.end())
      it->second.messages += facts.messages;
    else if (none && facts.messages > 1)
      authors_[id] = facts;
  }
  chat.authors = authors_;
  chat.type = !group_ && authors_.size() <= 2 ? ConversationType::direct : ConversationType::channel;
  chat.you = kYou;
  const std::string_view stated = kMe.value(options_);
  if (stated.empty()) return;
  std::string me = person_id(stated), folded = fold_case(me), phone = phone_number(me);
  chat.you = me;
  for (const auto& [id, facts] : chat.authors) {
    if (id == me || fold_case(id) == folded || (!phone.empty() && phone_number(id) == phone)) {
      // The exact name, else the first in order of bytes.
      if (chat.you_known && id != me && (chat.you == me || chat.you < id)) continue;
      chat.you = id;
      chat.you_known = true;
    }
  }
  if (chat.you_known || you_named_) chat.custodian = chat.you;
  if (!chat.you_known)
    findings.push_back(finding(
        Code::me_unknown, fmt::format("Nobody in this chat has the name or number \"{}\".", stated), {}, origin));
}

void ChatSurvey::decide_name(Chat& chat) {
  if (!chat.name.empty()) return;
  if (!subject_.empty()) {
    chat.name = subject_;
    return;
  }
  // Notices of an iPhone stand under the name of the chat.
  std::vector<std::string_view> people, app;
  for (const auto& [id, facts] : chat.authors) (facts.messages ? people : app).push_back(id);
  std::sort(people.begin(), people.end());
  if (app.size() == 1) {
    chat.name = app[0];
    return;
  }
  constexpr size_t kShown = 4;
  for (size_t i = 0; i < std::min(people.size(), kShown); ++i) {
    if (i) chat.name += ", ";
    chat.name += people[i];
  }
  if (people.size() > kShown) chat.name += fmt::format(" and {} more", people.size() - kShown);
}

void ChatSurvey::fill_roster(Chat& chat) const {
  std::unordered_map<std::string_view, uint32_t> index;
  auto person = [&](const std::string& id) {
    if (auto it = index.find(id); it != index.end()) return it->second;
    std::string_view kept = chat.roster_text.emplace_back(id);
    std::string_view phone;
    if (auto number = phone_number(id); !number.empty()) phone = chat.roster_text.emplace_back(number);
    Participant row;
    row.id = row.display = kept;
    row.account_id = phone;
    chat.roster.people.push_back(row);
    return index[kept] = uint32_t(chat.roster.people.size() - 1);
  };
  if (chat.type == ConversationType::direct) {
    std::vector<std::string> ids;
    for (const auto& [id, facts] : chat.authors) ids.push_back(id);
    std::sort(ids.begin(), ids.end());
    for (const std::string& id : ids) chat.roster.members.push_back(person(id));
  }
  for (const RawTransition& raw : transitions_) {
    CivilTime civil;
    if (!to_civil(raw.fields, chat.header.order, civil)) continue;
    const std::string& id = people_[raw.person];
    chat.roster.transitions.push_back({chat.zone.to_utc(civil).utc, person(id.empty() ? chat.you : id), raw.joined});
  }
  std::stable_sort(chat.roster.transitions.begin(), chat.roster.transitions.end(),
                   [](const Transition& a, const Transition& b) { return a.time < b.time; });
}

}  // namespace rsmf::whatsapp
