// The first pass: everything that must be known before the first event can be told.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sources/rsmf/file_facts.hpp"
#include "sources/rsmf/input_files.hpp"
#include "sources/rsmf/manifest_cutter.hpp"
#include "sources/rsmf/row_walk.hpp"
#include "sources/rsmf/rsmf_findings.hpp"
#include "sources/source.hpp"

namespace rsmf::rsmf_source {

/// Reads every manifest: first who and what it lists, wherever in it that stands, then its events. A manifest of some
/// megabytes is unpacked once; a larger one is streamed twice. Memory: the tables, and one such manifest.
class Surveyor {
 public:
  Surveyor(InputFiles& files, const Reading& reading, const ManifestCutter::Limits& limits, Tables& into)
      : files_(files), reading_(reading), limits_(limits), tables_(into), walk_(reading_) {}

  /// Fails only when it is told to stop.
  Result<void> run(const SourceArgs& args);
  /// Whether conversations come one after the other, and days never go back.
  bool ordered() const { return ordered_; }

 private:
  /// A conversation of the manifest at hand.
  struct Local {
    ConversationTable::Entry* entry = nullptr;
    std::vector<std::string_view> members;
    TimeNs start = kNoTime;
    bool used = false;
    std::unordered_set<const PeopleTable::Entry*> acted;
  };
  using TakePiece = std::function<void(const ManifestCutter::Piece&, const Bytes&)>;

  bool open(uint32_t file);
  void tell_headers(const RsmfFile& layers);
  bool pump(const TakePiece& take);
  void declarations();
  void take_member(const ManifestCutter::Piece& piece, const Bytes& frame);
  void commit();
  void commit_people();
  void commit_conversations();
  std::string people_of(const ConversationDraft& draft) const;
  void events(bool originals);
  void take_event(bool originals);
  Local& local(std::string_view id);
  const PeopleTable::Entry* person(std::string_view id);
  void meet(Local& where, std::string_view id);
  void note_order(const Local& where);
  void close();
  void name_entry(std::string_view id);
  void tell_unnamed_entries();
  Finding& report(Trouble trouble, std::string record, std::string message, uint64_t offset = 0);

  InputFiles& files_;
  const Reading& reading_;
  const ManifestCutter::Limits limits_;
  Tables& tables_;
  RowWalk walk_;
  const std::atomic<bool>* stop_ = nullptr;

  // Of the manifest at hand.
  uint32_t file_ = 0;
  FileFacts* facts_ = nullptr;
  Bytes whole_;
  bool in_memory_ = false, has_events_ = false;
  std::string version_, collection_id_, custodian_header_, collection_header_;
  Arena memory_, row_memory_;
  std::vector<std::pair<PersonDraft, uint64_t>> people_;
  std::vector<std::pair<ConversationDraft, uint64_t>> conversations_;
  std::unordered_map<std::string_view, const PeopleTable::Entry*> here_;  // whom it lists or names
  std::deque<Local> locals_;
  std::unordered_map<std::string_view, Local*> local_index_;
  EventDraft draft_;
  uint32_t root_members_ = 0;
  std::vector<bool> named_;  // entries of its rsmf.zip that are the manifest, or that a row names

  bool ordered_ = true;
  uint32_t conversation_ = kNone;
  TimeNs time_ = 0;
  std::vector<bool> seen_;  // by conversation
};

}  // namespace rsmf::rsmf_source
