#include "diff/event_texts.hpp"

#include "base/utf8.hpp"

namespace rsmf {
namespace {

constexpr size_t kLongest = 64 * 1024;
constexpr uint32_t kTextsPerLook = 1024;

EventText text_of(const Event& e, const EventStream& stream, Sha256& hash) {
  EventText text;
  text.key = key_of(e, stream, hash);
  const Conversation& conversation = stream.conversation(e);
  text.conversation = conversation.id;
  text.conversation_name = conversation.display;
  text.id = e.id;
  text.author = e.participant == kNone ? std::string() : std::string(stream.participant(e).display);
  text.time = e.time;
  for (size_t i = 0; i < kEventFields; ++i) {
    const auto field = static_cast<DiffField>(i);
    std::string exact;
    append_exact(e, field, stream, exact);
    hash.update(exact);
    text.exact[i] = finish_128(hash);
    const std::string whole = readable(e, field, stream);
    text.readable[i] = truncate_utf8(whole, kLongest);
    if (whole.size() > kLongest) text.readable[i] += "…";
  }
  return text;
}

}  // namespace

Result<std::vector<EventText>> read_event_texts(const std::string& path, const std::vector<uint32_t>& places,
                                                const PrintOptions& options) {
  std::vector<EventText> texts;
  if (places.empty()) return texts;
  auto stream = EventStream::open(path, options.source);
  RSMF_TRY(stream);
  Sha256 hash;
  for (uint32_t place = 0; texts.size() < places.size(); ++place) {
    if (place % kTextsPerLook == 0 && options.stop && *options.stop) return fail(ErrorKind::interrupted, "interrupted");
    const Event* event = stream->next();
    if (!event) return fail(ErrorKind::io, path + ": changed while it was compared");
    if (place == places[texts.size()]) texts.push_back(text_of(*event, *stream, hash));
  }
  return texts;
}

}  // namespace rsmf
