// Names of the custom properties that the encoder adds ("notes"): what a manifest has no member for, or what a member
// cannot hold. The reader of RSMF takes them back by the same names. A name, once released, must not change: files with
// it exist.
#pragma once

#include <string_view>

namespace rsmf::note {

// Of a participant or a conversation.
inline constexpr std::string_view kEmail = "E-mail";  ///< one that is not an address
inline constexpr std::string_view kAccountId = "Account ID";
inline constexpr std::string_view kCustodian = "Custodian";
inline constexpr std::string_view kCollectionId = "Event collection ID";

// Of an event.
inline constexpr std::string_view kContext = "Context";
inline constexpr std::string_view kContextCopy = "copy of an event in another slice";  ///< the value of kContext
inline constexpr std::string_view kParent = "Parent";                                  ///< one that is in another slice
inline constexpr std::string_view kParentTime = "Parent time";
inline constexpr std::string_view kOriginalType = "Original type";
inline constexpr std::string_view kDirection = "Direction";
inline constexpr std::string_view kReactionCount = "Stated reaction count";  ///< "VALUE: COUNT"
inline constexpr std::string_view kReceipt = "Receipt";                      ///< "ACTION by NAME TIME"
inline constexpr std::string_view kMissingAttachment = "Missing attachment";
inline constexpr std::string_view kMissingAttachmentNote = "Missing attachment note";

// Of an edit: "Edit NUMBER PART", the number from 1.
inline constexpr std::string_view kEdit = "Edit ";
inline constexpr std::string_view kEditTime = " time", kEditAuthor = " by", kEditPrevious = " previous",
                                  kEditNew = " new";
inline constexpr std::string_view kEmptyText = "(empty)";  ///< the value of a text that is empty

// The place of an event in the input, in this order.
inline constexpr std::string_view kSourceFile = "Source file", kSourceOffset = "Source offset",
                                  kSourceLength = "Source length", kSourceRecord = "Source record";

// Of the reader: times that cannot be read.
inline constexpr std::string_view kTimeAsWritten = "Timestamp as written",
                                  kEditTimeAsWritten = "Edit timestamp as written",
                                  kReceiptTimeAsWritten = "Receipt timestamp as written";

}  // namespace rsmf::note
