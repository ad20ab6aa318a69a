#include "sources/rsmf/file_facts.hpp"

namespace rsmf::rsmf_source {

ConversationTable::Entry* FileFacts::conversation(std::string_view id) const {
  auto at = conversations.find(id);
  return at == conversations.end() ? nullptr : at->second;
}

const PeopleTable::Entry* Tables::person(const FileFacts& file, std::string_view id) const {
  if (!file.others.empty())
    if (auto at = file.others.find(id); at != file.others.end()) return at->second;
  return people.first(id);
}

NoteContext note_context(const Tables& tables, const FileFacts& file, const EventDraft& draft) {
  NoteContext context;
  context.ours = file.ours;
  context.v1 = file.v1;
  context.names = file.names.get();
  const auto* conversation = file.conversation(draft.conversation);
  context.direct = conversation != nullptr && conversation->row.type == ConversationType::direct;
  if (context.direct) {
    const auto* author = tables.person(file, draft.participant);
    context.author = author == nullptr             ? std::string_view("Unknown")
                     : author->row.display.empty() ? author->raw_id
                                                   : author->row.display;
  }
  return context;
}

}  // namespace rsmf::rsmf_source
