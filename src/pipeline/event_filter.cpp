#include "pipeline/event_filter.hpp"

#include <algorithm>
#include <unordered_set>

#include "base/utf8.hpp"

namespace rsmf {
namespace {

std::vector<std::string> folded(const std::vector<std::string>& names) {
  std::vector<std::string> out;
  for (const auto& name : names) out.push_back(fold_case(name));
  return out;
}

}  // namespace

EventFilter::EventFilter(const FilterOptions& o, const IdentityTable& directory)
    : from_(o.from),
      to_(o.to),
      options_(o),
      conversations_(folded(o.conversations)),
      participants_(folded(o.participants)),
      directory_(directory),
      everything_(o.from == FilterOptions{}.from && o.to == kNoTime && conversations_.empty() &&
                  participants_.empty()) {}

bool EventFilter::wants(std::vector<Memo>& memo, uint32_t number, const std::vector<std::string>& wanted,
                        std::initializer_list<std::string_view> names) {
  if (memo.size() <= number) memo.resize(number + 1, Memo::unasked);
  if (memo[number] == Memo::unasked) {
    bool found = std::any_of(names.begin(), names.end(), [&](std::string_view name) {
      return !name.empty() && std::find(wanted.begin(), wanted.end(), fold_case(name)) != wanted.end();
    });
    memo[number] = found ? Memo::yes : Memo::no;
  }
  return memo[number] == Memo::yes;
}

bool EventFilter::passes(const Event& e) {
  if (everything_) return true;
  if (e.time != kNoTime && (e.time < from_ || e.time >= to_)) return false;
  if (!conversations_.empty()) {
    const Conversation& c = directory_.channel(e.conversation).row;
    if (!wants(conversation_memo_, e.conversation, conversations_, {c.id, c.display})) return false;
  }
  if (participants_.empty()) return true;
  if (e.participant == kNone) return false;
  const Participant& p = directory_.person(e.participant).row;
  return wants(person_memo_, e.participant, participants_, {p.id, p.display, p.email, p.account_id});
}

std::vector<std::string> EventFilter::unmatched() const {
  std::unordered_set<std::string> conversations, people;
  if (!conversations_.empty()) {
    for (uint32_t i = 0; i < directory_.channels(); ++i) {
      const Conversation& c = directory_.channel(i).row;
      for (std::string_view name : {c.id, c.display}) conversations.insert(fold_case(name));
    }
  }
  if (!participants_.empty()) {
    for (uint32_t i = 0; i < directory_.people(); ++i) {
      const Participant& p = directory_.person(i).row;
      for (std::string_view name : {p.id, p.display, p.email, p.account_id}) people.insert(fold_case(name));
    }
  }
  std::vector<std::string> none;
  for (size_t i = 0; i < conversations_.size(); ++i)
    if (!conversations.contains(conversations_[i])) none.push_back("--conversation " + options_.conversations[i]);
  for (size_t i = 0; i < participants_.size(); ++i)
    if (!people.contains(participants_[i])) none.push_back("--participant " + options_.participants[i]);
  return none;
}

}  // namespace rsmf
