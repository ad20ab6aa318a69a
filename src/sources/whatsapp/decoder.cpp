#include "sources/whatsapp/decoder.hpp"

#include <fmt/format.h>

#include <cstring>

#include "base/utf8.hpp"
#include "json/utf8_validation.hpp"
#include "sources/whatsapp/marks.hpp"

namespace rsmf::whatsapp {
namespace {

constexpr std::string_view kPlatform = "whatsapp";

bool has_nul(std::string_view text) {
  return std::memchr(text.data(), 0, text.size()) != nullptr;
}

/// Only invisible characters: no loss.
bool is_blank(std::string_view text) {
  std::string scratch;
  for (char c : trim(plain(text, scratch)))
    if (c != '\n' && c != '\r' && c != ' ' && c != '\t') return false;
  return true;
}

/// "m" and the offset: the format has no ids of its own.
std::string_view make_id(EventBuilder& into, uint64_t offset, uint32_t sub) {
  char buffer[32];
  char* end = buffer + sizeof buffer;
  char* p = end;
  if (sub) {
    do *--p = char('0' + sub % 10);
    while (sub /= 10);
    *--p = '-';
  }
  do *--p = char('0' + offset % 10);
  while (offset /= 10);
  *--p = 'm';
  return into.copy({p, size_t(end - p)});
}

}  // namespace

void ChatDecoder::decode_unit(const ChatUnit& unit, EventBuilder& into) {
  into_ = &into;
  file_ = unit.stream;
  chat_ = unit.chat.get();
  if (!chat_ || unit.bytes.empty()) return;
  if (zone_of_ != chat_) {
    zone_ = chat_->zone;
    zone_of_ = chat_;
    known_.clear();
  }
  for (Spelling& s : spellings_) s.raw = {};
  conversation_ = kNone;
  std::string_view text = unit.bytes.view();
  clean_ = !has_nul(text) && is_valid_utf8(text);
  if (unit.oversize > 0)
    drop_oversized(text, unit.offset, unit.oversize);
  else
    decode_records(text, unit.offset);
}

void ChatDecoder::decode_records(std::string_view text, uint64_t offset) {
  const char* begin = text.data();
  const char* end = begin + text.size();
  auto line_end = [&](const char* p) {
    auto* newline = static_cast<const char*>(std::memchr(p, '\n', size_t(end - p)));
    return newline ? newline + 1 : end;
  };
  auto view = [&](const char* p) { return std::string_view(p, size_t(end - p)); };
  std::vector<std::pair<uint64_t, std::string_view>> odd;  // lines with impossible dates, of the record at hand
  Record record, next;
  const char* at = begin;
  const char* p = begin;
  bool in_record = false;
  auto flush = [&](const char* until) {
    if (until == at) return;
    std::string_view whole(at, size_t(until - at));
    uint64_t place = offset + uint64_t(at - begin);
    if (in_record) {
      record.text = whole;
      record.offset = place;
      record.length = whole.size();
      record.rest = whole.substr(record.header.rest);
      decode_record(record);
    } else {
      drop_prefix(whole, place);
    }
    // Of a record that is dropped for its size, cut in another place, these lines would not be seen.
    if (whole.size() > chat_->max_record_bytes) odd.clear();
    for (auto& [where, line] : odd) {
      Finding told = lost(Code::impossible_date, {}, whole);
      told.excerpt = excerpt(line);
      told.origin = Origin{file_, 0, where, line.size()};
      into_->report(std::move(told));
    }
    odd.clear();
  };
  while (p < end) {
    // The header is looked at within its line only.
    const char* next_line = line_end(p);
    auto verdict = chat_->header.read({p, size_t(next_line - p)}, next.header, next.civil);
    if (verdict == HeaderTemplate::Verdict::header) {
      flush(p);
      at = p;
      in_record = true;
      record.header = next.header;
      record.civil = next.civil;
    } else if (verdict == HeaderTemplate::Verdict::impossible_date) {
      odd.emplace_back(offset + uint64_t(p - begin), view(p).substr(0, size_t(next_line - p)));
    }
    p = next_line;
  }
  flush(end);
}

/// About a record that gives no event of its own; its time and author, if `text` begins with its header.
Finding ChatDecoder::lost(Code code, std::string message, std::string_view text) const {
  Finding told = finding(code, std::move(message), excerpt(text));
  told.conversation = chat_->name;
  Header header;
  CivilTime civil;
  const std::string_view line = text.substr(0, text.find('\n'));
  if (chat_->header.read(line, header, civil) != HeaderTemplate::Verdict::header) return told;
  told.time = zone_.to_utc(civil).utc;
  const std::string_view rest = line.substr(header.rest);
  const AuthorSplit split = split_author(rest);
  if (split.author_end != std::string_view::npos && is_valid_utf8(rest.substr(0, split.author_end)))
    told.author = person_id(rest.substr(0, split.author_end));
  return told;
}

void ChatDecoder::drop_prefix(std::string_view text, uint64_t offset) {
  if (text.size() > chat_->max_record_bytes) return drop_oversized(text, offset, text.size());
  if (is_blank(text)) return;
  into_->begin_record(offset, text.size());
  into_->drop(lost(Code::text_before, {}, text));
}

void ChatDecoder::drop_oversized(std::string_view text, uint64_t offset, uint64_t length) {
  into_->begin_record(offset, length);
  into_->drop(lost(
      Code::record_too_large,
      fmt::format("The message has {} bytes, which exceeds the limit of {}.", length, chat_->max_record_bytes), text));
}

std::string_view ChatDecoder::repaired(std::string_view text, bool& changed) {
  if (clean_) return text;
  std::string fixed;
  if (!is_valid_utf8(text)) {
    size_t count = append_repaired_utf8(text, fixed);
    into_->report(finding(
        Code::invalid_utf8,
        fmt::format("{} invalid byte {} replaced by U+FFFD.", count, count == 1 ? "sequence was" : "sequences were"),
        excerpt(text)));
    text = into_->copy(fixed);
    changed = true;
  }
  if (has_nul(text)) {
    fixed.clear();
    size_t count = 0;
    for (char c : text) {
      count += c == 0;
      if (c)
        fixed += c;
      else
        fixed += "\uFFFD";
    }
    into_->report(
        finding(Code::nul_bytes,
                fmt::format("{} replaced by U+FFFD.",
                            count == 1 ? "One NUL character was" : fmt::format("{} NUL characters were", count)),
                excerpt(text)));
    text = into_->copy(fixed);
    changed = true;
  }
  return text;
}

/// Without the last line end, and with LF for CRLF.
std::string_view ChatDecoder::body_of(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  auto* first = static_cast<const char*>(std::memchr(text.data(), '\r', text.size()));
  if (!first) return text;
  char* to = into_->allocate(text.size());
  size_t size = 0;
  for (size_t i = 0; i < text.size(); ++i)
    if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') to[size++] = text[i];
  return {to, size};
}

void ChatDecoder::decode_record(Record& record) {
  if (record.length > chat_->max_record_bytes) return drop_oversized(record.text, record.offset, record.length);
  into_->begin_record(record.offset, record.length);
  properties_.clear();
  Event event;
  record.time = zone_.to_utc(record.civil);
  event.time = record.time.utc;
  if (record.time.kind != LocalTimeKind::unique) {
    bool twice = record.time.kind == LocalTimeKind::ambiguous;
    std::string_view written = record.text.substr(record.header.begin, record.header.end - record.header.begin);
    into_->report(finding(twice ? Code::ambiguous_time : Code::nonexistent_time,
                          fmt::format("The local time \"{}\" {} in the zone {}.", written,
                                      twice ? "happened twice" : "did not exist", zone_.name()),
                          excerpt(record.text)));
    bool changed = false;
    add_property("Local time", repaired(written, changed));
    add_property("Local time is", twice ? "ambiguous" : "nonexistent");
  }
  bool changed = false;
  std::string_view rest = repaired(record.rest, changed);
  if (conversation_ == kNone) {
    Conversation row;
    row.id = chat_->id;
    row.display = chat_->name;
    row.platform = kPlatform;
    row.type = chat_->type;
    row.custodian = chat_->custodian;
    row.roster = &chat_->roster;
    conversation_ = into_->conversation(row);
  }
  event.conversation = conversation_;
  event.id = make_id(*into_, record.offset, 0);

  AuthorSplit split = split_author(rest);
  if (split.author_end != std::string_view::npos) {
    bool is_plain = false;
    const Spelling* author = spelling(rest.substr(0, split.author_end), is_plain);
    PhraseMatch match;
    if (!is_plain && find_notice(*chat_->book, body_of(rest), match, scratch_))
      return decode_notice(record, event, &match, body_of(rest));
    return decode_authored(record, event, *author, body_of(rest.substr(split.text)));
  }
  std::string_view body = body_of(rest);
  PhraseMatch match;
  if (find_notice(*chat_->book, body, match, scratch_)) return decode_notice(record, event, &match, body);
  split = split_author_tightly(body);
  if (split.author_end != std::string_view::npos) {
    bool is_plain = false;
    std::string_view raw = body.substr(0, split.author_end);
    if (chat_->authors.contains(known(raw).id))
      return decode_authored(record, event, *spelling(raw, is_plain), body.substr(split.text));
  }
  decode_notice(record, event, nullptr, body);
}

void ChatDecoder::decode_authored(const Record& record, Event& event, const Spelling& author, std::string_view body) {
  event.participant = author.participant;
  if (event.participant == kNone) {
    const Known& facts = known(author.raw);
    if (!chat_->is_chat_name(facts.id)) event.participant = participant(facts.id, facts.phone);
  }
  BodyParts parts = take_apart(*chat_->book, body, chat_->marks_app_text, record.header.marked, scratch_);
  switch (parts.kind) {
    case BodyParts::Kind::message:
      if (!chat_->custodian.empty()) event.direction = author.mine ? Direction::outgoing : Direction::incoming;
      return decode_message(event, parts);
    case BodyParts::Kind::notice:
      return decode_notice(record, event, &parts.match, skip_marks(body));
    case BodyParts::Kind::unknown_notice:
      return decode_notice(record, event, nullptr, skip_marks(body));
  }
}

void ChatDecoder::decode_message(Event& event, const BodyParts& parts) {
  event.body = parts.text;
  if (parts.deleted) {
    event.deleted = true;
    event.body = {};
    add_property("Deleted mark", into_->copy(trim(parts.text)));
    if (!parts.match.actor.empty()) add_property("Deleted by", into_->copy(parts.match.actor));
  } else if (parts.match.phrase) {
    PhraseKind kind = parts.match.kind();
    if (is_omitted(kind)) add_property("Media omitted", name_of(kind));
    if (kind == PhraseKind::view_once) add_property("Content", "view once");
    if (kind == PhraseKind::live_location) add_property("Live location", "shared");
  } else if (parts.attachment.empty()) {
    std::string_view words = trim_end(skip_marks(parts.text));
    if (words.empty() || words == "null")
      add_property("Content", "not in the export (view once, or not supported)");
    else
      add_structure(parts.text);
  }
  Attachment file;
  if (!parts.attachment.empty()) {
    file.display = file.unique = parts.attachment;
    MediaIndex::Found found = chat_->media->find(chat_->folder, parts.attachment);
    file.key = found.key;
    file.stated_size = found.size;
    if (found.key.empty()) file.note = "no file of that name beside the chat or under the folder of files";
    event.attachments = into_->copy(std::span<const Attachment>(&file, 1));
    if (file.display.ends_with(".vcf")) add_property("Contact", file.display.substr(0, file.display.size() - 4));
  }
  Edit edit;
  if (parts.edited) {
    edit.participant = event.participant;
    edit.current = event.body.data() ? event.body : std::string_view("", 0);
    event.edits = into_->copy(std::span<const Edit>(&edit, 1));
  }
  event.custom = into_->copy(properties_);
  into_->add(event);
}

void ChatDecoder::decode_notice(const Record& record, Event event, const PhraseMatch* match, std::string_view text) {
  const uint32_t author = event.participant;
  event.participant = kNone;
  event.body = text;
  if (!match) {
    into_->report(finding(Code::unknown_notice, {}, excerpt(record.text)));
    event.type = EventType::disclaimer;
    event.participant = author;
    add_property("System event", "unrecognised");
    event.custom = into_->copy(properties_);
    return into_->add(event);
  }
  PhraseKind kind = match->kind();
  std::string actor(match->actor);
  bool actor_is_you = match->actor_is_you || chat_->book->is_you(actor);
  bool enters = kind == PhraseKind::added || kind == PhraseKind::joined;
  add_property("System event", name_of(kind));
  if (enters || kind == PhraseKind::left || kind == PhraseKind::removed) {
    event.type = enters ? EventType::join : EventType::leave;
    if (actor_is_you) actor = chat_->you;
    if (!actor.empty()) add_property(enters ? "Added by" : "Removed by", into_->copy(person_id(actor)));
    event.custom = into_->copy(properties_);
    // Ids first: the match points into scratch memory.
    std::vector<uint32_t> persons;
    if (match->persons_are_you) persons.push_back(person({}, true));
    for (std::string_view name : split_persons(*chat_->book, match->persons, chat_->authors))
      persons.push_back(person(name, chat_->book->is_you(name)));
    for (uint32_t i = 0; i < persons.size(); ++i) {
      event.participant = persons[i];
      if (i) event.id = make_id(*into_, record.offset, i);
      into_->add(event);
    }
    if (!persons.empty()) return;
    event.participant = author;
    return into_->add(event);
  }
  event.type = EventType::disclaimer;
  if (actor_is_you)
    event.participant = person({}, true);
  else if (!actor.empty())
    event.participant = person(actor, false);
  else if (kind != PhraseKind::encryption)
    event.participant = author;  // a notice under somebody's name is his doing
  event.custom = into_->copy(properties_);
  into_->add(event);
}

}  // namespace rsmf::whatsapp
