#include "sources/whatsapp/chat_source.hpp"

#include <fmt/format.h>

#include <map>

#include "sources/shared_options.hpp"
#include "sources/whatsapp/decoder.hpp"
#include "sources/whatsapp/marks.hpp"
#include "sources/whatsapp/whatsapp_findings.hpp"

namespace rsmf::whatsapp {

Result<std::unique_ptr<Source>> ChatSource::open(const SourceArgs& args) {
  auto zone = TimeZone::find(kTimezone.value(args.options));
  if (!zone) return std::unexpected(std::move(zone.error()));
  auto book = std::make_shared<const PhraseBook>();
  auto media = std::make_shared<MediaIndex>(args.container, args.files);
  if (kFilesFolder.stated(args.options)) RSMF_TRY(media->add_folder(std::string(kFilesFolder.value(args.options))));
  auto chats = locate_chats(args.container, *book);
  // Somebody who says that a single file is a chat is taken at his word.
  if (chats.empty() && args.container.kind() == Container::Kind::file && !args.container.entries().empty())
    chats.push_back({0, {}, {}});
  if (chats.empty()) return fail(ErrorKind::format, fmt::format("{}: holds no WhatsApp chat", args.container.path()));
  return std::unique_ptr<Source>(
      new ChatSource(args, std::move(*zone), std::move(book), std::move(media), std::move(chats)));
}

ChatSource::ChatSource(const SourceArgs& args, TimeZone zone, std::shared_ptr<const PhraseBook> book,
                       std::shared_ptr<const MediaIndex> media, std::vector<ChatFile> chats)
    : container_(args.container),
      options_(args.options),
      args_(args),
      zone_(std::move(zone)),
      book_(std::move(book)),
      media_(std::move(media)),
      chat_files_(std::move(chats)) {
  for (const ChatFile& chat : chat_files_) {
    const ContainerEntry& entry = container_.entries()[chat.entry];
    std::string path = container_.path();
    if (container_.kind() == Container::Kind::zip) path += "!" + entry.name;
    if (container_.kind() == Container::Kind::folder) path += (path.ends_with('/') ? "" : "/") + entry.name;
    streams_.push_back({std::move(path), entry.size});
  }
}

Result<Survey> ChatSource::survey() {
  Survey survey;
  survey.grouping = Grouping::by_conversation_in_time;
  survey.findings.push_back(finding(Code::not_in_format));
  if (!kTimezone.stated(options_))
    survey.findings.push_back(finding(
        Code::zone_assumed,
        fmt::format("The export states no time zone. All times were read as times of the zone {}.", zone_.name())));
  chats_.clear();
  for (uint32_t file = 0; file < streams_.size(); ++file) {
    survey.input_bytes += streams_[file].size;
    chats_.push_back(survey_chat(file, survey));
    RSMF_TRY(args_.check_stop());
  }
  name_conversations();
  for (Finding& told : survey.findings)
    if (told.origin.stream != kNone && chats_[told.origin.stream]) told.conversation = chats_[told.origin.stream]->name;
  RSMF_TRY(rewind());
  return survey;
}

std::shared_ptr<Chat> ChatSource::survey_chat(uint32_t file, Survey& survey) {
  const ChatFile& place = chat_files_[file];
  auto chat = std::make_shared<Chat>();
  chat->folder = place.folder;
  chat->name = place.name;
  chat->zone = zone_;
  chat->max_record_bytes = options_.max_record_bytes;
  chat->book = book_;
  chat->media = media_;
  std::optional<ChatSurvey> pass;
  std::optional<HeaderShape> shape;
  for (int tries = 0; tries < 2; ++tries) {
    pass.emplace(*book_, options_, shape);
    auto source = container_.open(place.entry);
    if (!source) break;  // next() meets it again and reports it
    TextStream text(std::move(*source));
    auto read = pass->read(text, args_);
    if (tries == 0 && text.is_utf16()) survey.findings.push_back(finding(Code::utf16, {}, {}, Origin{file, 0, 0, 0}));
    shape = pass->winner();
    // As a rule the first header is right, and one pass is enough.
    if (!shape || !read || shape == pass->locked()) break;
  }
  Origin origin{file, 0, 0, streams_[file].size};
  shape = pass->locked();
  if (shape && pass->winner()) {
    pass->finish(*chat, file, survey.findings);
    if (pass->has_dates()) {
      if (!pass->in_order()) survey.grouping = Grouping::none;
      return chat;
    }
  }
  survey.findings.push_back(finding(Code::no_header, {}, {}, origin));
  return nullptr;
}

/// Ids are names where these tell the chats apart.
void ChatSource::name_conversations() {
  std::map<std::string_view, int> count;
  for (auto& chat : chats_) {
    if (!chat) continue;
    if (chat->name.empty()) chat->name = "WhatsApp chat";
    ++count[chat->name];
  }
  for (size_t i = 0; i < chats_.size(); ++i)
    if (chats_[i])
      chats_[i]->id = count[chats_[i]->name] == 1
                          ? chats_[i]->name
                          : fmt::format("{} ({})", chats_[i]->name, container_.entries()[chat_files_[i].entry].name);
}

Result<void> ChatSource::open_cutter() {
  auto source = container_.open(chat_files_[at_].entry);
  if (!source) return std::unexpected(std::move(source.error()));
  cutter_.emplace(TextStream(std::move(*source)), chats_[at_], options_.frame_bytes);
  return {};
}

void ChatSource::report_broken(const Error& error) {
  pending_.push_back(
      finding(Code::broken_off, fmt::format("Reading broke off: {}.", error.message), {}, Origin{at_, 0, 0, 0}));
  if (chats_[at_]) pending_.back().conversation = chats_[at_]->name;
}

Result<bool> ChatSource::cut(ChatUnit& into) {
  for (; at_ < streams_.size(); ++at_) {
    into.stream = at_;
    if (chats_[at_] && !cutter_) {
      if (auto opened = open_cutter(); !opened) report_broken(opened.error());
    }
    while (cutter_) {
      auto more = cutter_->next(into);
      if (!more) {
        report_broken(more.error());
        continue;
      }
      if (!*more) {
        cutter_.reset();
        break;
      }
      into.progress = progress_ + std::min<uint64_t>(cutter_->consumed(), streams_[at_].size);
      into.findings.swap(pending_);
      pending_.clear();
      return true;
    }
    progress_ += streams_[at_].size;
  }
  if (pending_.empty()) return false;
  // Nothing is left to carry them.
  into.stream = uint32_t(streams_.size() - 1);
  into.bytes.clear();
  into.progress = progress_;
  into.findings.swap(pending_);
  return true;
}

Result<void> ChatSource::rewind() {
  at_ = 0;
  cutter_.reset();
  pending_.clear();
  progress_ = 0;
  return {};
}

std::unique_ptr<Decoder> ChatSource::decoder() const {
  return std::make_unique<ChatDecoder>();
}

}  // namespace rsmf::whatsapp
