#include "diff/room_numbers.hpp"

#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace rsmf {

RoomNumbers match_rooms(const IdentityTable& a, const IdentityTable& b) {
  std::set<std::string_view> several;
  for (const IdentityTable* directory : {&a, &b}) {
    std::set<std::string_view> once;
    for (uint32_t i = 0; i < directory->channels(); ++i) {
      const std::string_view id = directory->channel(i).row.id;
      if (!once.insert(id).second) several.insert(id);
    }
  }
  std::map<std::pair<std::string_view, std::string_view>, uint32_t> known;
  auto number = [&](const IdentityTable& directory) {
    std::vector<uint32_t> numbers;
    for (uint32_t i = 0; i < directory.channels(); ++i) {
      const Conversation& row = directory.channel(i).row;
      const std::string_view collection = several.contains(row.id) ? row.collection_id : std::string_view();
      numbers.push_back(known.try_emplace({row.id, collection}, uint32_t(known.size())).first->second);
    }
    return numbers;
  };
  RoomNumbers rooms;
  rooms.a = number(a);
  rooms.b = number(b);
  return rooms;
}

}  // namespace rsmf
