// Names of files in rsmf.zip.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace rsmf {

/// Gives out names that every system and reader can live with: flat, at most 200 bytes, no reserved characters, NFC,
/// and no two that differ by case only. Deterministic: depends on the order of the calls.
class AttachmentNames {
 public:
  AttachmentNames() { clear(); }
  /// `unique` is what the source calls the file (may be a path, may be empty), `display` what people saw.
  std::string take(std::string_view unique, std::string_view display);
  /// For a file that had a name in another rsmf.zip: that one, if it is portable and free.
  std::string keep(std::string_view entry) { return without_collision(portable(entry)); }
  void clear();

 private:
  static std::string portable(std::string_view text);
  std::string without_collision(std::string name);
  std::unordered_map<std::string, uint32_t> taken_;  // folded name -> the last number that was put behind it
};

}  // namespace rsmf
