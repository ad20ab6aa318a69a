// Which files of a container are WhatsApp chats.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "archive/container.hpp"
#include "sources/whatsapp/phrase_book.hpp"

namespace rsmf::whatsapp {

struct ChatFile {
  size_t entry = 0;
  std::string folder;  ///< "" or "a/b/"
  std::string name;    ///< of the chat, as far as file names tell
};

/// Chats by name ("_chat.txt", "WhatsApp Chat with NAME.txt"), or, in folders without such names, text files whose
/// lines begin as a chat's do; of those, no more than `max_judged` are looked into. In the order of the container.
std::vector<ChatFile> locate_chats(const Container& container, const PhraseBook& book, size_t max_judged = SIZE_MAX);

/// How surely text is a chat, 0 to 100, from its first lines.
int judge_file(const Container& container, size_t entry, const PhraseBook& book, std::string& why);
int judge_text(std::string_view text, const PhraseBook& book, std::string& why);

}  // namespace rsmf::whatsapp
