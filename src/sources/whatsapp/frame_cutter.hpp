// Cuts the text of a chat into runs of whole messages.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "sources/whatsapp/chat.hpp"
#include "sources/whatsapp/text_stream.hpp"

namespace rsmf::whatsapp {

/// One pass over one chat file. Holds no more than a frame and its rest, or one message up to the limit.
class FrameCutter {
 public:
  FrameCutter(TextStream text, std::shared_ptr<const Chat> chat, uint64_t frame_bytes)
      : text_(std::move(text)), chat_(std::move(chat)), frame_bytes_(frame_bytes ? frame_bytes : 1) {}

  /// Fills bytes, offset and context of `into`; false at the end. After an error, call again for what was read before.
  Result<bool> next(ChatUnit& into);
  uint64_t consumed() const { return text_.consumed(); }
  bool is_utf16() const { return text_.is_utf16(); }

 private:
  Result<void> fill(size_t bytes);
  /// The last place > 0 in pending_ where a record begins; 0 if there is none.
  size_t last_border() const;
  /// The first such place at or after `from`, npos if there is none; `checked` is how far it is sure.
  size_t first_border(size_t from, size_t& checked) const;
  bool is_border(size_t at, bool& sure) const;
  void emit(ChatUnit& into, size_t bytes);
  Result<bool> pass_oversized(ChatUnit& into);

  TextStream text_;
  std::shared_ptr<const Chat> chat_;
  uint64_t frame_bytes_;
  Bytes pending_;
  uint64_t offset_ = 0;  // of pending_ in the text
  bool ended_ = false;
  std::optional<Error> failed_;  // to be told by the next call
};

}  // namespace rsmf::whatsapp
