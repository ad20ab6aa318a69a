// The plain text part: what a search engine reads, and a person who opens the file by hand.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/text_buffer.hpp"
#include "rsmf/encode/slice_encoder.hpp"
#include "slice/slice.hpp"

namespace rsmf {

/// One block per event, in the order of the events:
///
///   Alice Example 2024-03-01T08:09:10Z
///   what she wrote
///   Attachment: plan.pdf
///   Reaction: thumbsup (Bob Example, Carol Example)
///   Edited from: what she wrote first
///   (blank line)
///
/// All line ends are CRLF; other than that the text is as people wrote it.
class TextPart {
 public:
  /// Starts over with the title line of the slice.
  void begin(const Slice& slice);
  /// REQUIRES: all indices of the event are within slice.people.
  /// `outcomes` are those of the event's attachments.
  void add(const Event& event, std::string_view timestamp, std::string_view body,
           std::span<const AttachmentOutcome> outcomes);
  const TextBuffer& text() const { return text_; }
  TextBuffer& text() { return text_; }

 private:
  void put_line(std::string_view label, std::string_view text);
  void put_attachment(const AttachmentOutcome& outcome);
  void put_reaction(const Reaction& reaction);
  std::string_view name_of(uint32_t person) const { return slice_->people[person]->row.display; }

  const Slice* slice_ = nullptr;
  TextBuffer text_;
  std::string scratch_;
};

/// Appends `text` with every line end (CR, LF, CRLF) as CRLF.
void append_with_crlf(std::string_view text, TextBuffer& to);

}  // namespace rsmf
