#include "model/identity_records.hpp"

#include "base/digest.hpp"

namespace rsmf {
namespace {

std::span<const Property> copy_properties(Arena& arena, std::span<const Property> from) {
  auto to = arena.copy(from);
  for (auto& p : to) p = {arena.copy(p.name), arena.copy(p.value)};
  return to;
}

Fingerprint print_of(const Participant& row) {
  Fingerprinter print;
  for (std::string_view text : {row.id, row.display, row.email, row.account_id, row.avatar}) print.text(text);
  print.number(row.custom.size());
  for (const Property& p : row.custom) {
    print.text(p.name);
    print.text(p.value);
  }
  return print.finish();
}

}  // namespace

ParticipantRecord::ParticipantRecord(const Participant& from) {
  row.id = arena_.copy(from.id);
  row.display = from.display.empty() ? row.id : arena_.copy(from.display);
  row.email = arena_.copy(from.email);
  row.account_id = arena_.copy(from.account_id);
  row.avatar = arena_.copy(from.avatar);
  row.custom = copy_properties(arena_, from.custom);
  print = print_of(row);
}

ConversationRecord::ConversationRecord(const Conversation& from, uint32_t n) : number(n) {
  row.id = arena_.copy(from.id);
  row.display = from.display.empty() ? row.id : arena_.copy(from.display);
  row.platform = from.platform.empty() ? std::string_view("unknown") : arena_.copy(from.platform);
  row.type = from.type;
  row.custodian = arena_.copy(from.custodian);
  row.custom = copy_properties(arena_, from.custom);
  row.roster = from.roster;
  // Ids are long-lived keys on the reviewers' side: they depend on platform and conversation only.
  std::string key(row.platform);
  key += '\0';
  key += row.id;
  digest = Sha256::of(key).substr(0, 32);
  row.collection_id = arena_.copy(from.collection_id);
  collection_id = row.collection_id.empty() ? digest : std::string(row.collection_id);
}

}  // namespace rsmf
