// The first three stages of everything that reads an export: read, decode, merge.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "exec/pipeline.hpp"
#include "model/converter_findings.hpp"
#include "model/identity_table.hpp"
#include "pipeline/event_filter.hpp"
#include "pipeline/event_sink.hpp"
#include "pipeline/open_source.hpp"

namespace rsmf {

/// Reads units of the source, decodes them, and merges them into one stream of events for a sink. Counts what becomes
/// of each record on the way.
class EventStages {
 public:
  struct Options {
    const FilterOptions* filter = nullptr;
    bool drop_undated = false;  ///< RSMF 1.0.0 has no event without a time
    /// Takes each finding of source, decoder and merge, in order. An error ends the source.
    std::function<Result<void>(const Finding&)> report;
    /// Not null: counts by file what becomes of records; as long as the source has files. Used by merge() alone.
    std::vector<FileTally>* tallies = nullptr;
    size_t workers = 1;
  };
  /// All arguments must outlive it. REQUIRES: the source was surveyed and is at its first unit.
  EventStages(OpenSource& source, const Survey& survey, EventSink& sink, Options options);

  /// Reports what the container and the survey found, and begins the sink.
  Result<void> begin();

  Result<Supply> read(EventUnit& unit);
  Result<void> decode(EventUnit& unit, size_t worker);
  Result<void> merge(EventUnit& unit, size_t worker);

  size_t people() const { return identities_.people(); }
  /// Names in the filter that match no conversation and no participant.
  std::vector<std::string> unmatched() const { return filter_.unmatched(); }

  struct Position {
    uint64_t records = 0, events = 0, bytes = 0;
  };
  /// How far merge() is. Any thread.
  Position position() const;

 private:
  Result<bool> wants(const Event& event);
  Result<void> report(ConverterTrouble trouble, const Event& event, std::string shown);

  OpenSource& open_;
  const Survey& survey_;
  EventSink& sink_;
  const Options options_;
  IdentityTable identities_;
  EventFilter filter_;
  std::vector<Event> merged_;  // memory for the events of one unit
  std::vector<FileTally> own_tallies_;
  std::vector<FileTally>& tallies_;
  std::vector<std::unique_ptr<Decoder>> decoders_;  // by worker
  mutable std::mutex mutex_;
  Position position_;
};

}  // namespace rsmf
