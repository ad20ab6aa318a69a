#include "diff/event_fields.hpp"

#include <fmt/format.h>

#include <cstring>

#include "base/time_zone.hpp"

namespace rsmf {
namespace {

constexpr std::string_view kNames[] = {"type",      "time",         "author",    "text",        "parent",
                                       "deleted",   "importance",   "direction", "attachments", "attachment-bytes",
                                       "reactions", "edits",        "receipts",  "custom",      "order",
                                       "people",    "conversations"};
static_assert(std::size(kNames) == kDiffFields);

constexpr TimeNs kRsmfTick = 100;

std::string_view word(EventType type) {
  static constexpr std::string_view kWords[] = {"message", "join", "leave", "history", "disclaimer", "unknown"};
  return kWords[static_cast<size_t>(type)];
}

std::string_view word(Importance importance) {
  static constexpr std::string_view kWords[] = {"", "normal", "high"};
  return kWords[static_cast<size_t>(importance)];
}

std::string_view word(Direction direction) {
  static constexpr std::string_view kWords[] = {"", "incoming", "outgoing"};
  return kWords[static_cast<size_t>(direction)];
}

std::string_view word(ReceiptAction action) {
  return action == ReceiptAction::read ? "read" : "delivered";
}

std::string time_text(TimeNs t) {
  if (t == kNoTime) return "";
  char buffer[32];
  return std::string(format_timestamp(t, buffer));
}

std::string_view id_of(uint32_t person, const EventStream& people) {
  return person == kNone ? std::string_view() : people.participant(person).id;
}

void append_number(uint64_t number, std::string& to) {
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);
  to.append(bytes, sizeof bytes);
}

void append_time(TimeNs t, std::string& to) {
  const TimeNs tick = t - ((t % kRsmfTick) + kRsmfTick) % kRsmfTick;
  append_number(static_cast<uint64_t>(t == kNoTime ? t : tick), to);
}

/// "The export does not say" is not the same as "nothing".
void append_known(std::string_view text, std::string& to) {
  append_number(text.data() == nullptr ? 0 : 1, to);
  append_part(text, to);
}

std::string known(std::string_view text) {
  return text.data() == nullptr ? "(not known)" : fmt::format("\"{}\"", text);
}

void append_item(std::string_view item, std::string& to) {
  if (!to.empty()) to += "; ";
  to += item;
}

/// What is there of an attachment.
struct AttachmentBytes {
  std::string sha256;
  uint64_t size = 0;
  bool damaged = false;
};

AttachmentBytes bytes_of(const Attachment& attachment, const EventStream& stream) {
  AttachmentBytes bytes;
  Sha256 hash;
  const Result<void> done = stream.read_attachment(attachment.key, [&](std::string_view piece) -> Result<void> {
    hash.update(piece);
    bytes.size += piece.size();
    return {};
  });
  bytes.damaged = !done;
  bytes.sha256 = hash.finish();
  return bytes;
}

std::string readable_rows(const Event& e, DiffField field, const EventStream& people) {
  std::string to;
  if (field == DiffField::attachments) {
    for (const Attachment& a : e.attachments)
      append_item(a.key.empty() ? fmt::format("{} (missing)", a.display) : std::string(a.display), to);
  } else if (field == DiffField::attachment_bytes) {
    for (const Attachment& a : e.attachments) {
      if (a.key.empty()) continue;
      const AttachmentBytes bytes = bytes_of(a, people);
      append_item(fmt::format("{} ({} bytes{}, SHA-256 {})", a.display, bytes.size, bytes.damaged ? ", damaged" : "",
                              bytes.sha256),
                  to);
    }
  } else if (field == DiffField::reactions) {
    for (const Reaction& r : e.reactions) {
      std::string who;
      for (uint32_t person : r.participants) who.append(who.empty() ? "" : ", ").append(id_of(person, people));
      append_item(fmt::format("{} x {} ({})", r.value, r.count, who), to);
    }
  } else if (field == DiffField::edits) {
    for (const Edit& d : e.edits)
      append_item(fmt::format("{} by {}: {} to {}", time_text(d.time), id_of(d.participant, people), known(d.previous),
                              known(d.current)),
                  to);
  } else if (field == DiffField::receipts) {
    for (const ReadReceipt& r : e.receipts)
      append_item(fmt::format("{} {} by {}", word(r.action), time_text(r.time), id_of(r.participant, people)), to);
  }
  return to;
}

void append_exact_rows(const Event& e, DiffField field, const EventStream& people, std::string& to) {
  if (field == DiffField::attachments) {
    append_number(e.attachments.size(), to);
    for (const Attachment& a : e.attachments) {
      append_part(a.display, to);
      append_number(a.key.empty(), to);
    }
  } else if (field == DiffField::attachment_bytes) {
    for (const Attachment& a : e.attachments) {
      if (a.key.empty()) continue;
      const AttachmentBytes bytes = bytes_of(a, people);
      append_part(bytes.sha256, to);
      append_number(bytes.damaged, to);
    }
  } else if (field == DiffField::reactions) {
    append_number(e.reactions.size(), to);
    for (const Reaction& r : e.reactions) {
      append_part(r.value, to);
      append_number(r.count, to);
      append_number(r.participants.size(), to);
      for (uint32_t person : r.participants) append_part(id_of(person, people), to);
    }
  } else if (field == DiffField::edits) {
    append_number(e.edits.size(), to);
    for (const Edit& d : e.edits) {
      append_part(id_of(d.participant, people), to);
      append_time(d.time, to);
      append_known(d.previous, to);
      append_known(d.current, to);
    }
  } else if (field == DiffField::receipts) {
    append_number(e.receipts.size(), to);
    for (const ReadReceipt& r : e.receipts) {
      append_part(id_of(r.participant, people), to);
      append_time(r.time, to);
      append_number(static_cast<uint64_t>(r.action), to);
    }
  } else if (field == DiffField::custom) {
    append_number(e.custom.size(), to);
    for (const Property& p : e.custom) {
      append_part(p.name, to);
      append_part(p.value, to);
    }
  }
}

}  // namespace

