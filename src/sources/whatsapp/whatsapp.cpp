// WhatsApp "Export chat", of iPhones and of Android. See README.md.
#include <fmt/format.h>

#include "sources/shared_options.hpp"
#include "sources/source.hpp"
#include "sources/whatsapp/chat_source.hpp"
#include "sources/whatsapp/locate.hpp"
#include "sources/whatsapp/whatsapp_findings.hpp"
#include "sources/whatsapp/whatsapp_options.hpp"

namespace rsmf {
namespace {

constexpr size_t kMaxJudged = 100;  // text files of unknown names that a probe looks into

int probe(const Container& container, std::string& why) {
  const whatsapp::PhraseBook book;
  auto chats = whatsapp::locate_chats(container, book, kMaxJudged);
  int best = 0;
  for (size_t i = 0; i < chats.size() && i < kMaxJudged && best < 98; ++i) {
    std::string reason;
    int score = whatsapp::judge_file(container, chats[i].entry, book, reason);
    const std::string& name = container.entries()[chats[i].entry].name;
    if (container.kind() != Container::Kind::file) reason = name + ": " + reason;
    bool named = name.ends_with("_chat.txt") || !chats[i].name.empty();
    if (named && score >= 30 && score < 95) {
      score = 95;
      reason += ", and the file is named as WhatsApp names chats";
    }
    if (score > best) {
      best = score;
      why = reason;
    }
  }
  return best;
}

constexpr Fidelity kFidelity[] = {
    {"messages", "kept", "text byte for byte; line ends become LF"},
    {"authors", "kept", "as the phone's address book names them, or their numbers"},
    {"times", "partly", "local time of the phone, to the second or minute; the zone is not in the export (--timezone)"},
    {"joins and leaves", "kept", "in the languages of the tables; otherwise as notices"},
    {"notices of the app", "kept", "as disclaimers"},
    {"attachments", "partly", "found by name beside the chat or under --files; an export without media names none"},
    {"deletions", "partly", "that a message was deleted; not what it said"},
    {"edits", "partly", "that a message was edited, and its last text; not when, and not the earlier text"},
    {"polls, places, contacts, events", "kept", "as text, and as custom properties"},
    {"reactions", "not in the export", ""},
    {"replies and quotes", "not in the export", ""},
    {"read receipts", "not in the export", ""},
    {"direction and custodian", "partly", "with --me only"},
};
constexpr const OptionSpec* kOptions[] = {&kTimezone, &whatsapp::kDateOrder, &whatsapp::kMe, &kFilesFolder};

}  // namespace

extern const SourceFormat whatsapp_format;
constinit const SourceFormat whatsapp_format{"whatsapp",
                                             "WhatsApp chat export",
                                             "text file, or folder or zip with media",
                                             probe,
                                             whatsapp::ChatSource::open,
                                             whatsapp::kFindings,
                                             kFidelity,
                                             kOptions};

}  // namespace rsmf
