// WhatsApp's "Export chat". Clock times are UTC.
#include "base/time_zone.hpp"
#include "generate/exports.hpp"
#include "generate/whatsapp_style.hpp"

namespace rsmf {

namespace {

constexpr size_t kWhatsAppFlushBytes = 256 * 1024;
constexpr TimeNs kMinute = 60 * kSecond;
constexpr std::string_view kMark = "\u200e";  // iOS puts it before everything the app itself wrote
constexpr uint32_t kForeignHeader = 3'000;    // per million: messages that quote another chat, header and all

void replace(std::string& text, std::string_view from, std::string_view to) {
  if (const size_t at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
}

void append_number(std::string& to, uint32_t number, uint32_t digits) {
  const std::string text = std::to_string(number);
  if (text.size() < digits) to.append(digits - text.size(), '0');
  to += text;
}

class WhatsappExport {
 public:
  WhatsappExport(const Scenario& scenario, std::string_view style, ExportOutput::Kind kind, ExportOutput& output,
                 ModelLog& model)
      : scenario_(scenario), wanted_(style), kind_(kind), output_(output), model_(model) {}

  Result<void> write() {
    for (uint32_t i = 0; i < scenario_.chats(); ++i) RSMF_TRY(chat(i));
    return {};
  }

 private:
  Result<void> chat(uint32_t number);
  Result<void> opening();
  Result<void> tell(const Happening& happening);
  Result<void> message(const Message& message);
  Result<void> notice(const Happening& happening);
  Result<void> system_line(TimeNs time, std::string_view type, uint32_t person, std::string text);
  Result<void> flush(size_t limit);
  void choose_style(uint32_t number);
  void header(TimeNs time);
  void mark() {
    if (style_->phone == Phone::ios) buffer_ += kMark;
  }
  std::string body(const Message& message);
  std::string attachment(const Message& message);
  std::string name(uint32_t person) const {
    if (person % 8 != 7) return scenario_.people()[person].name;
    std::string phone = "+44 20 7946 ";  // not in their address book
    append_number(phone, person, 4);
    return phone;
  }
  /// As precise as the clock of this style.
  TimeNs shown(TimeNs time) const {
    const TimeNs unit = style_->phone == Phone::ios ? kSecond : kMinute;
    return time / unit * unit;
  }

  const Scenario& scenario_;
  std::string_view wanted_;
  ExportOutput::Kind kind_;
  ExportOutput& output_;
  ModelLog& model_;
  const WhatsappStyle* style_ = nullptr;
  const Vocabulary* vocabulary_ = nullptr;
  Chat chat_;
  std::string title_, buffer_;
  uint64_t media_ = 0;
  ChatText text_;
};

void WhatsappExport::choose_style(uint32_t number) {
  const auto styles = whatsapp_styles();
  Random random(mix(scenario_.seed(), 0x200'000'000ULL + number));
  do {
    style_ = &styles[random.below(static_cast<uint32_t>(styles.size()))];
  } while (!wanted_.empty() && (style_->phone == Phone::ios) != (wanted_ == "ios"));
  for (const Vocabulary& vocabulary : vocabularies()) {
    if (vocabulary.language == style_->language) vocabulary_ = &vocabulary;
  }
}

Result<void> WhatsappExport::chat(uint32_t number) {
  chat_ = scenario_.chat(number);
  choose_style(number);
  media_ = 0;
  const bool pair = chat_.kind == ChatKind::direct;
  title_ = pair ? name(chat_.founders.back()) : "Planning " + std::to_string(number + 1);
  std::string file(style_->file);
  replace(file, "%G", title_);
  if (style_->phone == Phone::ios && (scenario_.chats() > 1 || kind_ == ExportOutput::Kind::folder)) {
    file = "WhatsApp Chat - " + title_ + "/" + file;
  }
  ++model_.totals().conversations;
  RSMF_TRY(output_.begin(file));
  if (model_.is_written()) {
    std::string line;
    append_conversation(title_, title_, "whatsapp", pair, {}, line);
    RSMF_TRY(model_.lines(line));
  }
  RSMF_TRY(opening());
  Timeline timeline(scenario_, chat_);
  Happening happening;
  while (timeline.next(happening)) RSMF_TRY(tell(happening));
  RSMF_TRY(flush(0));
  return output_.end();
}

Result<void> WhatsappExport::opening() {
  constexpr TimeNs kOpening = TimeNs{1'705'284'000} * kSecond;  // 2024-01-15T02:00:00Z, before anything happens
  RSMF_TRY(system_line(kOpening, "disclaimer", kNone, std::string(style_->encrypted)));
  if (chat_.kind == ChatKind::direct) return {};
  std::string created(style_->created);
  replace(created, "%A", name(chat_.founders.front()));
  replace(created, "%G", title_);
  return system_line(kOpening, "disclaimer", chat_.founders.front(), created);
}

Result<void> WhatsappExport::flush(size_t limit) {
  if (buffer_.size() <= limit) return {};
  RSMF_TRY(output_.append(buffer_));
  buffer_.clear();
  return {};
}

void WhatsappExport::header(TimeNs time) {
  const CivilTime t = civil_from_utc(time);
  const bool ios = style_->phone == Phone::ios;
  if (ios) buffer_ += '[';
  for (const char c : style_->date) {
    switch (c) {
      case 'd':
        append_number(buffer_, t.day, 1);
        break;
      case 'D':
        append_number(buffer_, t.day, 2);
        break;
      case 'm':
        append_number(buffer_, t.month, 1);
        break;
      case 'M':
        append_number(buffer_, t.month, 2);
        break;
      case 'y':
        append_number(buffer_, static_cast<uint32_t>(t.year) % 100, 2);
        break;
      case 'Y':
        append_number(buffer_, static_cast<uint32_t>(t.year), 4);
        break;
      default:
        buffer_ += c;
    }
  }
  buffer_ += style_->comma ? ", " : " ";
  if (style_->half_days) {
    append_number(buffer_, t.hour % 12 == 0 ? 12 : t.hour % 12, 1);
  } else {
    append_number(buffer_, t.hour, 2);
  }
  buffer_ += ':';
  append_number(buffer_, t.minute, 2);
  if (ios) {
    buffer_ += ':';
    append_number(buffer_, t.second, 2);
  }
  if (style_->half_days) buffer_ += t.hour < 12 ? "\u202fAM" : "\u202fPM";
  buffer_ += ios ? "] " : " - ";
}

Result<void> WhatsappExport::system_line(TimeNs time, std::string_view type, uint32_t person, std::string text) {
  ++model_.totals().records;
  model_.count(type, shown(time));
  // iOS shows the chat as the author, and its mark before the line and before the text.
  mark();
  header(time);
  if (style_->phone == Phone::ios) {
    buffer_ += title_;
    buffer_ += ": ";
    buffer_ += kMark;
  }
  buffer_ += text;
  buffer_ += '\n';
  if (!model_.is_written()) return {};
  EventRecord event;
  event.type = type;
  event.conversation = title_;
  event.participant = person != kNone ? name(person) : "unknown";  // on iOS it seems to come from the chat
  event.time = shown(time);
  event.body = std::move(text);
  return model_.event(event);
}

Result<void> WhatsappExport::tell(const Happening& happening) {
  switch (happening.kind) {
    case Happening::Kind::message:
      RSMF_TRY(message(happening.message));
      break;
    case Happening::Kind::edit:
    case Happening::Kind::deletion:
      return {};  // the export shows the outcome only
    default:
      RSMF_TRY(notice(happening));
  }
  return flush(kWhatsAppFlushBytes);
}

Result<void> WhatsappExport::notice(const Happening& happening) {
  const uint32_t host = chat_.founders.front();
  std::string text;
  switch (happening.kind) {
    case Happening::Kind::join:
      if (happening.person == host) return {};  // who created the group is in it
      text = style_->added;
      replace(text, "%A", name(host));
      replace(text, "%B", name(happening.person));
      return system_line(happening.time, "join", happening.person, std::move(text));
    case Happening::Kind::leave:
      text = style_->left;
      replace(text, "%A", name(happening.person));
      return system_line(happening.time, "leave", happening.person, std::move(text));
    default:
      text = style_->subject;
      replace(text, "%A", name(happening.person));
      replace(text, "%G", title_);
      return system_line(happening.time, "disclaimer", happening.person, std::move(text));
  }
}

std::string WhatsappExport::body(const Message& m) {
  compose(m.text_seed(m.edits), *vocabulary_, chat_.founders, text_);
  std::string plain;
  for (const ChatPart& part : text_.parts) {
    if (part.kind == ChatPart::Kind::mention) {
      plain += "@\u2068";
      plain += name(part.person);
      plain += "\u2069";
    } else {
      plain += text_.of(part);
    }
  }
  if (Random(m.seed ^ 0xf0).chance(kForeignHeader)) {
    plain += style_->phone == Phone::ios ? "\n2/11/19, 14:48 - Somebody: forwarded, not a message of this chat"
                                         : "\n[1.2.2019, 00:00:00] Somebody: forwarded, not a message of this chat";
  }
  return plain;
}

/// Its name, or nothing where the export only says that something was left out.
std::string WhatsappExport::attachment(const Message& m) {
  if (!m.attachment || m.seed % 2 == 0) return {};
  const CivilTime t = civil_from_utc(m.time);
  std::string file = style_->phone == Phone::ios ? "" : "IMG-";
  if (style_->phone == Phone::ios) {
    append_number(file, static_cast<uint32_t>(++media_ % 100'000'000), 8);
    file += "-PHOTO-";
  }
  const char* dash = style_->phone == Phone::ios ? "-" : "";
  append_number(file, static_cast<uint32_t>(t.year), 4);
  file += dash;
  append_number(file, t.month, 2);
  file += dash;
  append_number(file, t.day, 2);
  if (style_->phone == Phone::ios) {
    for (const uint32_t part : {t.hour, t.minute, t.second}) {
      file += '-';
      append_number(file, part, 2);
    }
  } else {
    file += "-WA";
    append_number(file, static_cast<uint32_t>(++media_ % 10'000), 4);
  }
  return file + ".jpg";
}

Result<void> WhatsappExport::message(const Message& m) {
  ModelTotals& totals = model_.totals();
  ++totals.records;
  const bool deleted = m.deleted_at != kNoTime, media = m.attachment && !deleted;
  const bool edited = m.edits > 0 && !media;
  const TimeNs time = m.flaw == Flaw::missing_time ? m.time - 2 * kMinute : m.time;  // here: a line out of order
  std::string text = deleted || media ? std::string() : body(m);
  const std::string file = media ? attachment(m) : std::string();
  const bool marked = deleted || media;
  if (marked) mark();
  header(time);
  buffer_ += name(m.author);
  buffer_ += ": ";
  if (marked) mark();
  if (deleted) {
    buffer_ += style_->deleted;
  } else if (media) {
    std::string line(file.empty() ? style_->omitted : style_->attached);
    replace(line, "%F", file);
    buffer_ += line;
  } else {
    buffer_ += text;
    const bool damaged = m.flaw == Flaw::invalid_utf8 || m.flaw == Flaw::control_character;
    if (damaged) buffer_ += m.flaw == Flaw::invalid_utf8 ? " \xff" : " \x01";
    if (damaged) text += m.flaw == Flaw::invalid_utf8 ? " \uFFFD" : " \x01";
    totals.repaired += damaged ? 1 : 0;
    if (edited) buffer_ += style_->edited;
  }
  buffer_ += '\n';
  totals.edited += edited ? 1 : 0;
  totals.deleted += deleted ? 1 : 0;
  totals.attachments += file.empty() ? 0 : 1;
  model_.count("message", shown(time));
  if (!model_.is_written()) return {};
  EventRecord event;
  event.conversation = title_;
  event.participant = name(m.author);
  event.time = shown(time);
  // What was left out is nothing but the words that say so; a file that was named is an attachment.
  if (media && file.empty()) {
    text = style_->phone == Phone::ios ? kMark : "";
    text += style_->omitted;
  }
  event.body = std::move(text);
  if (edited) event.edits.push_back({.time = kNoTime, .previous = {}, .current = event.body});
  event.deleted = deleted;
  event.flaw = flaw_name(m.flaw == Flaw::missing_time || !marked ? m.flaw : Flaw::none);
  if (!file.empty()) event.attachments.push_back(file);
  return model_.event(event);
}

}  // namespace

Result<void> write_whatsapp(const Scenario& scenario, std::string_view style, ExportOutput::Kind kind,
                            ExportOutput& output, ModelLog& model) {
  return WhatsappExport(scenario, style, kind, output, model).write();
}

}  // namespace rsmf
