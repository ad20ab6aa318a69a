// People as they are written, made once and kept: the same people stand in slice after slice.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/fingerprint.hpp"
#include "rsmf/encode_options.hpp"
#include "rsmf/text_buffer.hpp"
#include "slice/slice.hpp"

namespace rsmf {

/// How one person is written.
struct PersonText {
  std::string id;                    ///< quoted, as JSON
  std::string row_begin, row_end;    ///< of the manifest's list; an avatar stands between them
  std::string mailbox;               ///< for From and To
  std::string platform;              ///< that the mailbox is for: an address may be made of it
  bool stands_in_participants_line;  ///< readers would take the name in X-RSMF-Participants for what it is
};

/// Keeps the texts of some thousands of people, by what they are and not by where they lie.
class PersonTexts {
 public:
  explicit PersonTexts(RsmfVersion version) : version_(version) {}

  /// The texts of a slice's people, in their order. They are valid until the next call.
  void gather(const Slice& slice, std::vector<const PersonText*>& into);

  /// X-RSMF-Participants is no longer than a line may be.
  static constexpr size_t kMaxLine = 998;

 private:
  const PersonText& of(const Person& person, std::string_view platform);
  void make(const Participant& row, PersonText& into);
  std::string taken();

  RsmfVersion version_;
  std::unordered_map<Fingerprint, PersonText, FingerprintHash> texts_;
  TextBuffer scratch_;
};

}  // namespace rsmf
