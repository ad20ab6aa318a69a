// The first pass of a comparison: what an input holds, as numbers.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "diff/event_fields.hpp"
#include "model/identity_table.hpp"
#include "rsmf/event_stream.hpp"

namespace rsmf {

/// An event as 56 bytes, whatever it says.
struct EventPrint {
  Digest128 key;      ///< of conversation id and event id
  Digest128 content;  ///< of all fields that are compared
  TimeNs time = kNoTime;
  uint32_t place = 0;         ///< the how-manieth event of the input it is
  uint32_t conversation = 0;  ///< number in the directory
  bool made_id = false;       ///< it has no id of its own: the source made one of its place
};

/// One input, read once. The stream stays: rosters live in it.
struct EventPrints {
  std::string path;
  std::unique_ptr<EventStream> stream;
  std::unique_ptr<IdentityTable> directory;
  std::vector<EventPrint> events;  ///< in the order of the input
  std::string broke_off;           ///< not empty if it ended early: the error
  uint64_t findings_error = 0;     ///< records or files that could not be read
};

struct PrintOptions {
  SourceOptions source;
  DiffFields ignored;
  const std::atomic<bool>* stop = nullptr;
};

Result<EventPrints> print_events(const std::string& path, const PrintOptions& options);

/// The key alone.
Digest128 key_of(const Event& event, const EventStream& stream, Sha256& hash);

}  // namespace rsmf
