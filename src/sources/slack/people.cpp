#include "sources/slack/people.hpp"

namespace rsmf::slack {
namespace {

// The names that a `user_profile` or `bot_profile` object gives.
std::string_view name_in(JsonCursor profile) {
  ProfileNames names;
  std::string_view key;
  if (!profile.valid() || !profile.begin_object()) return {};
  while (profile.next_member(key)) {
    if (key == "display_name") {
      names.display_name = profile.string();
    } else if (key == "real_name") {
      names.real_name = profile.string();
    } else if (key == "name") {
      names.name = profile.string();
    } else {
      profile.skip();
    }
  }
  return names.best();
}

}  // namespace

const People::Cached& People::add(Cached& slot, std::string_view raw_id, const RawMessage* named, EventBuilder& into) {
  JsonTextFaults faults;
  std::string_view id = json_text(raw_id, into, faults);
  const Participant* indexed = workspace_.person(id);
  if (indexed && indexed->id == id) {
    slot = {raw_id, into.participant(*indexed), true};
    return slot;
  }
  Participant row;
  row.id = row.account_id = id;
  if (indexed) row.display = indexed->display;  // a bot's own id: the index has it at its user
  bool is_bot = named && named->user.empty();
  if (named && row.display.empty()) {
    std::string_view name = name_in(is_bot ? named->bot_profile : named->user_profile);
    row.display = json_text(name.empty() && is_bot ? named->username : name, into, faults);
  }
  static constexpr Property kBot[] = {{"Bot", "yes"}};
  if (is_bot) row.custom = kBot;
  // Not that it was a bot here: that would be remembered until the unit ends, and units may end anywhere.
  slot = {raw_id, into.participant(row), indexed || id == "USLACKBOT" || !workspace_.knows_users()};
  return slot;
}

uint32_t People::number(std::string_view raw_id, EventBuilder& into) {
  if (raw_id.empty()) return kNone;
  Cached& cached = slot(raw_id);
  return cached.id == raw_id ? cached.number : add(cached, raw_id, nullptr, into).number;
}

uint32_t People::author(const RawMessage& m, EventBuilder& into, bool& known) {
  std::string_view raw_id = !m.user.empty() ? m.user : !m.bot_id.empty() ? m.bot_id : m.username;
  known = true;
  if (raw_id.empty()) return kNone;
  Cached& cached = slot(raw_id);
  const Cached& found = cached.id == raw_id ? cached : add(cached, raw_id, &m, into);
  known = found.known || m.user.empty();
  return found.number;
}

}  // namespace rsmf::slack
