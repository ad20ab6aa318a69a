// The mail around rsmf.zip: headers and the frames of the two parts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mime/transfer_encoding.hpp"
#include "rsmf/encode/slice_plan.hpp"
#include "rsmf/finding.hpp"

namespace rsmf {

struct MessageFacts {
  const SlicePlan* plan = nullptr;
  TimeNs first = kNoTime, last = kNoTime;  ///< of the dated events
  uint32_t attachments = 0;
  std::string boundary;
};

/// The boundary between the parts, from the CRC-32 of the manifest and of the text part: the same content always gives
/// the same one, and no line of a text encoded as choose_transfer_encoding() says can begin with it.
void make_boundary(uint32_t manifest_crc, uint32_t text_crc, std::string& boundary);

/// Appends the message from its first header up to the base64 text of rsmf.zip.
void append_message_head(const MessageFacts& facts, const TextBuffer& text, std::string& to,
                         std::vector<Finding>& findings);

/// Appends what stands behind the base64 text.
void append_message_tail(std::string_view boundary, std::string& to);

}  // namespace rsmf
