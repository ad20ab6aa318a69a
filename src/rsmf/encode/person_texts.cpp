#include "rsmf/encode/person_texts.hpp"

#include <algorithm>

#include "base/email_address.hpp"
#include "base/utf8.hpp"
#include "json/json_escape.hpp"
#include "json/utf8_validation.hpp"
#include "mime/mail_address.hpp"
#include "mime/mail_text.hpp"
#include "rsmf/encode/custom_list.hpp"
#include "rsmf/schema/member_text.hpp"

namespace rsmf {
namespace {

using Name = ManifestName;

constexpr auto kParticipant = RowKind::participant;

/// Some hundred bytes each, as a rule.
constexpr size_t kMaxKept = 4096, kMaxBytes = 4 << 20;

/// The longest line of a mail, without the name of the header.
constexpr size_t kMaxLine = 998 - std::string_view("X-RSMF-Participants: ").size();

/// Readers compare the header with the participants' names byte by byte, and split it at commas.
bool can_match(std::string_view display) {
  return !display.empty() && display.size() < kMaxLine && display.find(',') == std::string_view::npos &&
         display.find("=?") == std::string_view::npos && is_valid_utf8(display) &&
         one_line(display, kMaxLine) == display;
}

}  // namespace

void PersonTexts::gather(const Slice& slice, std::vector<const PersonText*>& into) {
  if (texts_.size() > kMaxKept || bytes_ > kMaxBytes) {
    texts_.clear();
    bytes_ = 0;
  }
  into.clear();
  for (const ParticipantRecord* person : slice.people) into.push_back(&of(*person, slice.channel->row.platform));
  make_line(slice, into);
}

void PersonTexts::make_line(const Slice& slice, const std::vector<const PersonText*>& people) {
  line_.clear();
  names_.clear();
  bool fits = true;
  for (size_t i = 0; i < people.size() && fits; ++i) {
    std::string_view name = names_.emplace_back(slice.people[i]->row.display);
    fits = people[i]->fits_participants_line && line_.size() + name.size() + 1 <= kMaxLine;
    if (i > 0) line_.push_back(',');
    if (fits) line_.append(name);
  }
  if (fits) std::sort(names_.begin(), names_.end());
  if (!fits || std::adjacent_find(names_.begin(), names_.end()) != names_.end()) line_.clear();
}

const PersonText& PersonTexts::of(const ParticipantRecord& person, std::string_view platform) {
  PersonText& text = texts_[&person];
  const bool fresh = text.id.empty() || text.print != person.print;
  if (fresh) make(person.row, text);
  text.print = person.print;
  if (fresh || text.platform != platform) {
    text.platform = platform;
    text.mailbox = mailbox(person.row.display, address_of(person.row, platform));
  }
  return text;
}

void PersonTexts::make(const Participant& row, PersonText& into) {
  const bool is_address = is_plain_email_address(row.email);
  append_json_string(row.id, scratch_);
  into.id = taken();
  append_json_member(kFirstMember<kParticipant, Name::id>, row.id, scratch_);
  append_json_member(kNextMember<kParticipant, Name::display>, row.display.empty() ? row.id : row.display, scratch_);
  if (is_address) append_json_member(kNextMember<kParticipant, Name::email>, row.email, scratch_);
  into.row_begin = taken();
  if (version_ != RsmfVersion::v1_0_0)
    append_json_member(kNextMember<kParticipant, Name::account_id, kVersion2>, row.account_id, scratch_);
  {
    CustomList custom(scratch_);
    for (const Property& property : row.custom) custom.add(property.name, property.value);
    if (!is_address) custom.add(kMemberNote<kParticipant, Name::email>, row.email);
    if (version_ == RsmfVersion::v1_0_0) custom.add(kMemberNote<kParticipant, Name::account_id>, row.account_id);
  }
  scratch_.append('}');
  into.row_end = taken();
  into.fits_participants_line = can_match(row.display);
}

std::string PersonTexts::taken() {
  std::string text(scratch_.view());
  bytes_ += text.size();
  scratch_.clear();
  return text;
}

}  // namespace rsmf
