// Where the manifests of an input are, and the files they name.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "archive/export_files.hpp"
#include "base/arena.hpp"
#include "rsmf/read/rsmf_file.hpp"
#include "rsmf/rules/breach_log.hpp"
#include "sources/rsmf/drafts.hpp"

namespace rsmf::rsmf_source {

/// A manifest, in whatever it is wrapped.
struct InputFile {
  size_t entry = 0;                   ///< of the volume, or else of the container
  const Container* volume = nullptr;  ///< of packed output, in the folder that is the container
  bool bare = false;                  ///< the manifest itself
  std::string path;                   ///< for people
  std::string folder;                 ///< inside the container, with the slash
  uint64_t size = 0;                  ///< as it lies in the container
};

/// All manifests of a container, in its order; and the store of their attachments and avatars. Keys are "N:ENTRY" for
/// an entry of the rsmf.zip of file N, and those of ExportFiles for what lies beside a bare manifest.
/// open(), resolve() and manifest() may be called from several threads.
class InputFiles final : public AttachmentStore {
 public:
  InputFiles(const Container& container, FileSystem& files, std::string outside);

  const std::vector<InputFile>& all() const { return inputs_; }
  /// A bare manifest has no layers: null.
  Result<std::shared_ptr<const RsmfFile>> layers(uint32_t file, BreachLog* log = nullptr) const;
  Result<std::unique_ptr<ByteSource>> manifest(uint32_t file) const;
  /// The key of the file that `id` names, or empty. `tolerated`: it lies in a folder where none should be, and is only
  /// found with `in_folders`.
  std::string resolve(uint32_t file, std::string_view id, bool in_folders, bool& tolerated) const;
  Result<std::unique_ptr<ByteSource>> open(std::string_view key) const override;
  ExportPath path_of(std::string_view key) const override;
  /// What tells the file of that id, whose key is `key`, from others: size and checksum of an entry, or a digest.
  std::string look_of(uint32_t file, std::string_view id, std::string_view key) const;
  /// Index of the entry of the file's rsmf.zip that `id` means, in a folder or not; -1 if there is none.
  int64_t entry_of(uint32_t file, std::string_view id) const;
  /// Notes the digests of the bytes that are attached to an event, where they can be read.
  void identify(uint32_t file, bool in_folders, EventDraft& event, Arena& memory) const;
  /// Makes one of files that are the same to the byte in name and content, in whatever rsmf.zip they lie: what is
  /// attached on two days is one file again when the days are put together. Not thread-safe; before all resolve().
  void learn(uint32_t file, std::string_view id);

  /// Whether a file of that name may hold a manifest.
  static bool may_hold(std::string_view name, bool& bare);

 private:
  bool add_volume(const std::string& name);
  void sort();
  std::string digest(std::string_view key) const;

  const Container& container_;
  FileSystem& files_;
  ExportFiles beside_;
  std::vector<std::unique_ptr<Container>> volumes_;
  std::vector<InputFile> inputs_;
  std::unordered_map<std::string, uint32_t> first_;       // name, size and checksum -> the first file that has it
  std::unordered_map<std::string, std::string> aliases_;  // key -> key

  mutable std::mutex mutex_;
  mutable std::shared_ptr<const RsmfFile> last_;  // of last_file_: its attachments come one after the other
  mutable uint32_t last_file_ = kNone;
};

/// Whether text begins like a manifest: an object with some of its members.
bool looks_like_manifest(std::string_view head, std::string& why);

}  // namespace rsmf::rsmf_source
