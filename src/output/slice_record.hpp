// The journal's record of a finished slice, by which a resumed run need not write it again.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/fingerprint.hpp"
#include "output/slice_outcome.hpp"
#include "slice/slice.hpp"

namespace rsmf {

/// A fingerprint of everything in a slice that influences the bytes of its file and its rows, and of the path under
/// which it is listed. It does not depend on addresses, and does not cover options or the content of attachments.
class SliceFingerprint {
 public:
  Fingerprint of(const Slice& slice, std::string_view path);

 private:
  void add(const ConversationRecord& channel);
  void add(const Event& event);
  void add(std::span<const Property> properties);
  Fingerprinter print_;
};

/// Writes the record that take_record() reads.
void make_record(const Fingerprint& print, const Slice& slice, const SliceOutcome& written, std::string& into);

/// The outcome that a record describes, with pointers into `slice`; nothing if the record is damaged or of a slice with
/// another fingerprint.
std::optional<SliceOutcome> take_record(std::string_view record, const Fingerprint& print, const Slice& slice);

}  // namespace rsmf
