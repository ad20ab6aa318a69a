// Packed output: .rsmf files, one after the other, in zip volumes.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "archive/zip_writer.hpp"
#include "io/file_system.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// Where a file is in a pack: `length` bytes at `offset` of the volume, as they are.
struct PackedPlace {
  std::string volume;  ///< file name: "pack-0001.zip"
  uint64_t offset = 0, length = 0;
};

/// "pack-0001.zip", from 1.
std::string volume_name(uint32_t number);
bool is_volume_name(std::string_view name);

/// Writes files into zip volumes (zip64 where a number needs it). They are stored, since they are base64 of deflated
/// data, so that each can be read in place. Local headers hold true sizes and CRC (no data descriptors), all dates are
/// one. Canonical: the bytes depend on the order of the files, their names and bytes, and the volume size only.
/// Memory: 256 KiB, and about 20 bytes for each entry of the volume at hand (names that begin alike are kept once).
/// After an error of its own it is unfit. Without close() the last volume has no directory.
class VolumeWriter {
 public:
  struct Settings {
    FileSystem* files = nullptr;
    std::string folder;         ///< where the volumes go; it must exist
    uint64_t volume_bytes = 0;  ///< most bytes of a finished volume, directory and all; 0: one volume of any size
  };
  explicit VolumeWriter(Settings settings) : settings_(std::move(settings)) {}

  /// Begins an entry of exactly `size` bytes; in a new volume, if the one at hand would exceed the limit with it (an
  /// entry that is larger than a volume is alone in one). A `crc` that is not known yet is put into the header when
  /// the entry ends.
  Result<PackedPlace> begin(std::string_view name, uint64_t size, std::optional<uint32_t> crc);
  Result<void> write(std::string_view bytes);
  /// A bug if the entry has another size or CRC than was announced.
  Result<void> end(uint32_t crc);
  /// Writes the directory of the last volume. No entries, no volume.
  Result<void> close();

  /// Between entries: hands all of them to the system, so that they outlive this program if it is killed.
  Result<void> flush();

  /// A place between two entries.
  struct Mark {
    uint32_t number = 0;  ///< of the volume
    uint64_t before = 0;  ///< bytes of the volumes before it
    ZipWriter::Mark in_volume = {};
  };
  Mark mark() const;
  /// Forgets all entries behind the mark, also one at hand: its volume is cut there, later ones are removed.
  Result<void> rollback(const Mark& mark);

  /// For a run that goes on: an entry that an earlier, killed run had finished. Entries come in order, before the first
  /// begin(). Fails with ErrorKind::format, and changes nothing, if the volume does not hold such an entry there: its
  /// local header is compared, and its bytes must be there (they are not read).
  Result<PackedPlace> adopt(std::string_view name, uint64_t size, uint32_t crc);
  /// Behind the last adopt(): cuts the volume there, removes later ones, and makes ready for begin().
  Result<void> continue_here();

  /// Of all volumes, if they were closed now.
  uint64_t bytes() const;
  uint32_t volumes() const { return number_; }

 private:
  uint64_t closed_size() const { return number_ == 0 ? 0 : records_.finished_size(); }
  bool fits(const ZipWriter::Entry& entry) const;
  void begin_volume(uint32_t number);
  Result<void> put(std::string_view bytes);
  Result<void> send();
  Result<void> open_next();
  Result<void> close_volume();
  Result<void> relist(const Mark& mark);
  Result<void> remove_volumes_behind(uint32_t number);
  std::string path_of(uint32_t number) const { return settings_.folder + "/" + volume_name(number); }

  Settings settings_;
  uint32_t number_ = 0;  // of the volume at hand; 0: none yet
  ZipWriter records_;    // of the volume at hand
  uint64_t before_ = 0;  // bytes of the volumes that are closed
  std::unique_ptr<OutputFile> file_;
  std::unique_ptr<RandomFile> earlier_;  // the volume entries are being adopted from
  std::string buffer_;                   // not written yet
  uint64_t written_ = 0;                 // bytes of the volume that are
  // The entry at hand:
  std::string name_;
  uint64_t size_ = 0, left_ = 0;
  std::string header_;
  std::optional<uint32_t> crc_;
};

}  // namespace rsmf
