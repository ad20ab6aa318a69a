// What is settled about a slice before the first byte of its manifest is written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rsmf/encode/attachment_set.hpp"
#include "rsmf/encode/event_links.hpp"
#include "rsmf/encode/person_texts.hpp"
#include "rsmf/encode_options.hpp"
#include "slice/slice.hpp"

namespace rsmf {

struct SlicePlan {
  const Slice* slice = nullptr;
  const EncodeOptions* options = nullptr;
  const EventLinks* links = nullptr;
  const AttachmentSet* attachments = nullptr;
  const std::vector<AttachmentOutcome>* outcomes = nullptr;
  std::vector<const PersonText*> people;  ///< as slice->people
  std::string_view participants_line;     ///< for the header; empty: there is to be none
  std::vector<std::string> avatars;       ///< by person; empty where there is none
  uint32_t custodian = kNone;             ///< index into slice->people
  bool custodian_is_member = false;

  bool is_v1() const { return options->version == RsmfVersion::v1_0_0; }
  bool is_direct() const { return slice->channel->row.type == ConversationType::direct; }
};

/// The type as the file may have it.
EventType written_type(const SlicePlan& plan, const Event& event);
/// The body, or for a join or leave without one that is written as something else, a sentence made in `scratch`.
std::string_view written_body(const SlicePlan& plan, const Event& event, std::string& scratch);

}  // namespace rsmf
