#include "archive/inflate.hpp"
#include "base/bytes.hpp"
#include "io/byte_source.hpp"
#include "mime/base64_encode.hpp"
#include "rsmf/encode/slice_encoder.hpp"

namespace rsmf {
namespace {

constexpr size_t kPiece = 48 * 1024;
constexpr size_t kBase64Slack = 16;  // that Base64Lines may want behind its text

/// Base64 text on its way out, in pieces of some 64 KB.
class Base64Output {
 public:
  explicit Base64Output(const EncodedSlice::Write& write) : write_(write) {}

  Result<void> add(std::string_view bytes) {
    while (!bytes.empty()) {
      std::string_view piece = bytes.substr(0, kPiece);
      lines_.add(piece, text_);
      bytes.remove_prefix(piece.size());
      if (text_.size() >= kPiece) RSMF_TRY(flush());
    }
    return {};
  }
  Result<void> finish() {
    lines_.finish(text_);
    return flush();
  }

 private:
  Result<void> flush() {
    if (text_.empty()) return {};
    auto done = write_(text_);
    text_.clear();
    return done;
  }

  const EncodedSlice::Write& write_;
  Base64Lines lines_;
  std::string text_;
};

Result<void> changed(const EncodedSlice::Streamed& entry) {
  return fail(ErrorKind::io, "attachment " + entry.key + " changed while it was being read");
}

Result<void> copy(const EncodedSlice::Streamed& entry, const AttachmentStore& store, Base64Output& to) {
  auto source = store.open(entry.key);
  if (!source) return std::unexpected(std::move(source.error()));
  std::vector<char> buffer(256 * 1024);
  uint64_t size = 0;
  uint32_t crc = 0;
  for (;;) {
    auto got = (*source)->read(buffer);
    if (!got) return std::unexpected(std::move(got.error()));
    if (*got == 0) break;
    std::string_view bytes(buffer.data(), *got);
    size += bytes.size();
    if (size > entry.size) return changed(entry);
    crc = crc32_of(bytes, crc);
    RSMF_TRY(to.add(bytes));
  }
  return size == entry.size && crc == entry.crc ? Result<void>() : changed(entry);
}

}  // namespace

Result<void> EncodedSlice::write_to(const AttachmentStore& store, const Write& write) {
  RSMF_TRY(write(head));
  Base64Output output(write);
  std::string_view stored = zip;
  size_t at = 0;
  for (const Streamed& entry : streamed) {
    RSMF_TRY(output.add(stored.substr(at, entry.at - at)));
    RSMF_TRY(copy(entry, store, output));
    at = entry.at;
  }
  RSMF_TRY(output.add(stored.substr(at)));
  RSMF_TRY(output.finish());
  return write(tail);
}

void EncodedSlice::render(RenderedFile& into, Sha256& hash) {
  // The head is where the file begins already. What it leaves behind is memory of the right size for the next one.
  into.bytes.clear();
  into.bytes.swap(head);
  into.bytes.reserve(bytes + kBase64Slack);
  into.crc32 = 0;
  // Piece by piece, so that what was just made is still near when it is summed up.
  size_t summed = 0;
  auto sum_up = [&] {
    std::string_view piece = std::string_view(into.bytes).substr(summed);
    hash.update(piece);
    into.crc32 = crc32_of(piece, into.crc32);
    summed = into.bytes.size();
  };
  Base64Lines lines;
  for (std::string_view rest = zip; !rest.empty();) {
    std::string_view piece = rest.substr(0, kPiece);
    rest.remove_prefix(piece.size());
    lines.add(piece, into.bytes);
    if (into.bytes.size() - summed >= kPiece) sum_up();
  }
  lines.finish(into.bytes);
  into.bytes.append(tail);
  sum_up();
  hash.finish_hex(into.sha256);
}

void EncodedSlice::clear() {
  // One giant must not cost its memory for the rest of the run.
  constexpr size_t kKeep = 32 * 1024 * 1024;
  for (std::string* text : {&head, &zip}) {
    text->clear();
    if (text->capacity() > kKeep) text->shrink_to_fit();
  }
  tail.clear();
  streamed.clear();
  bytes = zip_bytes = 0;
  attachments = participants = 0;
  outcomes.clear();
  used.clear();
  findings.clear();
}

}  // namespace rsmf
