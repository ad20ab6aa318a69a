#include "sources/whatsapp/frame_cutter.hpp"

#include <algorithm>
#include <cstring>

namespace rsmf::whatsapp {
namespace {
constexpr size_t kExcerptBytes = 256;  // of a record that is too large
constexpr size_t kSkipBlock = 256 * 1024;
}  // namespace

Result<void> FrameCutter::fill(size_t bytes) {
  size_t have = pending_.size();
  if (have >= bytes || ended_) return {};
  pending_.resize(bytes);
  while (have < bytes) {
    auto read = text_.read({pending_.data() + have, bytes - have});
    if (!read || *read == 0) {
      ended_ = true;
      pending_.resize(have);
      if (!read) return std::unexpected(std::move(read.error()));
      return {};
    }
    have += *read;
  }
  return {};
}

bool FrameCutter::is_border(size_t at, bool& sure) const {
  std::string_view line = pending_.view().substr(at, kMaxHeaderBytes);
  sure = ended_ || line.size() == kMaxHeaderBytes || line.find('\n') != std::string_view::npos;
  if (!sure) return false;
  Header header;
  CivilTime civil;
  return chat_->header.read(line.substr(0, line.find('\n')), header, civil) == HeaderTemplate::Verdict::header;
}

size_t FrameCutter::last_border() const {
  size_t end = pending_.size();
  bool sure = false;
  while (end > 0) {
    auto* newline = static_cast<const char*>(memrchr(pending_.data(), '\n', end));
    if (!newline) return 0;
    auto at = size_t(newline - pending_.data());
    if (at + 1 < pending_.size() && is_border(at + 1, sure)) return at + 1;
    end = at;
  }
  return 0;
}

size_t FrameCutter::first_border(size_t from, size_t& checked) const {
  bool sure = true;
  while (from < pending_.size()) {
    auto* newline = static_cast<const char*>(std::memchr(pending_.data() + from, '\n', pending_.size() - from));
    if (!newline) break;
    auto at = size_t(newline - pending_.data()) + 1;
    bool border = at < pending_.size() ? is_border(at, sure) : (sure = ended_, false);
    checked = at - 1;
    if (!sure) return std::string_view::npos;
    if (border) return at;
    from = at;
  }
  checked = pending_.size();
  return std::string_view::npos;
}

void FrameCutter::emit(ChatUnit& into, size_t bytes) {
  into.offset = offset_;
  into.chat = chat_;
  offset_ += bytes;
  // The large part is handed over, the small one is copied.
  Bytes rest;
  rest.swap(into.bytes);
  rest.clear();
  rest.append(pending_.view().substr(bytes));
  pending_.resize(bytes);
  into.bytes.swap(pending_);
  pending_.swap(rest);
}

Result<bool> FrameCutter::next(ChatUnit& into) {
  into.bytes.clear();
  if (failed_) {
    Error error = std::move(*failed_);
    failed_.reset();
    return std::unexpected(std::move(error));
  }
  size_t wanted = size_t(std::max<uint64_t>(frame_bytes_, 1));
  for (;;) {
    RSMF_TRY(fill(wanted));
    if (ended_) {
      if (pending_.empty()) return false;
      emit(into, pending_.size());
      return true;
    }
    if (size_t border = last_border()) {
      emit(into, border);
      return true;
    }
    if (pending_.size() > chat_->max_record_bytes + 2 * kMaxHeaderBytes) return pass_oversized(into);
    wanted = pending_.size() * 2;
  }
}

Result<bool> FrameCutter::pass_oversized(ChatUnit& into) {
  uint64_t begin = offset_;
  Bytes first;
  first.append(pending_.view().substr(0, kExcerptBytes));
  size_t from = 0;
  for (;;) {
    size_t checked = from;
    size_t border = first_border(from, checked);
    bool found = border != std::string_view::npos;
    if (!found && ended_) border = pending_.size();
    size_t gone = found || ended_ ? border : checked;
    pending_.drop_front(gone);
    offset_ += gone;
    if (found || ended_) break;
    // A failed read is told by the next call, once this record is accounted for.
    if (auto more = fill(pending_.size() + kSkipBlock); !more) failed_ = std::move(more.error());
    from = 0;
  }
  into.oversize = offset_ - begin;
  into.chat = chat_;
  into.offset = begin;
  into.bytes.swap(first);
  return true;
}

}  // namespace rsmf::whatsapp
