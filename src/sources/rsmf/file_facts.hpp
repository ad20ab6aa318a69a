// What the survey found out about one manifest.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "rsmf/finding.hpp"
#include "sources/rsmf/conversation_table.hpp"
#include "sources/rsmf/copy_table.hpp"
#include "sources/rsmf/note_decoder.hpp"
#include "sources/rsmf/people_table.hpp"

namespace rsmf::rsmf_source {

struct FileFacts {
  bool v1 = false;
  bool ours = false;  ///< its mail says that our writer made it
  std::unordered_map<std::string_view, ConversationTable::Entry*> conversations;  ///< by id
  /// Ids that mean somebody else than the first person of that id.
  std::unordered_map<std::string_view, const PeopleTable::Entry*> others;
  std::shared_ptr<const NameIndex> names;  ///< of 1.0.0 only
  std::unordered_set<uint64_t> repeated;   ///< offsets of rows whose id was listed before
  std::vector<Finding> findings;           ///< about the file as a whole

  ConversationTable::Entry* conversation(std::string_view id) const;
};

/// All that decoders need to know. Immutable after the survey.
struct Tables {
  PeopleTable people;
  ConversationTable conversations;
  CopyTable copies;
  std::vector<FileFacts> files;

  /// Who that id is in that file; null if nobody knows, or it is the writer's stand-in.
  const PeopleTable::Entry* person(const FileFacts& file, std::string_view id) const;
};

/// What is known of the place where `draft` stands.
NoteContext note_context(const Tables& tables, const FileFacts& file, const EventDraft& draft);

}  // namespace rsmf::rsmf_source
