// The words of the manifest for values of the model. A word is spelled here and nowhere else.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "rsmf/event.hpp"

namespace rsmf {

// Each array is in the order of its enum. Importance and Direction have no word for `unstated`: the member is absent
// then.
inline constexpr std::array<std::string_view, 6> kEventTypeWords = {"message", "join",       "leave",
                                                                    "history", "disclaimer", "unknown"};
inline constexpr std::array<std::string_view, 2> kConversationTypeWords = {"direct", "channel"};
inline constexpr std::array<std::string_view, 2> kImportanceWords = {"normal", "high"};
inline constexpr std::array<std::string_view, 2> kDirectionWords = {"incoming", "outgoing"};
inline constexpr std::array<std::string_view, 2> kReceiptActionWords = {"read", "delivered"};

constexpr std::string_view choice_word(EventType type) {
  return kEventTypeWords[static_cast<size_t>(type)];
}
constexpr std::string_view choice_word(ConversationType type) {
  return kConversationTypeWords[static_cast<size_t>(type)];
}
/// REQUIRES: it is stated.
constexpr std::string_view choice_word(Importance importance) {
  return kImportanceWords[static_cast<size_t>(importance) - 1];
}
/// REQUIRES: it is stated.
constexpr std::string_view choice_word(Direction direction) {
  return kDirectionWords[static_cast<size_t>(direction) - 1];
}
constexpr std::string_view choice_word(ReceiptAction action) {
  return kReceiptActionWords[static_cast<size_t>(action)];
}

}  // namespace rsmf
