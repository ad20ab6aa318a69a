// The one kind of RsmfFile: as many layers as there are.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mime/mail_message.hpp"
#include "mime/unicode_stream.hpp"
#include "rsmf/read/mail_roles.hpp"
#include "rsmf/read/rsmf_file.hpp"
#include "rsmf/read/zip_archive.hpp"

namespace rsmf {

class LayeredFile final : public RsmfFile {
 public:
  LayeredFile(std::unique_ptr<RandomFile> file, std::string name) : file_(std::move(file)), name_(std::move(name)) {}
  Result<void> open_layers(const RsmfReadOptions& options, BreachLog& log);

  const std::string& name() const override { return name_; }
  RsmfKind kind() const override { return kind_; }
  const RsmfSizes& sizes() const override { return sizes_; }
  const std::vector<MailHeader>& headers() const override { return mail_.headers; }
  const MailHeader* header(std::string_view name) const override;
  bool has_text() const override { return text_ >= 0; }
  Result<std::unique_ptr<ByteSource>> open_text() const override;
  const std::vector<RsmfEntry>& entries() const override { return archive_ ? archive_->entries() : no_entries_; }
  int64_t find(std::string_view id) const override { return archive_ ? archive_->find(id) : -1; }
  int64_t manifest_entry() const override { return archive_ ? archive_->manifest() : -1; }
  bool has_manifest() const override;
  Result<std::unique_ptr<ByteSource>> open_manifest() const override;
  TextEncoding manifest_encoding() const override { return encoding_; }
  Result<std::unique_ptr<ByteSource>> open_entry(size_t index) const override { return archive_->open_entry(index); }
  Result<std::unique_ptr<ByteSource>> open_zip() const override;
  Result<void> check_entries(BreachLog& log) const override;

 private:
  Result<void> open_mail(const RsmfReadOptions& options, BreachLog& log);
  Result<void> open_zip_part(MailPart& part, const MailRoles& roles);
  Result<void> open_archive(const RsmfReadOptions& options, BreachLog& log);
  Result<void> look_at_manifest(BreachLog& log);
  Result<std::unique_ptr<ByteSource>> open_raw_manifest() const;
  void check_size(BreachLog& log) const;
  void check_extension(BreachLog& log) const;

  std::unique_ptr<RandomFile> file_;
  std::string name_;
  RsmfKind kind_ = RsmfKind::mail;
  RsmfSizes sizes_;
  MailMessage mail_;
  int64_t text_ = -1;
  std::unique_ptr<RandomFile> unsaid_base64_;
  std::unique_ptr<RandomFile> zip_part_;  // of a mail; a bare zip is file_ itself
  const RandomFile* zip_ = nullptr;
  std::unique_ptr<ZipArchive> archive_;
  TextEncoding encoding_;
  std::vector<RsmfEntry> no_entries_;
};

}  // namespace rsmf
