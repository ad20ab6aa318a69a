#include "rsmf/encode/manifest_writer.hpp"

namespace rsmf {
void ManifestWriter::begin(const SlicePlan& plan) {
  plan_ = &plan;
  text_.clear();
  text_.append(plan.is_v1() ? "{\"version\":\"1.0.0\"" : "{\"version\":\"2.0.0\"");
  if (!plan.is_v1()) append_json_member(",\"eventcollectionid\":\"", plan.slice->channel->collection_id, text_);
  text_.append(",\n\"participants\":[");
  for (size_t i = 0; i < plan.slice->people.size(); ++i) {
    text_.append(i == 0 ? "\n" : ",\n");
    text_.append(plan.people[i]->row_begin);
    append_json_member(",\"avatar\":\"", plan.avatars[i], text_);
    text_.append(plan.people[i]->row_end);
  }
  text_.append("],\n\"conversations\":[\n");
  put_conversation();
  text_.append("],\n\"events\":[");
  events_.begin(plan);
}

void ManifestWriter::put_conversation() {
  const Conversation& row = plan_->slice->channel->row;
  append_json_member("{\"id\":\"", row.id, text_);
  append_json_member(",\"display\":\"", row.display.empty() ? row.id : row.display, text_);
  append_json_member(",\"platform\":\"", row.platform.empty() ? std::string_view("unknown") : row.platform, text_);
  text_.append(plan_->is_direct() ? ",\"type\":\"direct\"" : ",\"type\":\"channel\"");
  put_members();
  bool names_custodian = plan_->custodian != kNone && plan_->custodian_is_member;
  std::string_view custodian = names_custodian ? plan_->slice->people[plan_->custodian]->row.id : std::string_view();
  if (!plan_->is_v1()) append_json_member(",\"custodian\":\"", custodian, text_);
  {
    CustomList custom(text_);
    for (const Property& property : row.custom) custom.add(property.name, property.value);
    if (plan_->is_v1()) {
      custom.add("Custodian", custodian);
      custom.add("Event collection ID", plan_->slice->channel->collection_id);
    }
  }
  text_.append('}');
}

/// The members of a direct conversation do not change, so whoever appears in it is one.
void ManifestWriter::put_members() {
  const Slice& slice = *plan_->slice;
  size_t count = plan_->is_direct() ? slice.people.size() : slice.members.size();
  text_.append(",\"participants\":[");
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
