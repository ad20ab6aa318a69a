#include "rsmf/read/rsmf_file.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "archive/packed_files.hpp"
#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "io/file_range.hpp"
#include "io/owning_stream.hpp"
#include "io/stoppable_file.hpp"
#include "mime/base64_view.hpp"
#include "mime/part_stream.hpp"
#include "rsmf/read/file_kind.hpp"
#include "rsmf/read/layered_file.hpp"
#include "rsmf/read/mail_roles.hpp"
#include "rsmf/read/zip_rules.hpp"

namespace rsmf {
namespace {

constexpr uint64_t kLarge = 200'000'000, kHuge = 2'000'000'000;

}  // namespace

Result<std::unique_ptr<RsmfFile>> RsmfFile::open(FileSystem& files, const std::string& path,
                                                 const RsmfReadOptions& options, BreachLog& log) {
  auto file = files.open(path);
  if (!file) {
    auto kind = files.kind(path);
    const bool is_absent = kind && *kind == PathKind::absent;
    if (is_absent) {
      auto inside = open_path_into_zip(files, path);
      if (!inside) return std::unexpected(std::move(inside.error()));
      if (*inside) return open(std::move(*inside), path, options, log);
    }
    if (is_absent) return fail(ErrorKind::usage, "no such file: " + path);
    return std::unexpected(std::move(file.error()));
  }
  return open(std::move(*file), path, options, log);
}

Result<std::unique_ptr<RsmfFile>> RsmfFile::open(std::unique_ptr<RandomFile> file, const std::string& name,
                                                 const RsmfReadOptions& options, BreachLog& log) {
  if (options.stop) file = std::make_unique<StoppableFile>(std::move(file), *options.stop);
  auto layered = std::make_unique<LayeredFile>(std::move(file), name);
  RSMF_TRY(layered->open_layers(options, log));
  return layered;
}

Result<void> LayeredFile::open_layers(const RsmfReadOptions& options, BreachLog& log) {
  sizes_.file = file_->size();
  auto kind = kind_of(*file_);
  if (!kind) return std::unexpected(std::move(kind.error()));
  if (!*kind) {
    log.add(RuleId::not_an_rsmf, {}, sizes_.file == 0 ? "it has no bytes" : "");
    return {};
  }
  kind_ = **kind;
  check_size(log);
  check_extension(log);
  if (kind_ == RsmfKind::mail) RSMF_TRY(open_mail(options, log));
  if (options.depth == RsmfReadOptions::Depth::headers) return {};
  if (kind_ == RsmfKind::zip) zip_ = file_.get();
  if (zip_) RSMF_TRY(open_archive(options, log));
  if (kind_ == RsmfKind::manifest) sizes_.manifest = sizes_.file;
  return look_at_manifest(log);
}

void LayeredFile::check_size(BreachLog& log) const {
  if (sizes_.file >= kHuge)
    log.add(RuleId::huge_file, {}, fmt::format("{} bytes", sizes_.file));
  else if (sizes_.file > kLarge)
    log.add(RuleId::large_file, {}, fmt::format("{} bytes", sizes_.file));
}

/// A zip or a manifest by itself is good under its own name; under that of a mail it is what no one else can read.
void LayeredFile::check_extension(BreachLog& log) const {
  auto ends_with = [&](std::string_view end) {
    return name_.size() >= end.size() &&
           equals_ignoring_case(std::string_view(name_).substr(name_.size() - end.size()), end);
  };
  if (kind_ == RsmfKind::mail && !ends_with(".rsmf")) log.add(RuleId::other_extension);
  if (kind_ == RsmfKind::mail || (!ends_with(".rsmf") && !ends_with(".eml"))) return;
  log.add(RuleId::malformed_mail, {},
          kind_ == RsmfKind::zip ? "it is no mail, but a zip by itself" : "it is no mail, but a manifest by itself");
}

Result<void> LayeredFile::open_mail(const RsmfReadOptions& options, BreachLog& log) {
  const bool headers_only = options.depth == RsmfReadOptions::Depth::headers;
  auto mail = read_mail(*file_, {options.max_headers, options.max_header_bytes, headers_only},
                        [&](const MailFault& fault) { log_mail_fault(fault, log); });
  if (!mail) return std::unexpected(std::move(mail.error()));
  mail_ = std::move(*mail);
  sizes_.headers = mail_.header_bytes;
  check_mail_headers(mail_, log);
  if (headers_only) return {};
  check_lines(mail_, log);
  for (MailPart& part : mail_.parts)
    if (part.is_text() && part.encoding == PartEncoding::base64) RSMF_TRY(look_at_base64_text(*file_, part));
  MailRoles roles = assign_roles(mail_, log);
  text_ = roles.text;
  if (text_ >= 0) sizes_.text = mail_.parts[size_t(text_)].end - mail_.parts[size_t(text_)].begin;
  if (roles.zip < 0) return {};
  MailPart& part = mail_.parts[size_t(roles.zip)];
  sizes_.encoded_zip = part.end - part.begin;
  return open_zip_part(part, roles);
}

Result<void> LayeredFile::open_zip_part(MailPart& part, const MailRoles& roles) {
  if (roles.zip_is_base64) {
    zip_part_ = std::make_unique<Base64View>(*file_, std::move(part.layout));
  } else if (part.encoding == PartEncoding::identity || part.encoding == PartEncoding::unknown || roles.zip_is_plain) {
    zip_part_ = std::make_unique<FileRange>(*file_, part.begin, part.end - part.begin);
    if (part.start.starts_with("UEsDB")) {  // base64 that does not say so
      auto layout = find_base64_layout(*zip_part_);
      if (!layout) return std::unexpected(std::move(layout.error()));
      unsaid_base64_ = std::exchange(zip_part_, nullptr);
      zip_part_ = std::make_unique<Base64View>(*unsaid_base64_, std::move(*layout));
    }
  }
  zip_ = zip_part_.get();
  return {};
}

Result<void> LayeredFile::open_archive(const RsmfReadOptions& options, BreachLog& log) {
  sizes_.zip = zip_->size();
  auto archive = ZipArchive::open(*zip_, name_, options, log);
  if (!archive) return std::unexpected(std::move(archive.error()));
  archive_ = std::move(*archive);
  for (size_t i = 0; i < entries().size(); ++i)
    (int64_t(i) == manifest_entry() ? sizes_.manifest : sizes_.other_entries) += entries()[i].size;
  return {};
}

Result<void> LayeredFile::look_at_manifest(BreachLog& log) {
  if (!has_manifest()) return {};
  auto raw = open_raw_manifest();
  if (!raw) return std::unexpected(std::move(raw.error()));
  std::array<char, 4> start{};
  auto n = read_fully(**raw, start);
  if (!n && n.error().kind != ErrorKind::format) return std::unexpected(std::move(n.error()));
  encoding_ = detect_encoding({start.data(), n ? *n : 0});
  Place place;
  if (archive_) place.entry = entries()[size_t(manifest_entry())].name;
  place.offset = 0;
  if (encoding_.kind != TextEncoding::Kind::utf8)
    log.add(RuleId::other_encoding, place, fmt::format("it is {}", name_of(encoding_.kind)));
  else if (encoding_.mark > 0)
    log.add(RuleId::byte_order_mark, place);
  return {};
}

const MailHeader* LayeredFile::header(std::string_view name) const {
  for (const MailHeader& header : mail_.headers)
    if (equals_ignoring_case(header.name, name)) return &header;
  return nullptr;
}

Result<std::unique_ptr<ByteSource>> LayeredFile::open_text() const {
  return open_part(*file_, mail_.parts[size_t(text_)]);
}

bool LayeredFile::has_manifest() const {
  if (kind_ == RsmfKind::manifest) return sizes_.manifest > 0;
  return manifest_entry() >= 0 && entries()[size_t(manifest_entry())].readable;
}

Result<std::unique_ptr<ByteSource>> LayeredFile::open_raw_manifest() const {
  if (kind_ == RsmfKind::manifest) return stream_of(*file_);
  return open_entry(size_t(manifest_entry()));
}

Result<std::unique_ptr<ByteSource>> LayeredFile::open_manifest() const {
  auto raw = open_raw_manifest();
  if (!raw) return raw;
  return as_utf8(std::move(*raw), encoding_);
}

Result<std::unique_ptr<ByteSource>> LayeredFile::open_zip() const {
  return stream_of(*zip_);
}

Result<void> LayeredFile::check_entries(BreachLog& log) const {
  std::vector<char> buffer;
  for (size_t i : in_offset_order(entries())) {
    const RsmfEntry& entry = entries()[i];
    if (!entry.readable || int64_t(i) == manifest_entry()) continue;
    if (buffer.empty()) buffer.resize(64 * 1024);
    auto stream = open_entry(i);
    if (!stream) return std::unexpected(std::move(stream.error()));
    for (;;) {
      auto n = (*stream)->read(buffer);
      if (n && *n > 0) continue;
      if (!n && n.error().kind != ErrorKind::format) return std::unexpected(std::move(n.error()));
      if (!n) log.add(RuleId::entry_damaged, place_of_entry(entry), n.error().message);
      break;
    }
  }
  return {};
}

}  // namespace rsmf
