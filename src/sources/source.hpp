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
#include "archive/local_path.hpp"
#include "exec/worker_pool.hpp"
#include "model/event_batch.hpp"
#include "model/source_stream.hpp"
#include "rsmf/finding.hpp"
#include "rsmf/result.hpp"
#include "sources/option_spec.hpp"
#include "sources/work_unit.hpp"

namespace rsmf {

/// What the source promises about the order of its events.
enum class Grouping : uint8_t {
  none,                     ///< anything goes: the sorted route
  by_conversation_in_time,  ///< all events of a conversation come together, days never go back (verified on the way)
};

struct Survey {
  Grouping grouping = Grouping::none;
  uint64_t input_bytes = 0;  ///< what WorkUnit::progress will reach
  /// Two events of one conversation with the same id have the same time (true where ids are made of times or places).
  /// Where it is false, the slicer keeps a set of ids to find collisions.
  bool ids_follow_time = true;
  std::vector<Finding> findings;  ///< about the export as a whole: choices made and their confidence
};

/// Turns units into batches. One per worker, several at work at once while next() cuts further units; holds that
/// worker's scratch memory. Depends on nothing but the unit and what the source knew when the unit was cut, so that
/// units may be decoded in any order. A source outlives its decoders.
class Decoder {
 public:
  virtual ~Decoder() = default;
  /// Never fails: trouble becomes findings. Each record of the unit gets begin_record() and an outcome. The unit and
  /// its memory stay as they are until the batch has been used. REQUIRES: a unit of the decoder's own source.
  virtual void decode(const WorkUnit& unit, EventBuilder& into) = 0;
};

/// One opened export. A format derives its source from SourceOf and its decoder from DecoderOf, which see to it that
/// each gets the unit that it knows.
class Source {
 public:
  virtual ~Source() = default;
  /// Once, first: reads the small files and decides what must be decided from the whole. Afterwards streams() is
  /// complete.
  virtual Result<Survey> survey() = 0;
  /// An empty unit of the source's own kind, for next(). Any thread.
  virtual std::unique_ptr<WorkUnit> make_unit() const = 0;
  /// Clears `into` and cuts the next unit; false at the end, where only WorkUnit::findings count. One thread at a time.
  /// Cheap: finds borders of records, no more. Order: streams bytewise by what they are, positions ascending. A stream
  /// that cannot be read costs itself: a finding in the unit, then on with the next one. An error ends the source.
  /// REQUIRES: a unit of make_unit() of this source.
  virtual Result<bool> next(WorkUnit& into) = 0;
  /// Start again from the first unit (after survey()).
  virtual Result<void> rewind() = 0;
  virtual std::unique_ptr<Decoder> decoder() const = 0;
  /// Complete after survey(), and never changes again: read by all threads.
  virtual const std::vector<SourceStream>& streams() const = 0;
  virtual const AttachmentStore& attachments() const = 0;
};

/// A source whose units are of type Unit.
template <class Unit>
class SourceOf : public Source {
 public:
  std::unique_ptr<WorkUnit> make_unit() const final { return std::make_unique<Unit>(); }
  Result<bool> next(WorkUnit& into) final {
    into.clear();
    return cut(static_cast<Unit&>(into));
  }

 protected:
  /// See next(). `into` is clear.
  virtual Result<bool> cut(Unit& into) = 0;
};

/// A decoder of units of type Unit.
template <class Unit>
class DecoderOf : public Decoder {
 public:
  void decode(const WorkUnit& unit, EventBuilder& into) final { decode_unit(static_cast<const Unit&>(unit), into); }

 protected:
  /// See decode().
  virtual void decode_unit(const Unit& unit, EventBuilder& into) = 0;
};

/// Everything a source needs to open an export. All of it must outlive the source.
struct SourceArgs {
  const Container& container;
  FileSystem& files;
  const SourceOptions& options;  ///< check_options() found nothing
  /// For work on the whole of an export, or of a conversation, that can be divided: survey() and next() are called by
  /// one of the crew. Null: there is nobody to share it with.
  WorkerPool* crew = nullptr;
  /// What the source may hold in memory between units to spare itself a second reading. Never decides on a result.
  uint64_t memory = 64 * 1024 * 1024;
  /// For copies of entries that the source must have as files; null: only what is on the disk as it is has a path.
  Spool* spool = nullptr;
  /// Null, or a flag that may be set at any time: what takes long gives up with ErrorKind::interrupted.
  const std::atomic<bool>* stop = nullptr;

  /// A path on the real disk for an entry of the container, for libraries that need one (SQLite); see LocalPath and
  /// Spool::copy(). The source keeps the lease as long as it, or a decoder of it, uses the path. Any thread.
  Result<LocalPath> lease_path(size_t entry) const { return rsmf::lease_path(container, entry, spool); }
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
