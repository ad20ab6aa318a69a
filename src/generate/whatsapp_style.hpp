// How WhatsApp writes a chat on each kind of phone and in each language, as data.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace rsmf {

enum class Phone : uint8_t { android, ios };

/// In the templates, %A is the actor, %B another person, %G the group.
struct WhatsappStyle {
  Phone phone;
  std::string_view language;
  std::string_view date;  ///< d, D, m, M, y, Y: day, month, year, short and padded (Y: four digits)
  bool comma;             ///< between date and time
  bool half_days;         ///< 3:04 PM
  std::string_view file;  ///< name of the text in the export; %G is the group
  std::string_view encrypted, created, added, left, subject;
  std::string_view omitted, attached;  ///< attached: %F is the file's name
  std::string_view deleted, edited;
};

std::span<const WhatsappStyle> whatsapp_styles();

}  // namespace rsmf
