#include "diff/event_prints.hpp"

#include <fmt/format.h>

#include "rsmf/roster.hpp"

namespace rsmf {
namespace {

constexpr uint64_t kEventsPerLook = 1024;  // between looks at the stop flag

/// As the reader of RSMF makes ids for events that have none: one longer text moves all that come after it.
bool is_made_id(const Event& e) {
  return e.id == fmt::format("e{}-{}", e.origin.position, e.origin.stream);
}

/// Notes everybody whom the event names: people are compared too.
void note_people(const Event& e, const EventStream& stream, IdentityTable& directory) {
  auto note = [&](uint32_t person) {
    if (person != kNone) directory.add_person(stream.participant(person));
  };
  note(e.participant);
  for (const Reaction& r : e.reactions)
    for (uint32_t person : r.participants) note(person);
  for (const Edit& d : e.edits) note(d.participant);
  for (const ReadReceipt& r : e.receipts) note(r.participant);
}

}  // namespace

Digest128 key_of(const Event& e, const EventStream& stream, Sha256& hash) {
  std::string bytes;
  append_part(stream.conversation(e).id, bytes);
  append_part(e.id, bytes);
  hash.update(bytes);
  return finish_128(hash);
}

Result<EventPrints> print_events(const std::string& path, const PrintOptions& options) {
  auto stream = EventStream::open(path, options.source);
  RSMF_TRY(stream);
  EventPrints prints;
  prints.path = path;
  prints.stream = std::make_unique<EventStream>(std::move(*stream));
  prints.directory = std::make_unique<IdentityTable>();
  const bool of_rsmf = prints.stream->format() == "rsmf";
  Sha256 hash;
  std::string bytes;
  while (const Event* e = prints.stream->next()) {
    if (prints.events.size() % kEventsPerLook == 0 && options.stop && *options.stop)
      return fail(ErrorKind::interrupted, "interrupted");
    if (prints.events.size() == UINT32_MAX) return fail(ErrorKind::limit, path + ": more than 4,294,967,295 events");
    EventPrint print;
    print.key = key_of(*e, *prints.stream, hash);
    bytes.clear();
    for (size_t i = 0; i < kEventFields; ++i) {
      const auto field = static_cast<DiffField>(i);
      if (!options.ignored.has(field)) append_exact(*e, field, *prints.stream, bytes);
    }
    hash.update(bytes);
    print.content = finish_128(hash);
    print.time = e->time;
    print.place = static_cast<uint32_t>(prints.events.size());
    print.made_id = of_rsmf && is_made_id(*e);
    const Conversation& conversation = prints.stream->conversation(*e);
    const size_t known = prints.directory->channels();
    print.conversation = prints.directory->add_conversation(conversation);
    if (print.conversation == known && conversation.roster)  // also those who are listed and never act
      for (const Participant& person : conversation.roster->people) prints.directory->add_person(person);
    note_people(*e, *prints.stream, *prints.directory);
    prints.events.push_back(print);
  }
  prints.broke_off = prints.stream->error();
  for (const FindingCount& of_kind : prints.stream->finding_counts())
    if (of_kind.spec->severity == Severity::error) prints.findings_error += of_kind.count;
  return prints;
}

}  // namespace rsmf
