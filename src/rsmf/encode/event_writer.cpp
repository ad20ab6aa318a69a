#include "rsmf/encode/event_writer.hpp"

#include <fmt/format.h>

#include "base/time_zone.hpp"
#include "model/finding_text.hpp"
#include "model/source_stream.hpp"
#include "rsmf/encode/encoder_findings.hpp"
#include "rsmf/schema/member_text.hpp"
#include "rsmf/schema/provenance.hpp"

namespace rsmf {
namespace {

using Name = ManifestName;

constexpr auto kEvent = RowKind::event, kReaction = RowKind::reaction, kAttachment = RowKind::attachment,
               kEdit = RowKind::edit, kReceipt = RowKind::receipt;

/// A text with its quotes.
template <size_t kSize>
void put_member(const FixedText<kSize>& beginning, std::string_view text, TextBuffer& to) {
  to.append_all(beginning);
  append_json_escaped(text, to);
  to.append('"');
}

template <RowKind kRow>
void put_time(TimeNs time, TextBuffer& to) {
  char text[32];
  to.append(kNextMember<kRow, Name::timestamp>);
  to.append(format_timestamp(time, text));
  to.append('"');
}

}  // namespace

void EventWriter::begin(const SlicePlan& plan) {
  plan_ = &plan;
  outcome_ = 0;
  attachments_ = 0;
  findings_.clear();
  conversation_.clear();
  append_json_string(plan.slice->channel->row.id, conversation_);
  for (size_t type = 0; type < std::size(heads_); ++type)
    heads_[type]
        .assign("\"")
        .append(kNextMember<kEvent, Name::type>)
        .append(choice_word(static_cast<EventType>(type)))
        .append("\"")
        .append(kQuotedMember<kEvent, Name::conversation>)
        .append(conversation_.view())
        .append(kQuotedMember<kEvent, Name::participant>);
}

void EventWriter::take_findings(std::vector<Finding>& to) {
  for (Finding& finding : findings_) to.push_back(std::move(finding));
  findings_.clear();
}

void EventWriter::report(const Event& event, const FindingSpec& spec, std::string message) {
  findings_.push_back(enc::about(*plan_->slice, event, spec, std::move(message)));
}

/// Why the event is not linked to its parent.
std::string EventWriter::detached_parent(size_t index) const {
  const Event& event = plan_->slice->events[index];
  if (event.parent == event.id) return "The message names itself as the message it replies to.";
  if (const Event* parent = plan_->links->parent_of(index))
    return fmt::format("The message it replies to ({}, {}, by {}) is not earlier than the reply.", event.parent,
                       text_of_time(parent->time), plan_->slice->people[parent->participant]->row.display);
  if (event.parent_time == kNoTime)
    return fmt::format("The message it replies to ({}) is not in this file.", event.parent);
  return fmt::format("The message it replies to ({}, {}) is not in this file.", event.parent,
                     text_of_time(event.parent_time));
}

std::string_view EventWriter::person_text(uint32_t person) const {
  return plan_->people[person]->id;
}

void EventWriter::put_person(uint32_t person, TextBuffer& to) const {
  to.append(person_text(person));
}

void EventWriter::add(size_t index, std::string_view timestamp, std::string_view body, TextBuffer& to) {
  const Event& event = plan_->slice->events[index];
  std::string_view head = heads_[static_cast<size_t>(written_type(*plan_, event))];
  if (std::string_view id = plan_->links->id(index); !id.empty()) {
    to.append_all(kFirstMember<kEvent, Name::id>);
    append_json_escaped(id, to);
  } else {
    to.append('{');
    head.remove_prefix(2);
  }
  if (timestamp.empty()) {
    to.append_all(head, person_text(event.participant));
  } else {
    to.append_all(head, person_text(event.participant), kNextMember<kEvent, Name::timestamp>, timestamp, "\"");
  }
  if (!event.parent.empty() && plan_->links->keeps_parent(index))
    put_member(kNextMember<kEvent, Name::parent>, event.parent, to);
  if (!body.empty()) put_member(kNextMember<kEvent, Name::body>, body, to);
  if (event.deleted) to.append(concatenated<kNextMember<kEvent, Name::deleted>, "true">);
  if (event.importance != Importance::unstated)
    put_member(kNextMember<kEvent, Name::importance>, choice_word(event.importance), to);
  if (!plan_->is_v1() && event.direction != Direction::unstated)
    put_member(kNextMember<kEvent, Name::direction, kVersion2>, choice_word(event.direction), to);
  if (!event.reactions.empty()) put_reactions(event, to);
  if (!event.attachments.empty()) put_attachments(event, to);
  if (!event.edits.empty()) put_edits(event, to);
  if (!event.receipts.empty() && !plan_->is_v1()) put_receipts(event, to);
  put_custom(index, to);
  outcome_ += event.attachments.size();
  to.append('}');
}

void EventWriter::put_reactions(const Event& event, TextBuffer& to) {
  std::string_view separator = kNextMember<kEvent, Name::reactions>;
  for (const Reaction& reaction : event.reactions) {
    if (reaction.value.empty()) {
      report(event, enc::kEmptyReaction);
      continue;
    }
    to.append(separator);
    put_member(kFirstMember<kReaction, Name::value>, reaction.value, to);
    to.append(kNextMember<kReaction, Name::count>);
    to.append_number(reaction.participants.size());
    to.append(kNextMember<kReaction, Name::participants>);
    for (size_t i = 0; i < reaction.participants.size(); ++i) {
      if (i > 0) to.append(',');
      put_person(reaction.participants[i], to);
    }
    to.append("]}");
    separator = ",";
  }
  if (separator == ",") to.append(']');
}

void EventWriter::put_attachments(const Event& event, TextBuffer& to) {
  std::string_view separator = kNextMember<kEvent, Name::attachments>;
  for (size_t i = outcome_; i < outcome_ + event.attachments.size(); ++i) {
    if (!plan_->attachments->is_referenced(i)) continue;
    const AttachmentOutcome& outcome = (*plan_->outcomes)[i];
    to.append(separator);
    put_member(kFirstMember<kAttachment, Name::id>, outcome.name, to);
    put_member(kNextMember<kAttachment, Name::display>, written_display(outcome, scratch_), to);
    to.append(kNextMember<kAttachment, Name::size>);
    to.append_number(outcome.size);
    to.append('}');
    separator = ",";
    ++attachments_;
  }
  if (separator == ",") to.append(']');
}

/// 1.0.0 has no edits without a time.
bool EventWriter::edit_fits(const Edit& edit) const {
  return !plan_->is_v1() || edit.time != kNoTime;
}

bool EventWriter::edit_is_early(const Event& event, const Edit& edit) const {
  return edit.time != kNoTime && event.time != kNoTime && edit.time < event.time;
}

void EventWriter::put_edits(const Event& event, TextBuffer& to) {
  std::string_view separator = kNextMember<kEvent, Name::edits>;
  for (const Edit& edit : event.edits) {
    bool early = edit_is_early(event, edit);
    if (!edit_fits(edit) || (early && plan_->is_v1())) continue;
    to.append(separator);
    to.append(kFirstQuotedMember<kEdit, Name::participant>);
    put_person(edit.participant == kNone ? event.participant : edit.participant, to);
    if (edit.time != kNoTime && !early) put_time<kEdit>(edit.time, to);
    if (!plan_->is_v1() && edit.previous.data() != nullptr)
      put_member(kNextMember<kEdit, Name::previous, kVersion2>, edit.previous, to);
    if (!plan_->is_v1() && edit.current.data() != nullptr)
      put_member(kNextMember<kEdit, Name::new_text, kVersion2>, edit.current, to);
    to.append('}');
    separator = ",";
  }
  if (separator == ",") to.append(']');
}

void EventWriter::put_receipts(const Event& event, TextBuffer& to) {
  std::string_view separator = kNextMember<kEvent, Name::read_receipts, kVersion2>;
  for (const ReadReceipt& receipt : event.receipts) {
    if (receipt.participant == kNone) continue;
    to.append(separator);
    to.append(kFirstQuotedMember<kReceipt, Name::participant>);
    put_person(receipt.participant, to);
    if (receipt.time != kNoTime) put_time<kReceipt>(receipt.time, to);
    put_member(kNextMember<kReceipt, Name::action>, choice_word(receipt.action), to);
    to.append('}');
    separator = ",";
  }
  if (separator == ",") to.append(']');
}

void EventWriter::put_custom(size_t index, TextBuffer& to) {
  const Event& event = plan_->slice->events[index];
  CustomList custom(to);
  // The place in the very first input, which an earlier run wrote, stays unchanged at the end.
  size_t own = provenance_begin(event.custom);
  for (const Property& property : event.custom.first(own)) custom.add(property.name, property.value);
  if (event.context) custom.add(note::kContext, note::kContextCopy);
  if (!event.parent.empty() && !plan_->links->keeps_parent(index)) {
    custom.add(kMemberNote<kEvent, Name::parent>, event.parent);
    char text[32];
    if (event.parent_time != kNoTime) custom.add(note::kParentTime, format_timestamp(event.parent_time, text));
    report(event, enc::kParentDetached, detached_parent(index));
  }
  if (EventType type = written_type(*plan_, event); type != event.type) {
    custom.add(kMemberNote<kEvent, Name::type>, choice_word(event.type));
    if (event.type == EventType::join || event.type == EventType::leave)
      report(event, plan_->is_direct() ? enc::kJoinInDirect : enc::kLeaveDenied);
  }
  if (plan_->is_v1() && event.direction != Direction::unstated)
    custom.add(kMemberNote<kEvent, Name::direction>, choice_word(event.direction));
  if (!event.reactions.empty()) add_reaction_notes(event, custom);
  if (!event.edits.empty()) add_edit_notes(event, custom);
  if (!event.receipts.empty()) add_receipt_notes(event, custom);
  if (!event.attachments.empty()) add_attachment_notes(event, custom);
  for (const Property& property : event.custom.subspan(own)) custom.add(property.name, property.value);
  if (plan_->options->provenance && own == event.custom.size()) add_provenance(event, custom);
}

/// Readers of RSMF require that `count` is the number of participants. A different count in the export is kept here.
void EventWriter::add_reaction_notes(const Event& event, CustomList& custom) {
  for (const Reaction& reaction : event.reactions) {
    if (reaction.count == reaction.participants.size() || reaction.count == 0) continue;
    scratch_.assign(reaction.value);
    custom.add(kMemberNote<kReaction, Name::count>, scratch_.append(": ").append(std::to_string(reaction.count)));
  }
}

void EventWriter::add_edit_notes(const Event& event, CustomList& custom) {
  char text[32];
  for (size_t i = 0; i < event.edits.size(); ++i) {
    const Edit& edit = event.edits[i];
    bool early = edit_is_early(event, edit);
    auto name = [&](std::string_view what) {
      return std::string_view(scratch_.assign(note::kEdit).append(std::to_string(i + 1)).append(what));
    };
    auto or_empty = [](std::string_view value) { return value.empty() ? note::kEmptyText : value; };
    if (early) {
      custom.add(name(note::kEditTime), format_timestamp(edit.time, text));
      report(event, enc::kEarlyEdit,
             fmt::format("Edit {} of the message is dated {}; the message itself is dated {}.", i + 1,
                         text_of_time(edit.time), text_of_time(event.time)));
    }
    if (!plan_->is_v1()) continue;
    if (!edit_fits(edit) || early) {
      uint32_t person = edit.participant == kNone ? event.participant : edit.participant;
      custom.add(name(note::kEditAuthor), plan_->slice->people[person]->row.display);
    }
    if (edit.previous.data() != nullptr) custom.add(name(note::kEditPrevious), or_empty(edit.previous));
    if (edit.current.data() != nullptr) custom.add(name(note::kEditNew), or_empty(edit.current));
  }
}

void EventWriter::add_receipt_notes(const Event& event, CustomList& custom) {
  char text[32];
  for (const ReadReceipt& receipt : event.receipts) {
    bool nobody = receipt.participant == kNone;
    if (!plan_->is_v1() && !nobody) continue;
    scratch_.assign(choice_word(receipt.action));
    if (!nobody) scratch_.append(" by ").append(plan_->slice->people[receipt.participant]->row.display);
    if (receipt.time != kNoTime) scratch_.append(" ").append(format_timestamp(receipt.time, text));
    custom.add(kMemberNote<kEvent, Name::read_receipts>, scratch_);
  }
}

void EventWriter::add_attachment_notes(const Event& event, CustomList& custom) {
  for (size_t i = outcome_; i < outcome_ + event.attachments.size(); ++i) {
    const AttachmentOutcome& outcome = (*plan_->outcomes)[i];
    if (outcome.state == AttachmentOutcome::State::found) continue;
    custom.add(note::kMissingAttachment, missing_name(*outcome.attachment));
    custom.add(note::kMissingAttachmentNote, missing_note(outcome));
  }
}

void EventWriter::add_provenance(const Event& event, CustomList& custom) {
  each_provenance(event, plan_->options->streams,
                  [&](std::string_view name, std::string_view value) { custom.add(name, value); });
}

}  // namespace rsmf
