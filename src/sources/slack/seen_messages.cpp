#include "sources/slack/seen_messages.hpp"

#include <algorithm>

namespace rsmf::slack {
namespace {

constexpr size_t kSecondDigits = 10;

}  // namespace

std::string_view SeenMessages::Kept::ts(char (&buffer)[kTsLength]) const {
  uint64_t rest = micros;
  for (size_t i = kTsLength; i-- > 0;) {
    if (i == kSecondDigits) continue;
    buffer[i] = char('0' + rest % 10);
    rest /= 10;
  }
  buffer[kSecondDigits] = '.';
  return {buffer, kTsLength};
}

SeenMessages::File& SeenMessages::current(uint32_t file) {
  if (files_.empty() || files_.back().number != file) files_.push_back({file, kept_.size(), kept_.size(), false});
  return files_.back();
}

SeenMessages::Kept SeenMessages::pack(std::string_view ts, uint64_t offset) {
  return {micros_of(ts), offset};
}

void SeenMessages::keep(uint32_t file, std::span<const Kept> messages) {
  File& f = current(file);
  if (f.forgotten) return;
  auto unusual = [](const Kept& m) { return m.micros == 0; };
  if (kept_.size() + messages.size() > kMost || std::any_of(messages.begin(), messages.end(), unusual))
    return forget(file);
  kept_.insert(kept_.end(), messages.begin(), messages.end());
  f.end = kept_.size();
}

void SeenMessages::forget(uint32_t file) {
  File& f = current(file);
  f.forgotten = true;
  kept_.resize(f.begin);
}

bool SeenMessages::recall(uint32_t file, std::span<const Kept>& into) const {
  auto at = std::lower_bound(files_.begin(), files_.end(), file,
                             [](const File& f, uint32_t number) { return f.number < number; });
  if (at == files_.end() || at->number != file || at->forgotten) return false;
  into = std::span(kept_).subspan(at->begin, at->end - at->begin);
  return true;
}

}  // namespace rsmf::slack
