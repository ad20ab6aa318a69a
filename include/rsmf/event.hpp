// The model: what a chat consists of, in the words of the RSMF standard.
//
// All types here are rows: trivially copyable, with views into memory that somebody else owns (a batch while an
// export is decoded, a slice while it is written). A view is valid as long as that owner, never longer.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace rsmf {

/// Nanoseconds since 1970-01-01T00:00:00Z. Covers the years 1678 to 2262.
using TimeNs = int64_t;
/// "The record states no time." Sorts last.
inline constexpr TimeNs kNoTime = std::numeric_limits<int64_t>::max();
inline constexpr TimeNs kSecond = 1'000'000'000;

/// Index of nobody, of no conversation, of no file.
inline constexpr uint32_t kNone = std::numeric_limits<uint32_t>::max();

enum class EventType : uint8_t { message, join, leave, history, disclaimer, unknown };
enum class Importance : uint8_t { unstated, normal, high };
enum class Direction : uint8_t { unstated, incoming, outgoing };
enum class ConversationType : uint8_t { direct, channel };
enum class ReceiptAction : uint8_t { read, delivered };

/// What Origin::position counts in a stream. A byte is counted from 0, a row and a message as its source numbers them.
enum class PositionUnit : uint8_t { byte, row, message };

/// The place of a record in the input. Unique per event and totally ordered: `sub` tells apart several events that
/// come from one record. The unit of position and length is a property of the stream.
struct Origin {
  uint32_t stream = kNone;  ///< index into the streams of its source: files, tables, mailboxes
  uint32_t sub = 0;
  uint64_t position = 0;  ///< in the (uncompressed) stream
  uint64_t length = 0;    ///< of the record: bytes, or 1 row or message

  friend bool operator==(const Origin&, const Origin&) = default;
  friend auto operator<=>(const Origin& a, const Origin& b) {
    if (auto c = a.stream <=> b.stream; c != 0) return c;
    if (auto c = a.position <=> b.position; c != 0) return c;
    return a.sub <=> b.sub;
  }
};

/// An extra fact, written to `custom`. Neither part may be empty.
struct Property {
  std::string_view name, value;
};

/// A file that a message carries.
struct Attachment {
  std::string_view display;        ///< the name people saw
  std::string_view unique;         ///< what the source calls it (a file id, a path): makes the name in rsmf.zip unique
  std::string_view key;            ///< hand this to AttachmentStore::open; empty when the bytes are not in the export
  std::string_view note;           ///< why it is missing, or where it was (no credentials); may be empty
  uint64_t stated_size = 0;        ///< what the export says; 0 = nothing
  std::string_view entry = {};     ///< name in the rsmf.zip that it came from: it keeps it if it can; may be empty
  std::string_view stand_in = {};  ///< key of the placeholder that an earlier run laid in its place; may be empty
};

struct Reaction {
  std::string_view value;  ///< emoji short name without colons, or the emoji itself
  uint32_t count = 0;      ///< as the export states it; may exceed participants.size()
  std::span<const uint32_t> participants;
};

/// One change of the text, oldest first. A view with data() == nullptr means "the export does not say".
struct Edit {
  uint32_t participant = kNone;
  TimeNs time = kNoTime;
  std::string_view previous, current;
};

struct ReadReceipt {
  uint32_t participant = kNone;
  TimeNs time = kNoTime;
  ReceiptAction action = ReceiptAction::read;
};

/// One thing that happened in a conversation. Participants and conversation are indices: into the batch's own tables
/// while it is in a batch, into the slice's people while it is in a slice.
struct Event {
  TimeNs time = kNoTime;
  uint32_t conversation = kNone;
  uint32_t participant = kNone;  ///< who did it; kNone only where the export does not say
  EventType type = EventType::message;
  Importance importance = Importance::unstated;
  Direction direction = Direction::unstated;
  bool deleted = false;
  bool context = false;          ///< a copy of a parent that lies in another slice (LinkPolicy::context)
  bool denied = false;           ///< a leave after which the same person acts in the slice, without having joined again
  std::string_view id;           ///< unique in its conversation, stable from run to run; never empty
  std::string_view parent;       ///< id of the event this one answers, or empty
  TimeNs parent_time = kNoTime;  ///< time of the parent, where this record states it
  std::string_view body;
  std::span<const Attachment> attachments;
  std::span<const Reaction> reactions;
  std::span<const Edit> edits;
  std::span<const ReadReceipt> receipts;
  std::span<const Property> custom;
  Origin origin;
};

/// A person, bot or app.
struct Participant {
  std::string_view id;          ///< unique in its source; never empty
  std::string_view display;     ///< never empty once in a slice: falls back to the id
  std::string_view email;       ///< empty unless it is a valid address
  std::string_view account_id;  ///< the platform's own id, a phone number, a handle; may be empty
  std::string_view avatar;      ///< key for AttachmentStore::open, or empty
  std::span<const Property> custom;
};

struct Roster;  // who was a member when; see rsmf/roster.hpp

struct Conversation {
  std::string_view id;        ///< unique in its source; never empty
  std::string_view display;   ///< falls back to the id
  std::string_view platform;  ///< "slack", "whatsapp", ...
  ConversationType type = ConversationType::direct;
  std::string_view custodian;  ///< id of the participant whose copy of the conversation this is; may be empty
  std::span<const Property> custom;
  std::string_view collection_id = {};  ///< event collection id, where the export states one; else one is made
  const Roster* roster = nullptr;       ///< owned by the source, valid as long as it; null = only who acts is known
};

}  // namespace rsmf
