// The sentences that WhatsApp writes into an export by itself, in many languages: data, not code. To add a language,
// copy languages/en.inc and list it in phrase.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace rsmf::whatsapp {

enum class PhraseKind : uint8_t {
  // System lines.
  encryption,
  created_group,
  added,
  joined,
  left,
  removed,
  subject,
  icon,
  description,
  settings,
  number_changed,
  security_code,
  admin,
  disappearing,
  pinned,
  call,
  contact_notice,
  business,
  community,
  other_notice,
  // What stands in place of a message's content.
  omitted,
  omitted_image,
  omitted_video,
  omitted_audio,
  omitted_gif,
  omitted_sticker,
  omitted_document,
  omitted_contact,
  view_once,
  deleted,
  live_location,
  // Marks within a message.
  attached,
  edited,
  // Structure.
  poll,
  poll_option,
  event,
  // Words.
  you,
  and_word,
  file_name,
};

inline bool is_system(PhraseKind kind) {
  return kind <= PhraseKind::other_notice;
}
inline bool is_omitted(PhraseKind kind) {
  return kind >= PhraseKind::omitted && kind <= PhraseKind::omitted_contact;
}
inline bool is_placeholder(PhraseKind kind) {
  return kind >= PhraseKind::omitted && kind <= PhraseKind::live_location;
}
/// True for notices that only a group has.
bool is_of_group(PhraseKind kind);
/// "group created", "call", ... for system lines; "image", ... for omitted media.
std::string_view name_of(PhraseKind kind);

/// `pattern` is text with places: {A} who did it, {P} whom it concerns (several persons joined by commas and the
/// language's "and"), {T} any text. {A:you} and {P:you} stand for no text and say that this is the owner of the phone.
/// A full stop at the end is optional.
struct Phrase {
  std::string_view language;
  PhraseKind kind;
  std::string_view pattern;
};

std::span<const Phrase> all_phrases();

}  // namespace rsmf::whatsapp
