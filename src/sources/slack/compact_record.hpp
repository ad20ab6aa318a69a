// What decoding needs of a file: a fraction of its text.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "sources/slack/raw_message.hpp"
#include "sources/slack/workspace.hpp"

namespace rsmf::slack {

/// Records as RawMessage::read() found them, without what no event is made of: members of other names, blocks that
/// are not looked at beside a text, the profile of a person whom an index names.
struct CompactRecord {
  std::span<const uint32_t> words;
  const char* text = nullptr;  ///< values, one after the other; Bytes::kPadding readable bytes behind them
};

/// Where a record is in its file.
struct CondensedPlace {
  uint32_t offset = 0, length = 0;
};

/// Makes them. Used again from file to file.
class Condenser {
 public:
  explicit Condenser(const Workspace& workspace) : workspace_(workspace) {}

  void clear() {
    words_.clear();
    text_.clear();
  }
  /// The next record. REQUIRES: no replies in it; that it is as long as its place says.
  void add(const RawMessage& m, CondensedPlace place);
  CompactRecord made() const { return {words_, text_.data()}; }
  std::string_view text() const { return text_.view(); }

 private:
  bool is_used(const RawMessage& m, const JsonCursor& bookmark);
  bool is_indexed(std::string_view user);

  const Workspace& workspace_;
  std::vector<uint32_t> words_;
  Bytes text_;
  std::array<std::string_view, 256> indexed_{};  // by hash; ids of the workspace
};

/// Gives them back.
class CompactRecordReader {
 public:
  explicit CompactRecordReader(CompactRecord from)
      : word_(from.words.data()), end_(word_ + from.words.size()), text_(from.text) {}

  /// False behind the last one. REQUIRES: `m` is as new.
  bool next(RawMessage& m, CondensedPlace& place);

 private:
  const uint32_t* word_;
  const uint32_t* end_;
  const char* text_;
  uint32_t at_ = 0;  // in text_
};

}  // namespace rsmf::slack
