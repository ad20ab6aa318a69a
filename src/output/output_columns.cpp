#include "output/output_columns.hpp"

#include <string>

namespace rsmf {

Result<void> write_outputs_header(CsvFile& file, bool packed) {
  if (packed)
    return file.row({"path", "conversation", "conversation_id", "day", "part", "first", "last", "events",
                     "context_copies", "participants", "attachments", "bytes", "sha256", "volume", "offset", "length"});
  return file.row({"path", "conversation", "conversation_id", "day", "part", "first", "last", "events",
                   "context_copies", "participants", "attachments", "bytes", "sha256"});
}

Result<void> write_outputs_row(CsvFile& file, const OutputRow& r, const PackedPlace* place) {
  const std::string part = std::to_string(r.part), events = std::to_string(r.events),
                    copies = std::to_string(r.context_copies), people = std::to_string(r.participants),
                    attachments = std::to_string(r.attachments), bytes = std::to_string(r.bytes);
  if (!place)
    return file.row({r.path, r.conversation, r.conversation_id, r.day, part, r.first, r.last, events, copies, people,
                     attachments, bytes, r.sha256});
  return file.row({r.path, r.conversation, r.conversation_id, r.day, part, r.first, r.last, events, copies, people,
                   attachments, bytes, r.sha256, place->volume, std::to_string(place->offset),
                   std::to_string(place->length)});
}

}  // namespace rsmf
