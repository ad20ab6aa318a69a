#include "rsmf/encode/manifest_writer.hpp"

#include "rsmf/schema/member_text.hpp"

namespace rsmf {
namespace {

using Name = ManifestName;

constexpr auto kRoot = RowKind::root, kConversation = RowKind::conversation;

}  // namespace

void ManifestWriter::begin(const SlicePlan& plan) {
  plan_ = &plan;
  text_.clear();
  append_json_member(kFirstMember<kRoot, Name::version>, plan.is_v1() ? "1.0.0" : "2.0.0", text_);
  if (!plan.is_v1())
    append_json_member(kNextMember<kRoot, Name::event_collection_id, kVersion2>, plan.slice->channel->collection_id,
                       text_);
  begin_list(kNextMember<kRoot, Name::participants>);
  for (size_t i = 0; i < plan.slice->people.size(); ++i) {
    text_.append(i == 0 ? "\n" : ",\n");
    text_.append(plan.people[i]->row_begin);
    append_json_member(kNextMember<RowKind::participant, Name::avatar>, plan.avatars[i], text_);
    text_.append(plan.people[i]->row_end);
  }
  text_.append(']');
  begin_list(kNextMember<kRoot, Name::conversations>);
  text_.append('\n');
  put_conversation();
  text_.append(']');
  begin_list(kNextMember<kRoot, Name::events>);
  events_.begin(plan);
}

/// On a line of its own.
void ManifestWriter::begin_list(std::string_view member) {
  text_.append_all(",\n", member.substr(1));
}

void ManifestWriter::put_conversation() {
  const Conversation& row = plan_->slice->channel->row;
  append_json_member(kFirstMember<kConversation, Name::id>, row.id, text_);
  append_json_member(kNextMember<kConversation, Name::display>, row.display.empty() ? row.id : row.display, text_);
  append_json_member(kNextMember<kConversation, Name::platform>,
                     row.platform.empty() ? std::string_view("unknown") : row.platform, text_);
  append_json_member(kNextMember<kConversation, Name::type>, choice_word(row.type), text_);
  put_members();
  bool names_custodian = plan_->custodian != kNone && plan_->custodian_is_member;
  std::string_view custodian = names_custodian ? plan_->slice->people[plan_->custodian]->row.id : std::string_view();
  if (!plan_->is_v1()) append_json_member(kNextMember<kConversation, Name::custodian, kVersion2>, custodian, text_);
  {
    CustomList custom(text_);
    for (const Property& property : row.custom) custom.add(property.name, property.value);
    if (plan_->is_v1()) {
      custom.add(kMemberNote<kConversation, Name::custodian>, custodian);
      custom.add(kMemberNote<kRoot, Name::event_collection_id>, plan_->slice->channel->collection_id);
    }
  }
  text_.append('}');
}

/// The members of a direct conversation do not change, so everyone who appears in it is a member.
void ManifestWriter::put_members() {
  const Slice& slice = *plan_->slice;
  size_t count = plan_->is_direct() ? slice.people.size() : slice.members.size();
  text_.append(kNextMember<kConversation, Name::participants>);
  for (size_t i = 0; i < count; ++i) {
    if (i > 0) text_.append(',');
    text_.append(plan_->people[plan_->is_direct() ? i : slice.members[i]]->id);
  }
  text_.append(']');
}

void ManifestWriter::add(size_t index, std::string_view timestamp, std::string_view body) {
  text_.append(index == 0 ? "\n" : ",\n");
  events_.add(index, timestamp, body, text_);
}

void ManifestWriter::end(std::vector<Finding>& findings) {
  text_.append("]}\n");
  events_.take_findings(findings);
}

}  // namespace rsmf
