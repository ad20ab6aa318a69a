#include "view/inline_picture.hpp"

#include "mime/base64_encode.hpp"
#include "view/transcript_words.hpp"

namespace rsmf {
namespace {

constexpr size_t kMagicBytes = 8;

}  // namespace

std::string_view picture_type(std::string_view first) {
  if (first.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
  if (first.starts_with("\xFF\xD8\xFF")) return "image/jpeg";
  if (first.starts_with("GIF87a") || first.starts_with("GIF89a")) return "image/gif";
  return {};
}

InlinePicture inline_picture(const EventStream& stream, std::string_view key, uint64_t most_bytes) {
  std::string bytes;
  bool is_picture = true, is_small = true;
  auto take = [&](std::string_view piece) -> Result<void> {
    is_small = bytes.size() + piece.size() <= most_bytes;
    // The beginning is kept in any case: it says whether this is a picture at all.
    bytes += is_small ? piece : piece.substr(0, kMagicBytes);
    is_picture = bytes.size() < kMagicBytes || !picture_type(bytes).empty();
    if (!is_picture || !is_small) return fail(ErrorKind::limit, "enough was seen");
    return {};
  };
  auto done = stream.read_attachment(key, take);
  InlinePicture picture;
  if (!is_picture || (done && picture_type(bytes).empty())) return picture;
  if (!is_small) picture.reason = "larger than the " + short_size(most_bytes) + " that are left for it";
  if (!done && is_small) picture.reason = "cannot be read: " + done.error().message;
  if (!done) return picture;
  picture.bytes = bytes.size();
  picture.uri = "data:" + std::string(picture_type(bytes)) + ";base64," + base64(bytes);
  return picture;
}

}  // namespace rsmf
