// What the files of one conversation say of each other's messages, put together.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "rsmf/roster.hpp"
#include "sources/slack/conversation_context.hpp"
#include "sources/slack/file_scan.hpp"
#include "sources/slack/seen_messages.hpp"

namespace rsmf::slack {

/// Takes what was found in each file, in the order of the files; a second time, if the first shows edits or deletions:
/// then it must be known which of these messages are in the export, and after which record the others belong.
class AmendmentIndex {
 public:
  explicit AmendmentIndex(ConversationContext& into) : into_(into) {}

  /// First time.
  void take(uint32_t file, const FileNotes& notes);
  /// True if there must be a second time.
  bool needs_second_look() const { return !into_.amended.empty(); }
  /// To be called between the two.
  void prepare_second_look();

  /// Second time: what one file holds. Used again from file to file.
  class SecondLook {
   public:
    void start(const AmendmentIndex& gather);
    /// Each message of the file, in order. `ts` may be empty for one that nothing changes. Any thread, as long as
    /// nothing is taken.
    void see(std::string_view ts, TimeNs time, uint64_t offset);

   private:
    friend class AmendmentIndex;
    struct Anchor {
      size_t end = 0;  // of in_time_: these are earlier
      uint64_t offset = 0;
    };
    const AmendmentIndex* gather_ = nullptr;
    size_t next_ = kUnset;
    static constexpr size_t kUnset = SIZE_MAX;
    std::vector<std::string_view> present_;
    std::vector<Anchor> anchors_;
  };
  /// True if the messages of `file` are known; `see` gets them. Any thread, as long as nothing is taken.
  bool recall(uint32_t file, SecondLook& look) const;
  void take(uint32_t file, const SecondLook& look);
  void finish();

  struct MembershipChange {
    TimeNs time = kNoTime;
    std::string_view person;
    bool joined = true;
  };
  /// In order of time; ids live in the context's arena.
  std::vector<MembershipChange>& passages() { return passages_; }

 private:
  void take(const LogEntry& entry, RecordPlace place);
  Amended& amended(std::string_view ts, RecordPlace place);
  void keep_state(Amended& a, std::string_view json, TimeNs time);

  ConversationContext& into_;
  std::vector<MembershipChange> passages_;
  SeenMessages kept_;
  // Of the second look.
  std::vector<Amended*> in_time_;
  size_t next_anchor_ = 0;
  TsFilter numbers_;  // of the changed messages, as SeenMessages has them
};

}  // namespace rsmf::slack
