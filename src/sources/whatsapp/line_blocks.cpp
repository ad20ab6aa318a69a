#include "sources/whatsapp/line_blocks.hpp"

#include <algorithm>

namespace rsmf::whatsapp {
namespace {
constexpr uint64_t kMostBlockBytes = 1024 * 1024;
}  // namespace

LineBlocks::LineBlocks(TextStream& text, uint64_t block_bytes, size_t line_bytes)
    : text_(text), block_bytes_(std::clamp<uint64_t>(block_bytes, 1, kMostBlockBytes)), line_bytes_(line_bytes) {}

void LineBlocks::fill(size_t bytes) {
  size_t have = pending_.size();
  if (have >= bytes || ended_) return;
  pending_.resize(bytes);
  while (have < bytes && !ended_) {
    auto read = text_.read({pending_.data() + have, bytes - have});
    if (!read) failed_ = std::move(read.error());
    ended_ = read.value_or(0) == 0;
    have += read.value_or(0);
  }
  pending_.resize(have);
}

bool LineBlocks::pass_line() {
  const size_t end = pending_.view().find('\n');
  passing_ = end == std::string_view::npos;
  pending_.drop_front(passing_ ? pending_.size() : end + 1);
  return !passing_;
}

Result<bool> LineBlocks::next(Bytes& block) {
  block.clear();
  for (size_t wanted = block_bytes_;; wanted = std::max(block_bytes_, 2 * pending_.size())) {
    fill(wanted);
    if (passing_ && !pass_line() && !ended_) continue;
    size_t end = ended_ && !failed_ ? pending_.size() : pending_.view().rfind('\n') + 1;
    if (end == 0 && ended_) {
      if (!failed_) return false;
      pending_.clear();
      Error error = std::move(*failed_);
      failed_.reset();
      return std::unexpected(std::move(error));
    }
    passing_ = end == 0 && pending_.size() >= line_bytes_;
    if (passing_) end = pending_.size();
    if (end == 0) continue;
    block.swap(pending_);
    pending_.clear();
    pending_.append(block.view().substr(end));
    block.resize(end);
    return true;
  }
}

}  // namespace rsmf::whatsapp
