// The words of made-up chats, as data.
#pragma once

#include <span>
#include <string_view>

namespace rsmf {

struct Vocabulary {
  std::string_view language;                  ///< ISO 639-1
  std::span<const std::string_view> words;    ///< frequent ones first
  std::span<const std::string_view> replies;  ///< whole short messages
};

/// English is the first.
std::span<const Vocabulary> vocabularies();

std::span<const std::string_view> chat_emoji();
/// Words with letters outside ASCII, for sprinkling into English.
std::span<const std::string_view> accented_words();
std::span<const std::string_view> given_names();
std::span<const std::string_view> family_names();

}  // namespace rsmf
