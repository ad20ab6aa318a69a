#include "archive/zip_directory.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace rsmf {
namespace {

constexpr size_t kBlock = 256 * 1024;
constexpr std::string_view kEndSignature = "PK\5\6";

/// The file may be shorter than the bytes that were asked for.
Result<bool> has_signature(const RandomFile& zip, uint64_t offset, uint32_t signature) {
  char bytes[4];
  auto n = zip.read_at(offset, bytes);
  RSMF_TRY(n);
  return *n == sizeof bytes && zip_u32(bytes) == signature;
}

/// Replaces what the end record at `at` states by what the zip64 record states, if there is one.
Result<void> read_zip64_end(const RandomFile& zip, uint64_t at, ZipDirectory& found) {
  std::array<char, kZip64EndSize + kZip64LocatorSize> before;
  if (at < before.size()) return {};
  auto n = zip.read_at(at - before.size(), before);
  RSMF_TRY(n);
  const char* locator = before.data() + kZip64EndSize;
  if (*n != before.size() || zip_u32(locator) != kZip64Locator) return {};
  // Without leading junk the zip64 record may be anywhere; with it, only right before its locator is sure.
  uint64_t place = at - before.size();
  if (zip_u32(before.data()) != kZip64End) {
    place = zip_u64(locator + 8);
    n = place < at ? zip.read_at(place, std::span(before).first(kZip64EndSize)) : Result<size_t>(0);
    RSMF_TRY(n);
  }
  if (*n < kZip64EndSize || zip_u32(before.data()) != kZip64End) return {};
  found.entries = zip_u64(before.data() + 32);
  found.size = zip_u64(before.data() + 40);
  found.offset = zip_u64(before.data() + 48);
  found.end = place;
  return {};
}

/// What the end record at `at` describes, if there is a directory where it states, or right before it.
Result<std::optional<ZipDirectory>> directory_at(const RandomFile& zip, uint64_t at, const char* end) {
  ZipDirectory found;
  const uint64_t behind = at + kZipEndSize + zip_u16(end + 20);
  found.entries = zip_u16(end + 10);
  found.size = zip_u32(end + 12);
  found.offset = zip_u32(end + 16);
  found.end = at;
  found.zip_end = std::min(zip.size(), behind);
  found.is_comment_cut = behind > zip.size();
  if (found.entries == 0xFFFF || found.size == 0xFFFFFFFF || found.offset == 0xFFFFFFFF)
    RSMF_TRY(read_zip64_end(zip, at, found));
  for (uint64_t begin : {found.end - found.size, found.offset}) {
    if (begin > found.end) continue;
    auto there = begin == found.end ? Result<bool>(found.entries == 0) : has_signature(zip, begin, kZipDirectoryEntry);
    RSMF_TRY(there);
    if (!*there) continue;
    found.begin = begin;
    return found;
  }
  return std::optional<ZipDirectory>();
}

/// A directory whose offsets are not counted from the start, in a file that starts with an entry: it belongs to a zip
/// that is stored in this one, or was put behind it.
Result<bool> is_of_inner_zip(const RandomFile& zip, const ZipDirectory& found) {
  if (found.shift() == 0 || found.shift() >= uint64_t{1} << 63) return false;
  return has_signature(zip, 0, kZipLocalHeader);
}

/// One search with a window of one size.
class EndSearch {
 public:
  EndSearch(const RandomFile& zip, const ZipSearch& search, ZipSearchOutcome& to)
      : zip_(zip), search_(search), to_(to) {}

  bool tried_all() const { return candidates_ >= search_.candidates; }

  Result<void> run(uint64_t window) {
    std::string tail(window, '\0');
    const uint64_t begin = zip_.size() - window;
    auto n = zip_.read_at(begin, tail);
    RSMF_TRY(n);
    tail.resize(*n);
    candidates_ = 0;
    for (size_t at = tail.rfind(kEndSignature); at != tail.npos; at = tail.rfind(kEndSignature, at - 1)) {
      RSMF_TRY(look_at(begin + at, std::string_view(tail).substr(at)));
      if (to_.directory || tried_all() || at == 0) break;
    }
    return {};
  }

 private:
  Result<void> look_at(uint64_t at, std::string_view end) {
    const bool is_whole = end.size() >= kZipEndSize;
    const bool has_comment = is_whole && at + kZipEndSize + zip_u16(end.data() + 20) <= zip_.size();
    if (search_.whole_comment && !has_comment) return {};
    ++candidates_;
    if (!is_whole) return {};
    to_.has_end_record = true;
    auto found = directory_at(zip_, at, end.data());
    RSMF_TRY(found);
    if (!*found) return {};
    auto inner = is_of_inner_zip(zip_, **found);
    RSMF_TRY(inner);
    inner_seen_ |= *inner;
    if (*inner) return {};
    to_.directory = **found;
    to_.directory->follows_inner_zip = inner_seen_;
    return {};
  }

  const RandomFile& zip_;
  const ZipSearch& search_;
  ZipSearchOutcome& to_;
  size_t candidates_ = 0;
  bool inner_seen_ = false;
};

}  // namespace

uint64_t ZipDirectory::place_of(uint64_t stated) const {
  const bool is_back = shift() >= uint64_t{1} << 63;
  const uint64_t sum = stated + shift();
  return is_back == (sum < stated) || shift() == 0 ? sum : UINT64_MAX;
}

Result<ZipSearchOutcome> find_zip_directory(const RandomFile& zip, const ZipSearch& search) {
  ZipSearchOutcome outcome;
  EndSearch ends(zip, search, outcome);
  const uint64_t most = std::min(search.window, zip.size());
  // Small first: nearly all zips end in a record without a comment.
  for (uint64_t window : {uint64_t{1} << 10, uint64_t{1} << 17, UINT64_MAX}) {
    RSMF_TRY(ends.run(std::min(window, most)));
    if (outcome.directory || ends.tried_all() || window >= most) break;
  }
  return outcome;
}

ZipDirectoryReader::ZipDirectoryReader(const RandomFile& zip, uint64_t begin, uint64_t end)
    : stream_(stream_of(zip, begin, end - begin)), base_(begin), end_(end) {}

/// Whether so many bytes from at_ on are in the window, or can be read into it.
Result<bool> ZipDirectoryReader::has(size_t bytes) {
  if (window_.size() - at_ >= bytes) return true;
  window_.drop_front(at_);
  base_ += at_;
  at_ = 0;
  const size_t before = window_.size();
  window_.resize(std::max<size_t>(bytes, size_t(std::min<uint64_t>(kBlock, end_ - base_))));
  auto n = read_fully(*stream_, {window_.data() + before, window_.size() - before});
  RSMF_TRY(n);
  window_.resize(before + *n);
  return window_.size() >= bytes;
}

Result<bool> ZipDirectoryReader::next() {
  at_ += length_;
  length_ = 0;
  auto more = has(kZipEntrySize);
  RSMF_TRY(more);
  if (!*more || zip_u32(fixed()) != kZipDirectoryEntry) return false;
  const size_t whole = kZipEntrySize + zip_u16(fixed() + 28) + zip_u16(fixed() + 30) + zip_u16(fixed() + 32);
  more = has(whole);
  RSMF_TRY(more);
  cut_off_ = !*more;
  if (cut_off_) return false;
  length_ = whole;
  return true;
}

}  // namespace rsmf
