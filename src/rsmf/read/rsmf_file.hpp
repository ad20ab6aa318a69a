// An RSMF on disk, layer by layer: the mail, rsmf.zip in it, the manifest in that.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "archive/attachment_store.hpp"
#include "archive/zip_listing.hpp"
#include "io/byte_source.hpp"
#include "io/file_system.hpp"
#include "mime/mail_header.hpp"
#include "mime/unicode_stream.hpp"
#include "rsmf/result.hpp"
#include "rsmf/rules/breach_log.hpp"

namespace rsmf {

/// Which layer a file begins with.
enum class RsmfKind : uint8_t {
  mail,      ///< .rsmf, .eml
  zip,       ///< rsmf.zip by itself
  manifest,  ///< rsmf_manifest.json by itself
};

/// Where it begins, in the file.
inline Place place_of_header(const MailHeader& header) {
  Place place;
  place.line = header.line;
  place.column = 1;
  place.offset = header.offset;
  return place;
}

/// An entry of rsmf.zip. Entries beyond a limit are not readable either.
using RsmfEntry = ZipEntry;

/// Bytes of each layer; 0 where there is none.
struct RsmfSizes {
  uint64_t file = 0, headers = 0, text = 0, encoded_zip = 0, zip = 0, manifest = 0, other_entries = 0;
};

struct RsmfReadOptions {
  /// headers: the mail's headers only (a few kilobytes are read); layers: parts and the zip's directory too.
  enum class Depth : uint8_t { headers, layers } depth = Depth::layers;
  uint64_t max_entries = 1'000'000;
  uint64_t max_ratio = 1032;                  ///< unpacked : packed, of entries over 1 MiB; deflate gives no more
  uint64_t max_unpacked_bytes = 64ULL << 30;  ///< of all entries together
  uint64_t max_headers = 10'000;              ///< headers beyond are left out, with a breach
  uint64_t max_header_bytes = 1 << 20;        ///< of one header
  const std::atomic<bool>* stop = nullptr;    ///< once set, whatever reads the file fails with ErrorKind::interrupted
};

/// Reads leniently: whatever can be read is, and what had to be tolerated is a breach in the log. Nothing of any size
/// is held in memory: parts, the zip and its entries are streams over the file. Memory is bounded by the options.
/// After open(), the const methods may be called from several threads; each stream belongs to one.
class RsmfFile {
 public:
  /// Fails only if the file cannot be read (ErrorKind::io, interrupted) or does not exist (usage). A file that is no
  /// RSMF at all opens with the breach RuleId::not_an_rsmf, no headers and no entries. `log` is used during the call
  /// only.
  /// `path` may be "ZIP!MEMBER".
  static Result<std::unique_ptr<RsmfFile>> open(FileSystem& files, const std::string& path,
                                                const RsmfReadOptions& options, BreachLog& log);
  /// The same for bytes that lie elsewhere, such as a member of an archive. `name` is for messages.
  static Result<std::unique_ptr<RsmfFile>> open(std::unique_ptr<RandomFile> file, const std::string& name,
                                                const RsmfReadOptions& options, BreachLog& log);
  virtual ~RsmfFile() = default;

  virtual const std::string& name() const = 0;
  virtual RsmfKind kind() const = 0;
  virtual const RsmfSizes& sizes() const = 0;

  virtual const std::vector<MailHeader>& headers() const = 0;
  /// The first of that name, whatever its case; null if there is none.
  virtual const MailHeader* header(std::string_view name) const = 0;

  virtual bool has_text() const = 0;
  /// The text part, transfer encoding undone. REQUIRES: has_text().
  virtual Result<std::unique_ptr<ByteSource>> open_text() const = 0;

  /// In the order of the zip's directory. Empty for a bare manifest.
  virtual const std::vector<RsmfEntry>& entries() const = 0;
  /// Index of the entry which that id of an attachment, avatar or icon means: the exact name, else (tolerated) the same
  /// name in a folder; -1 if there is none.
  virtual int64_t find(std::string_view id) const = 0;
  /// Index of the entry that is the manifest, also where its name is spelled otherwise or it lies in a folder
  /// (tolerated, with a breach); -1 if there is none, or for a bare manifest.
  virtual int64_t manifest_entry() const = 0;
  virtual bool has_manifest() const = 0;
  /// As UTF-8 without a byte order mark, whatever manifest_encoding() it is in.
  virtual Result<std::unique_ptr<ByteSource>> open_manifest() const = 0;
  virtual TextEncoding manifest_encoding() const = 0;
  /// Ends with an error if checksum or size do not hold. REQUIRES: entries()[index].readable.
  virtual Result<std::unique_ptr<ByteSource>> open_entry(size_t index) const = 0;
  /// The decoded rsmf.zip as it is. REQUIRES: kind() is mail or zip, and there is one.
  virtual Result<std::unique_ptr<ByteSource>> open_zip() const = 0;

  /// Reads every entry but the manifest to its end: checksums and sizes (R033). Slow: as slow as unpacking all.
  virtual Result<void> check_entries(BreachLog& log) const = 0;
};

}  // namespace rsmf