std::string_view name_of(DiffField field) {
  return kNames[static_cast<size_t>(field)];
}

Digest128 finish_128(Sha256& hash) {
  const auto raw = hash.finish_raw();
  Digest128 digest;
  std::memcpy(&digest.high, raw.data(), 8);
  std::memcpy(&digest.low, raw.data() + 8, 8);
  return digest;
}

void append_part(std::string_view text, std::string& to) {
  append_number(text.size(), to);
  to += text;
}

void append_exact(const Event& e, DiffField field, const EventStream& people, std::string& to) {
  switch (field) {
    case DiffField::type:
      return append_number(static_cast<uint64_t>(e.type), to);
    case DiffField::time:
      return append_time(e.time, to);
    case DiffField::author:
      append_number(e.participant == kNone, to);
      return append_part(id_of(e.participant, people), to);
    case DiffField::text:
      return append_part(e.body, to);
    case DiffField::parent:
      return append_part(e.parent, to);
    case DiffField::deleted:
      return append_number(e.deleted, to);
    case DiffField::importance:
      return append_number(static_cast<uint64_t>(e.importance), to);
    case DiffField::direction:
      return append_number(static_cast<uint64_t>(e.direction), to);
    default:
      return append_exact_rows(e, field, people, to);
  }
}

std::string readable(const Event& e, DiffField field, const EventStream& people) {
  switch (field) {
    case DiffField::type:
      return std::string(word(e.type));
    case DiffField::time:
      return time_text(e.time);
    case DiffField::author:
      return std::string(id_of(e.participant, people));
    case DiffField::text:
      return std::string(e.body);
    case DiffField::parent:
      return std::string(e.parent);
    case DiffField::deleted:
      return e.deleted ? "yes" : "no";
    case DiffField::importance:
      return std::string(word(e.importance));
    case DiffField::direction:
      return std::string(word(e.direction));
    case DiffField::custom:
      return readable(e.custom);
    default:
      return readable_rows(e, field, people);
  }
}

std::string readable(std::span<const Property> properties) {
  std::string to;
  for (const Property& p : properties) append_item(fmt::format("{} = {}", p.name, p.value), to);
  return to;
}

}  // namespace rsmf
