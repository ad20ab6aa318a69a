#include "sources/whatsapp/phrase.hpp"

namespace rsmf::whatsapp {

bool is_of_group(PhraseKind kind) {
  switch (kind) {
    case PhraseKind::created_group:
    case PhraseKind::added:
    case PhraseKind::joined:
    case PhraseKind::left:
    case PhraseKind::removed:
    case PhraseKind::subject:
    case PhraseKind::icon:
    case PhraseKind::description:
    case PhraseKind::settings:
    case PhraseKind::admin:
    case PhraseKind::community:
      return true;
    default:
      return false;
  }
}

std::string_view name_of(PhraseKind kind) {
  switch (kind) {
    case PhraseKind::encryption:
      return "encryption notice";
    case PhraseKind::created_group:
      return "group created";
    case PhraseKind::added:
      return "added";
    case PhraseKind::joined:
      return "joined";
    case PhraseKind::left:
      return "left";
    case PhraseKind::removed:
      return "removed";
    case PhraseKind::subject:
      return "subject changed";
    case PhraseKind::icon:
      return "icon changed";
    case PhraseKind::description:
      return "description changed";
    case PhraseKind::settings:
      return "settings changed";
    case PhraseKind::number_changed:
      return "phone number changed";
    case PhraseKind::security_code:
      return "security code changed";
    case PhraseKind::admin:
      return "admin changed";
    case PhraseKind::disappearing:
      return "disappearing messages";
    case PhraseKind::pinned:
      return "message pinned";
    case PhraseKind::call:
      return "call";
    case PhraseKind::contact_notice:
      return "contact notice";
    case PhraseKind::business:
      return "business notice";
    case PhraseKind::community:
      return "community notice";
    case PhraseKind::other_notice:
      return "notice";
    case PhraseKind::omitted:
      return "media";
    case PhraseKind::omitted_image:
      return "image";
    case PhraseKind::omitted_video:
      return "video";
    case PhraseKind::omitted_audio:
      return "audio";
    case PhraseKind::omitted_gif:
      return "GIF";
    case PhraseKind::omitted_sticker:
      return "sticker";
    case PhraseKind::omitted_document:
      return "document";
    case PhraseKind::omitted_contact:
      return "contact";
    default:
      return "";
  }
}

namespace {
constexpr Phrase kPhrases[] = {
#define PHRASE(language, kind, pattern) {#language, PhraseKind::kind, pattern},
#include "sources/whatsapp/languages/en.inc"
// First, so that it wins where two languages share a wording.
#include "sources/whatsapp/languages/ar.inc"
#include "sources/whatsapp/languages/cs.inc"
#include "sources/whatsapp/languages/da.inc"
#include "sources/whatsapp/languages/de.inc"
#include "sources/whatsapp/languages/es.inc"
#include "sources/whatsapp/languages/fi.inc"
#include "sources/whatsapp/languages/fr.inc"
#include "sources/whatsapp/languages/he.inc"
#include "sources/whatsapp/languages/hi.inc"
#include "sources/whatsapp/languages/id.inc"
#include "sources/whatsapp/languages/it.inc"
#include "sources/whatsapp/languages/ja.inc"
#include "sources/whatsapp/languages/ko.inc"
#include "sources/whatsapp/languages/nl.inc"
#include "sources/whatsapp/languages/pl.inc"
#include "sources/whatsapp/languages/pt.inc"
#include "sources/whatsapp/languages/ru.inc"
#include "sources/whatsapp/languages/sv.inc"
#include "sources/whatsapp/languages/tr.inc"
#include "sources/whatsapp/languages/zh.inc"
#undef PHRASE
};
}  // namespace

std::span<const Phrase> all_phrases() {
  return kPhrases;
}

}  // namespace rsmf::whatsapp
