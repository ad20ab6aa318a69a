// The people of a unit: each spelling of a name is looked up once.
#include "sources/whatsapp/decoder.hpp"
#include "sources/whatsapp/marks.hpp"

namespace rsmf::whatsapp {
namespace {
constexpr size_t kMaxKnown = 4096;  // spellings that a decoder remembers from unit to unit

size_t slot_of(std::string_view raw, size_t slots) {
  uint64_t hash = raw.size();
  for (size_t i = 0; i < raw.size(); ++i) hash = (hash ^ static_cast<unsigned char>(raw[i])) * 0x9E3779B97F4A7C15U;
  return (hash >> 32) % slots;
}
}  // namespace

const ChatDecoder::Known& ChatDecoder::known(std::string_view raw) {
  if (auto it = known_.find(raw); it != known_.end()) return it->second;
  if (known_.size() >= kMaxKnown) known_.clear();
  Known fresh;
  fresh.id = person_id(raw);
  fresh.phone = phone_number(fresh.id);
  fresh.plain = is_plain_author(*chat_->book, raw);
  return known_.emplace(raw, std::move(fresh)).first->second;
}

uint32_t ChatDecoder::participant(const std::string& id, const std::string& phone) {
  if (id.empty()) return kNone;
  if (uint32_t found = into_->find_participant(id); found != kNone) return found;
  Participant row;
  row.id = row.display = into_->copy(std::string_view(id));
  if (!phone.empty()) row.account_id = into_->copy(std::string_view(phone));
  return into_->participant(row);
}

const ChatDecoder::Spelling* ChatDecoder::spelling(std::string_view raw, bool& plain) {
  size_t slot = slot_of(raw, kSpellings);
  for (size_t tries = 0; tries < 8; ++tries, slot = (slot + 1) % kSpellings) {
    Spelling& s = spellings_[slot];
    if (s.raw.data() && s.raw != raw) continue;
    if (!s.raw.data()) {
      const Known& facts = known(raw);
      if (!facts.plain) break;
      uint32_t index = chat_->is_chat_name(facts.id) ? kNone : participant(facts.id, facts.phone);
      s = {raw, index, chat_->you_known && facts.id == chat_->you};
    }
    plain = true;
    return &s;
  }
  // Too many authors in this unit, or one whose name may begin a notice.
  const Known& facts = known(raw);
  plain = facts.plain;
  spare_ = {raw, kNone, chat_->you_known && facts.id == chat_->you};
  return &spare_;
}

uint32_t ChatDecoder::person(std::string_view name, bool you) {
  std::string id = you ? chat_->you : person_id(name);
  return participant(id, phone_number(id));
}

void ChatDecoder::add_property(std::string_view name, std::string_view value) {
  if (!value.empty()) properties_.push_back({name, value});
}

}  // namespace rsmf::whatsapp
