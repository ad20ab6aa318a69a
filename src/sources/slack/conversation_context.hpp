// What the decoder of a unit must know of the rest of its conversation.
#pragma once

#include <cstdint>
#include <memory>
#include <memory_resource>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/arena.hpp"
#include "json/record_cutter.hpp"
#include "rsmf/event.hpp"
#include "sources/byte_unit.hpp"
#include "sources/slack/record_cache.hpp"
#include "sources/slack/ts_filter.hpp"
#include "sources/source.hpp"

namespace rsmf::slack {

/// One recorded change of a text. A null view: not said.
struct LoggedEdit {
  TimeNs time = kNoTime;
  std::string_view editor;  ///< user id, may be empty
  std::string_view previous, current;
};

struct RecordPlace {
  uint32_t file = kNone;
  uint64_t offset = 0;
  friend auto operator<=>(const RecordPlace&, const RecordPlace&) = default;
};

/// Everything the log of edits and deletions says of one message.
struct Amended {
  explicit Amended(std::pmr::memory_resource* memory) : edits(memory) {}

  std::string_view ts;
  TimeNs time = kNoTime;               ///< of the message
  std::pmr::vector<LoggedEdit> edits;  ///< in order of time
  bool deleted = false;
  TimeNs deleted_time = kNoTime;
  std::string_view last_text;  ///< before the deletion
  bool present = false;        ///< the message itself is in the export
  std::string_view json;       ///< its last known state, for one that is not
  TimeNs json_time = kNoTime;
  RecordPlace wrapper;  ///< the last record of the log that names it
  RecordPlace anchor;   ///< the record at which it is recovered, if it is not present
};

/// Immutable once its first unit is cut.
struct ConversationContext {
  const Conversation* row = nullptr;                                    ///< owned by the source
  std::pmr::monotonic_buffer_resource memory{16 * 1024};                ///< of the table
  std::pmr::unordered_map<std::string_view, Amended> amended{&memory};  ///< by ts
  TsFilter filter;                                                      ///< of the keys of `amended`
  std::vector<const Amended*> recovered;                                ///< not present, sorted by (anchor, time)
  Arena arena;                                                          ///< of texts

  const Amended* find(std::string_view ts) const {
    if (!filter.may_hold(ts)) return nullptr;
    auto it = amended.find(ts);
    return it == amended.end() ? nullptr : &it->second;
  }
};

/// Messages of one file.
struct SlackUnit : ByteUnit {
  /// Shared by the units of the conversation; the last one decoded frees it.
  std::shared_ptr<const ConversationContext> conversation;
  const ContainerEntry* entry = nullptr;  ///< not null: `bytes` is this member of the zip as it is, packed
  RecordCache::Handle kept;               ///< takes the place of the bytes, if there was memory for it; else null
  std::vector<OversizeRecord> oversize;
  bool whole_file = false;  ///< the unit is all of its file
  bool unclosed = false;    ///< the file ends with this unit, before its list is closed

  void clear() override {
    ByteUnit::clear();
    conversation.reset();
    entry = nullptr;
    kept.reset();
    oversize.clear();
    whole_file = unclosed = false;
  }
};

}  // namespace rsmf::slack
