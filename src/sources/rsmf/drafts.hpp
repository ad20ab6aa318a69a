// Rows of a manifest, read: people and conversations still by their ids.
#pragma once

#include <string_view>
#include <vector>

#include "rsmf/event.hpp"
#include "sources/rsmf/fault.hpp"

namespace rsmf::rsmf_source {

// Views point into the row's text or the memory given to the reader. Drafts are reused from row to row.

struct PersonDraft {
  std::string_view id, display, email, avatar, account_id;
  std::vector<Property> custom;
  FaultList faults;
};

struct ConversationDraft {
  std::string_view id, display, platform, custodian, icon;
  std::string_view collection_id;  ///< where the row itself states it (1.0.0)
  ConversationType type = ConversationType::direct;
  std::vector<std::string_view> participants;
  std::vector<Property> custom;
  FaultList faults;
};

struct ReactionDraft {
  std::string_view value;
  uint64_t count = 0;
  bool counted = false;
  std::vector<std::string_view> participants;
};

struct EditDraft {
  std::string_view participant, previous, current;
  TimeNs time = kNoTime;
};

struct ReceiptDraft {
  std::string_view participant;
  TimeNs time = kNoTime;
  ReceiptAction action = ReceiptAction::read;
};

struct AttachmentDraft {
  std::string_view id, display;
  uint64_t size = 0;
  std::string_view note;   ///< of one that is missing
  std::string_view print;  ///< digest of its bytes, where that was asked for
  bool missing = false;    ///< known by a note only
  bool stands_in = false;  ///< the file named by `id` is a placeholder for it
};

struct EventDraft {
  EventType type = EventType::message;
  bool has_type = false, deleted = false, context = false;
  Importance importance = Importance::unstated;
  Direction direction = Direction::unstated;
  TimeNs time = kNoTime, parent_time = kNoTime;
  std::string_view id, parent, body, participant, conversation;
  std::vector<ReactionDraft> reactions;
  std::vector<EditDraft> edits;
  std::vector<ReceiptDraft> receipts;
  std::vector<AttachmentDraft> attachments;
  std::vector<Property> custom;
  FaultList faults;
};

}  // namespace rsmf::rsmf_source
