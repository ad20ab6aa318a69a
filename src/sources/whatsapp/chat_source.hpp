// An opened WhatsApp export: one chat, or several in one folder or zip.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sources/source.hpp"
#include "sources/whatsapp/chat.hpp"
#include "sources/whatsapp/chat_survey.hpp"
#include "sources/whatsapp/frame_cutter.hpp"
#include "sources/whatsapp/locate.hpp"

namespace rsmf::whatsapp {

class ChatSource final : public SourceOf<ChatUnit> {
 public:
  static Result<std::unique_ptr<Source>> open(const SourceArgs& args);

  Result<Survey> survey() override;
  Result<void> rewind() override;
  std::unique_ptr<Decoder> decoder() const override;
  const std::vector<SourceStream>& streams() const override { return streams_; }
  const AttachmentStore& attachments() const override { return *media_; }

 private:
  Result<bool> cut(ChatUnit& into) override;
  ChatSource(const SourceArgs& args, TimeZone zone, std::shared_ptr<const PhraseBook> book,
             std::shared_ptr<const MediaIndex> media, std::vector<ChatFile> chats);
  /// Null if the file is no chat.
  std::shared_ptr<Chat> survey_chat(uint32_t file, Survey& survey);
  void name_conversations();
  Result<void> open_cutter();
  void report_broken(const Error& error);

  const Container& container_;
  SourceOptions options_;
  const SourceArgs args_;
  TimeZone zone_;
  std::shared_ptr<const PhraseBook> book_;
  std::shared_ptr<const MediaIndex> media_;
  std::vector<ChatFile> chat_files_;
  std::vector<SourceStream> streams_;
  std::vector<std::shared_ptr<Chat>> chats_;  // one per file; null = no chat

  uint32_t at_ = 0;
  std::optional<FrameCutter> cutter_;
  std::vector<Finding> pending_;  // for the next unit
  uint64_t progress_ = 0;         // of the files that are done
};

}  // namespace rsmf::whatsapp
