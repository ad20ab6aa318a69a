// A transcript as one page that looks like a chat.
#pragma once

#include <string>
#include <string_view>

#include "view/transcript.hpp"
#include "view/transcript_survey.hpp"

namespace rsmf {

/// Reads each input twice: the head of a page says what follows. Everything is in the page. It has no script and no
/// link, its policy forbids to load or run anything, and whatever people wrote is characters in it.
class HtmlTranscript final : public TranscriptWriter {
 public:
  /// Pictures of at most `image_bytes` are shown, up to 100 times that in all; 0: none. REQUIRES: `sink` outlives it.
  HtmlTranscript(uint64_t image_bytes, const TextSink& sink)
      : image_bytes_(image_bytes),
        image_bytes_left_(image_bytes > UINT64_MAX / 100 ? UINT64_MAX : image_bytes * 100),
        sink_(sink) {}

  Result<void> begin_input(const TranscriptInput& input) override;
  Result<void> begin_conversation(uint32_t conversation, bool again, TimeNs first) override;
  Result<void> begin_day(int64_t day, bool again) override;
  Result<void> entry(const TranscriptEntry& entry) override;
  Result<void> end_input() override;
  /// The end of the page: once, after all inputs.
  Result<void> finish();
  uint64_t pictures() const { return pictures_; }

 private:
  void write_page_head(std::string_view title);
  /// What the page shows of its input, and what not.
  void write_extent(const TranscriptSurvey& survey, const ViewSummary& summary);
  void write_members(const Conversation& conversation, TimeNs first);
  void write_face(const Event& e);
  void write_head(const TranscriptEntry& entry);
  void write_origin(const TranscriptEntry& entry);
  void write_text(const Event& e);
  void write_edits(const Event& e);
  void write_attachments(const Event& e);
  void write_picture(const Attachment& attachment);
  void write_reactions(const Event& e);
  void write_receipts(const Event& e);
  void write_properties(std::span<const Property> properties);
  void write_names(std::span<const uint32_t> people);
  /// What people wrote, in a box of its own.
  void write_block(std::string_view text, std::string_view css_class);
  std::string time(TimeNs t) const;
  Result<void> flush(size_t more_than);

  uint64_t image_bytes_, image_bytes_left_;
  const TextSink& sink_;
  const TranscriptInput* input_ = nullptr;
  int64_t day_ = TranscriptDay::kUndated;
  uint64_t pictures_ = 0;
  bool head_written_ = false, in_section_ = false;
  std::string out_;
};

}  // namespace rsmf
