// What is noted of a finished slice, so that it need not be written again.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/fingerprint.hpp"
#include "output/slice_outcome.hpp"
#include "slice/slice.hpp"

namespace rsmf {

/// Of everything in the slice that decides on the bytes of its file and on its rows, and of the path it is listed
/// under; not of where any of it lies in memory. Options and the content of attachments are not in there.
class SliceFingerprint {
 public:
  Fingerprint of(const Slice& slice, std::string_view path);

 private:
  void add(const ConversationRecord& channel);
  void add(const Event& event);
  void add(std::span<const Property> properties);
  Fingerprinter print_;
};

/// Makes `into` what take_record() takes back.
void make_record(const Fingerprint& print, const Slice& slice, const SliceOutcome& written, std::string& into);

/// What a record says was written, with pointers into `slice`; nothing unless it is a record of a slice with that
/// fingerprint.
std::optional<SliceOutcome> take_record(std::string_view record, const Fingerprint& print, const Slice& slice);

}  // namespace rsmf
