#include "rsmf/encode/text_part.hpp"

#include <algorithm>

#include "base/copy_until.hpp"
#include "rsmf/encode/attachment_set.hpp"

namespace rsmf {
namespace {

struct LineEnd {
  static bool is(unsigned char c) { return c == '\n' || c == '\r'; }
  static uint32_t mask(ByteBlock block) { return ((block == '\n') | (block == '\r')).bits(); }
};

}  // namespace

void append_with_crlf(std::string_view text, TextBuffer& to) {
  constexpr size_t kPiece = 64 * 1024;
  const char* from = text.data();
  const char* end = from + text.size();
  while (from < end) {
    const char* piece_end = from + std::min(kPiece, static_cast<size_t>(end - from));
    char* out = to.room(static_cast<size_t>(piece_end - from) * 2);
    for (;;) {
      from = copy_until<LineEnd>(from, piece_end, out);
      if (from == piece_end) break;
      *out++ = '\r';
      *out++ = '\n';
      bool pair = *from == '\r' && from + 1 < end && from[1] == '\n';
      from += pair ? 2 : 1;
      if (from >= piece_end) break;  // a pair may reach one past the piece
    }
    to.commit(out);
  }
}

void TextPart::begin(const Slice& slice) {
  slice_ = &slice;
  text_.clear();
  put_line("Conversation: ", slice.channel->row.display);
  text_.append("\r\n");
}

void TextPart::put_line(std::string_view label, std::string_view text) {
  text_.append(label);
  append_with_crlf(text, text_);
  text_.append("\r\n");
}

void TextPart::put_reaction(const Reaction& reaction) {
  text_.append("Reaction: ");
  append_with_crlf(reaction.value, text_);
  const char* separator = " (";
  for (uint32_t person : reaction.participants) {
    text_.append(separator);
    append_with_crlf(name_of(person), text_);
    separator = ", ";
  }
  text_.append(reaction.participants.empty() ? "\r\n" : ")\r\n");
}

void TextPart::put_attachment(const AttachmentOutcome& outcome) {
  text_.append("Attachment: ");
  append_with_crlf(written_display(outcome, scratch_), text_);
  text_.append(outcome.name.empty() ? " (missing)\r\n" : "\r\n");
}

void TextPart::add(const Event& event, std::string_view timestamp, std::string_view body,
                   std::span<const AttachmentOutcome> outcomes) {
  append_with_crlf(name_of(event.participant), text_);
  if (!timestamp.empty()) text_.append_all(" ", timestamp);
  if (event.deleted) text_.append(" (deleted)");
  if (event.context) text_.append(" (repeated from another file)");
  text_.append("\r\n");
  if (!body.empty()) {
    append_with_crlf(body, text_);
    text_.append("\r\n");
  } else if (event.type == EventType::join || event.type == EventType::leave) {
    text_.append(event.type == EventType::join ? "(joined)\r\n" : "(left)\r\n");
  }
  // Those that are there first: the manifest does not say where among them a missing one stood.
  for (bool there : {true, false})
    for (const AttachmentOutcome& outcome : outcomes)
      if (outcome.name.empty() != there) put_attachment(outcome);
  for (const Reaction& reaction : event.reactions) put_reaction(reaction);
  for (const Edit& edit : event.edits)
    if (!edit.previous.empty()) put_line("Edited from: ", edit.previous);
  text_.append("\r\n");
}

}  // namespace rsmf
