// What a source format is: a way to recognise an export, to find where its records end, and to say what they mean.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/attachment_store.hpp"
#include "archive/container.hpp"
#include "base/bytes.hpp"
#include "exec/worker_pool.hpp"
#include "model/event_batch.hpp"
#include "rsmf/finding.hpp"
#include "rsmf/result.hpp"
#include "sources/option_spec.hpp"

namespace rsmf {

/// Whatever a source wants its decoders to know about a frame, beyond the bytes.
struct FrameContext {
  virtual ~FrameContext() = default;
};

/// A run of whole records of one file. Reused: next() overwrites it.
struct Frame {
  uint32_t file = kNone;                  ///< index into Source::files()
  uint64_t offset = 0;                    ///< of the first (unpacked) byte in the file
  Bytes bytes;                            ///< the records, or, if entry is not null, the packed member they are in
  const ContainerEntry* entry = nullptr;  ///< not null: bytes are packed, unpack() them first
  std::vector<Finding> findings;          ///< trouble met while cutting; goes into the batch
  uint64_t progress = 0;                  ///< input bytes consumed so far, of Survey::input_bytes
  /// Shared because a frame may be decoded long after the source has gone on to the next conversation.
  std::shared_ptr<const FrameContext> context;
};

/// A file of the export that holds records.
struct SourceFile {
  std::string path;   ///< for people: "export.zip!general/2024-03-01.json"
  uint64_t size = 0;  ///< unpacked
};

/// What the source promises about the order of its events.
enum class Grouping : uint8_t {
  none,                     ///< anything goes: the sorted route
  by_conversation_in_time,  ///< all events of a conversation come together, days never go back (verified on the way)
};

struct Survey {
  Grouping grouping = Grouping::none;
  uint64_t input_bytes = 0;  ///< what Frame::progress will reach
  /// Two events of one conversation with the same id have the same time (true where ids are made of times or places).
  /// Where it is false, the slicer keeps a set of ids to find collisions.
  bool ids_follow_time = true;
  std::vector<Finding> findings;  ///< about the export as a whole: choices made and their confidence
};

/// Turns frames into batches. One per worker, several at work at once while next() cuts further frames; holds that
/// worker's scratch memory. Depends on nothing but the frame and what the source knew when the frame was cut, so that
/// frames may be decoded in any order.
class Decoder {
 public:
  virtual ~Decoder() = default;
  /// Never fails: trouble becomes findings. Each record of the frame gets begin_record() and an outcome.
  virtual void decode(const Frame& frame, EventBuilder& into) = 0;
};

/// One opened export.
class Source {
 public:
  virtual ~Source() = default;
  /// Once, first: reads the small files and decides what must be decided from the whole. Afterwards files() is
  /// complete.
  virtual Result<Survey> survey() = 0;
  /// Cuts the next frame; false at the end. One thread. Order: files bytewise by what they are, offsets ascending.
  /// A file that cannot be read costs itself: a finding in the frame, then on with the next file.
  virtual Result<bool> next(Frame& into) = 0;
  /// Start again from the first frame (after survey()).
  virtual Result<void> rewind() = 0;
  virtual std::unique_ptr<Decoder> decoder() const = 0;
  /// Complete after survey(), and never changes again: read by all threads.
  virtual const std::vector<SourceFile>& files() const = 0;
  virtual const AttachmentStore& attachments() const = 0;
};

/// Everything a source needs to open an export. All of it must outlive the source.
struct SourceArgs {
  const Container& container;
  FileSystem& files;
  const SourceOptions& options;  ///< check_options() found nothing
  /// For work on the whole of an export, or of a conversation, that can be divided: survey() and next() are called by
  /// one of the crew. Null: there is nobody to share it with.
  WorkerPool* crew = nullptr;
  /// What the source may hold in memory between frames to spare itself a second reading. Never decides on a result.
  uint64_t memory = 64 * 1024 * 1024;
  /// Null, or a flag that may be set at any time: what takes long gives up with ErrorKind::interrupted.
  const std::atomic<bool>* stop = nullptr;

  /// An error once the flag is set.
  Result<void> check_stop() const {
    return stop && *stop ? fail(ErrorKind::interrupted, "interrupted") : Result<void>{};
  }
};

/// A line of the "what is kept and lost" table.
struct Fidelity {
  std::string_view what;   ///< "reactions"
  std::string_view state;  ///< "kept", "partly", "lost", "not in the export"
  std::string_view note;
};

/// One constant per folder: all that the rest of the program knows of a format.
struct SourceFormat {
  std::string_view id;      ///< "slack"
  std::string_view title;   ///< "Slack workspace export"
  std::string_view inputs;  ///< "zip or folder"
  /// 0 = no, 100 = certain; judged by content. Puts the reason into `why`.
  int (*probe)(const Container& container, std::string& why);
  Result<std::unique_ptr<Source>> (*open)(const SourceArgs& args);
  std::span<const FindingSpec> findings;
  std::span<const Fidelity> fidelity;
  std::span<const OptionSpec* const> options;  ///< that this format reads; see OptionSpec
};

/// All formats, sorted by id. Generated from the folder names.
std::span<const SourceFormat* const> all_formats();

}  // namespace rsmf
