// People as they are written, made once and kept: the same people stand in slice after slice.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/fingerprint.hpp"
#include "base/text_buffer.hpp"
#include "rsmf/encode_options.hpp"
#include "slice/slice.hpp"

namespace rsmf {

/// How one person is written.
struct PersonText {
  Fingerprint print;                    ///< of whom it is
  std::string id;                       ///< quoted, as JSON
  std::string row_begin, row_end;       ///< of the manifest's list; an avatar stands between them
  std::string mailbox;                  ///< for From and To
  std::string platform;                 ///< that the mailbox is for: an address may be made of it
  bool fits_participants_line = false;  ///< readers would take the name in X-RSMF-Participants for what it is
};

/// Keeps the texts of some thousands of people. One is known by place and by fingerprint: people who have been let go
/// make room for others, and a fingerprint can be forged.
class PersonTexts {
 public:
  explicit PersonTexts(RsmfVersion version) : version_(version) {}

  /// The texts of a slice's people, in their order. They are valid until the next call.
  void gather(const Slice& slice, std::vector<const PersonText*>& into);

  /// Of the people last gathered: "Ada,Bob", as X-RSMF-Participants has it; empty if a reader would find that different
  /// from the manifest, or too long for a line.
  std::string_view participants_line() const { return line_; }

 private:
  void make_line(const Slice& slice, const std::vector<const PersonText*>& people);
  const PersonText& of(const ParticipantRecord& person, std::string_view platform);
  void make(const Participant& row, PersonText& into);
  std::string taken();

  RsmfVersion version_;
  std::unordered_map<const ParticipantRecord*, PersonText> texts_;
  size_t bytes_ = 0;
  TextBuffer scratch_;
  std::string line_;
  std::vector<std::string_view> names_;
};

}  // namespace rsmf
