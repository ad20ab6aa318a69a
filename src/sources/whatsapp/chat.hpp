// What is known of a chat before its messages are decoded.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

#include "rsmf/roster.hpp"
#include "sources/byte_unit.hpp"
#include "sources/source.hpp"
#include "sources/whatsapp/header.hpp"
#include "sources/whatsapp/media.hpp"
#include "sources/whatsapp/phrase_book.hpp"

namespace rsmf::whatsapp {

struct TextHash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

/// Who has written, by id.
struct AuthorFacts {
  uint64_t messages = 0;   ///< written by a person
  uint64_t app_lines = 0;  ///< notices that the app filed under this name
};
using Authors = std::unordered_map<std::string, AuthorFacts, TextHash, std::equal_to<>>;

/// Immutable once the survey is done; shared by all units of the file.
struct Chat {
  std::string folder;  ///< of the file in its container, "" or "a/b/"
  std::string id, name;
  ConversationType type = ConversationType::channel;
  HeaderTemplate header;
  bool marks_app_text = false;  ///< the app's own text begins with U+200E; anything else was typed
  Authors authors;
  std::string you;         ///< id of the phone's owner, or "You"
  bool you_known = false;  ///< `you` is one of the authors, by --me
  std::string custodian;   ///< id, or empty
  TimeZone zone;
  Roster roster;
  std::deque<std::string> roster_text;
  uint64_t max_record_bytes = 0;
  std::shared_ptr<const PhraseBook> book;
  std::shared_ptr<const MediaIndex> media;

  /// True for a name under which only the app wrote: that of the chat, not of a person.
  bool is_chat_name(std::string_view id_of_author) const {
    auto it = authors.find(id_of_author);
    return it != authors.end() && it->second.messages == 0 && type == ConversationType::channel;
  }
};

/// Lines of one chat.
struct ChatUnit : ByteUnit {
  std::shared_ptr<const Chat> chat;  ///< null: only findings
  uint64_t oversize = 0;  ///< not 0: `bytes` is the beginning of one record of that length, too large to be read

  void clear() override {
    ByteUnit::clear();
    chat.reset();
    oversize = 0;
  }
};

}  // namespace rsmf::whatsapp
