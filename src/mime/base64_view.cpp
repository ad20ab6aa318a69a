#include "mime/base64_view.hpp"

#include <algorithm>
#include <cstring>
#include <memory>

#include "mime/base64_decode.hpp"

namespace rsmf {
namespace {

constexpr size_t kEncodedPiece = 16 * 1024;  // of encoded text, on the stack

std::unexpected<Error> changed() {
  return fail(ErrorKind::io, "the file changed while it was being read");
}

/// Decodes groups of four characters that begin at `text`, and copies what follows the first `skip` bytes.
bool copy_decoded(std::string_view text, size_t skip, std::span<char> into) {
  if (skip == 0 && into.size() == text.size() / 4 * 3) return decode_base64(text, into.data());
  char bytes[kEncodedPiece / 4 * 3];
  if (!decode_base64(text, bytes)) return false;
  std::memcpy(into.data(), bytes + skip, into.size());
  return true;
}

}  // namespace

/// As much as one piece of text gives: whole lines, or a part of one that is longer than a piece.
Result<size_t> Base64View::read_lines(const Base64Layout::Run& run, uint64_t skip, std::span<char> into) const {
  uint64_t line_bytes = run.columns / 4 * 3, stride = run.columns + run.line_end;
  uint64_t line = skip / line_bytes, in_line = skip % line_bytes;
  char text[kEncodedPiece];
  size_t done = 0;
  if (in_line == 0 && into.size() >= line_bytes && stride <= kEncodedPiece) {
    size_t lines = std::min(into.size() / line_bytes, kEncodedPiece / stride);
    auto n = file_.read_at(run.at + line * stride, {text, lines * stride});
    if (!n) return n;
    if (*n < lines * stride) return changed();
    for (size_t i = 0; i < lines; ++i, done += line_bytes)
      if (!decode_base64({text + i * stride, run.columns}, into.data() + done)) return changed();
    return done;
  }
  uint64_t group = in_line / 3;
  size_t groups = size_t(std::min<uint64_t>({run.columns / 4 - group, kEncodedPiece / 4, (into.size() + 2) / 3 + 1}));
  auto n = file_.read_at(run.at + line * stride + group * 4, {text, groups * 4});
  if (!n) return n;
  if (*n < groups * 4) return changed();
  size_t within = in_line % 3, count = std::min(groups * 3 - within, into.size());
  if (!copy_decoded({text, groups * 4}, within, into.first(count))) return changed();
  return count;
}

/// Fills `into` with the first bytes of a run.
Result<size_t> Base64View::read_loose(const Base64Layout::Run& run, std::span<char> into) const {
  char text[kEncodedPiece], pure[kEncodedPiece + 4], bytes[kEncodedPiece / 4 * 3 + 3];
  size_t held = 0, done = 0;
  uint64_t at = run.at;
  while (done < into.size()) {
    auto n = file_.read_at(at, {text, size_t(std::min<uint64_t>(kEncodedPiece, layout_.end - at))});
    if (!n) return n;
    if (*n == 0 && held == 0) return changed();
    for (size_t i = 0; i < *n; ++i) {
      pure[held] = text[i];
      held += base64_value(text[i]) != kNotBase64;
    }
    at += *n;
    size_t whole = held / 4 * 4, left = held - whole, size = whole / 4 * 3;
    decode_base64({pure, whole}, bytes);
    if (at >= layout_.end && left > 0) {  // the last group, unpadded
      char group[4] = {'A', 'A', 'A', 'A'};
      std::memcpy(group, pure + whole, left);
      decode_base64({group, 4}, bytes + size);
      size += left - 1;
      left = 0;
    }
    std::memmove(pure, pure + whole, left);
    held = left;
    size_t count = std::min(size, into.size() - done);
    std::memcpy(into.data() + done, bytes, count);
    done += count;
    if (at >= layout_.end && done < into.size()) return changed();
  }
  return done;
}

/// Decoded without the lock: others need not wait, and at worst do the same work.
Result<std::shared_ptr<const Base64View::DecodedRun>> Base64View::decoded(const Base64Layout::Run& run,
                                                                          size_t size) const {
  {
    std::lock_guard lock(mutex_);
    if (last_ && last_->at == run.decoded) return last_;
  }
  auto made = std::make_shared<DecodedRun>();
  made->at = run.decoded;
  made->bytes.resize(size);
  auto n = read_loose(run, made->bytes);
  if (!n) return std::unexpected(std::move(n.error()));
  std::lock_guard lock(mutex_);
  last_ = std::move(made);
  return last_;
}

Result<size_t> Base64View::read_at(uint64_t offset, std::span<char> into) const {
  if (offset >= layout_.size) return size_t{0};
  into = into.first(size_t(std::min<uint64_t>(into.size(), layout_.size - offset)));
  auto next = std::ranges::upper_bound(layout_.runs, offset, {}, &Base64Layout::Run::decoded);
  for (size_t done = 0; done < into.size();) {
    while (next != layout_.runs.end() && next->decoded <= offset + done) ++next;
    const Base64Layout::Run& run = *(next - 1);
    uint64_t run_end = next == layout_.runs.end() ? layout_.size : next->decoded;
    auto piece = into.subspan(done, size_t(std::min<uint64_t>(into.size() - done, run_end - offset - done)));
    uint64_t skip = offset + done - run.decoded;
    if (run.columns) {
      auto n = read_lines(run, skip, piece);
      if (!n) return n;
      done += *n;
      continue;
    }
    auto bytes = decoded(run, size_t(run_end - run.decoded));
    if (!bytes) return std::unexpected(std::move(bytes.error()));
    std::memcpy(piece.data(), (*bytes)->bytes.data() + skip, piece.size());
    done += piece.size();
  }
  return into.size();
}

}  // namespace rsmf
