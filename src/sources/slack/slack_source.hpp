// An opened Slack export.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "json/record_cutter.hpp"
#include "rsmf/roster.hpp"
#include "sources/slack/amendment_index.hpp"
#include "sources/slack/attachment_index.hpp"
#include "sources/slack/conversation_context.hpp"
#include "sources/slack/export_layout.hpp"
#include "sources/slack/file_scan.hpp"
#include "sources/slack/record_cache.hpp"
#include "sources/slack/record_file.hpp"
#include "sources/slack/slack_findings.hpp"
#include "sources/slack/workspace.hpp"
#include "sources/source.hpp"

namespace rsmf::slack {

class SlackSource final : public SourceOf<SlackUnit> {
 public:
  explicit SlackSource(const SourceArgs& args);

  Result<Survey> survey() override;
  Result<void> rewind() override;
  std::unique_ptr<Decoder> decoder() const override;
  const std::vector<SourceStream>& streams() const override { return streams_; }
  const AttachmentStore& attachments() const override { return attachments_; }

 private:
  /// A conversation and its files, numbers [first_file, end_file) of streams().
  struct Listed {
    Conversation row;
    const IndexedConversation* indexed = nullptr;
    std::unique_ptr<Roster> roster;
    bool gathered = false;
    std::vector<RecordFile> files;
    uint32_t first_file = 0;
  };

  // survey.cpp
  void read_indexes(const Layout& layout, Survey& survey);
  void read_index(const LaidEntry& entry, Survey& survey);
  void list_entry(const LaidEntry& entry, Survey& survey);
  void list_loose(const LaidEntry& entry, Survey& survey);
  Listed& listed(std::string_view id_or_name, std::string_view display);
  void order_files(Survey& survey);
  void open_files_folder(Survey& survey);
  std::string path_of(size_t entry) const;

  // slack_source.cpp
  Result<bool> cut(SlackUnit& into) override;
  bool is_whole(const RecordFile& file) const;
  Result<void> start_conversation();
  Result<void> gather_all(const Listed& conversation, AmendmentIndex& gather);
  template <class Look>
  size_t look_at_window(const Listed& conversation, size_t from, Look&& look);
  void make_roster(Listed& conversation, std::vector<AmendmentIndex::MembershipChange>& passages);
  bool start_file(SlackUnit& into);
  bool continue_file(SlackUnit& into);
  void end_file();

  SourceArgs args_;
  const Container& container_;
  Workspace workspace_;
  AttachmentIndex attachments_;
  std::vector<std::unique_ptr<Listed>> conversations_;  // in order of their ids
  std::unordered_map<std::string_view, Listed*> listed_by_id_;
  std::vector<SourceStream> streams_;
  bool has_dumps_ = false;

  // Where next() stands.
  size_t conversation_ = 0, file_ = 0;
  uint64_t progress_ = 0;
  std::shared_ptr<const ConversationContext> context_;  // handed to each unit
  std::unique_ptr<ByteSource> stream_;
  std::unique_ptr<RecordCutter> cutter_;
  std::shared_ptr<RecordCache> kept_files_;
  std::vector<RecordCache::Handle> kept_;  // by file of the conversation; null where it must be read again

  // Of gather_all().
  std::vector<std::unique_ptr<FileScan>> scans_;  // by worker
  std::vector<FileNotes> notes_;                  // by file of the window
  std::vector<AmendmentIndex::SecondLook> looks_;
};

}  // namespace rsmf::slack
