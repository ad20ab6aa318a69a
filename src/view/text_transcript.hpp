// A transcript for a terminal, or for a file of plain text.
#pragma once

#include <string>
#include <string_view>

#include "view/transcript.hpp"

namespace rsmf {

struct TextStyle {
  size_t width = 80;    ///< columns; 0: lines are never broken
  bool colour = false;  ///< REQUIRES: a terminal
};

class TextTranscript final : public TranscriptWriter {
 public:
  /// REQUIRES: `sink` outlives it.
  TextTranscript(TextStyle style, const TextSink& sink) : style_(style), sink_(sink) {}

  Result<void> begin_input(const TranscriptInput& input) override;
  Result<void> begin_conversation(uint32_t conversation, bool again, TimeNs first) override;
  Result<void> begin_day(int64_t day, bool again) override;
  Result<void> entry(const TranscriptEntry& entry) override;
  Result<void> end_input() override;
  /// With several inputs, each begins with its path.
  void name_inputs() { names_inputs_ = true; }

 private:
  void write_members(const Conversation& conversation, TimeNs first);
  void write_head(const TranscriptEntry& entry);
  void write_text(const Event& e);
  void write_edits(const Event& e);
  void write_attachments(const Event& e);
  void write_reactions(const Event& e);
  void write_receipts(const Event& e);
  void write_properties(const Event& e);
  /// Text of others below the current entry, wrapped, each line after the margin and `mark`.
  void write_below(std::string_view text, std::string_view mark = {});
  /// A remark of ours about the entry; `text` is fit for a terminal already.
  void write_remark(std::string_view text);
  std::string strong(std::string_view text) const;
  std::string faint(std::string_view text) const;
  std::string names(std::span<const uint32_t> people) const;
  /// With its date only where that is another day than the one at hand.
  std::string clock(TimeNs t) const;
  Result<void> flush_if_large();

  TextStyle style_;
  const TextSink& sink_;
  const TranscriptInput* input_ = nullptr;
  int64_t day_ = TranscriptDay::kUndated;
  bool names_inputs_ = false, anything_written_ = false;
  std::string margin_;  // what stands before each line of the entry at hand
  std::string out_, scratch_;
};

}  // namespace rsmf
