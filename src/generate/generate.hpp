// Synthetic exports of any size, for tests, benchmarks and demonstrations.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "io/file_system.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// What to make up. Rates are shares of all messages, from 0 to 1. Same options, same bytes, on any machine.
struct GenerateOptions {
  std::string format;          ///< "slack", "whatsapp" or "events"
  uint64_t messages = 10'000;  ///< authored messages, thread replies included; notices and log records come on top
  uint64_t seed = 1;
  std::string output;              ///< slack, whatsapp: *.zip, or a folder when it ends in '/'; whatsapp: else .txt
  std::string model;               ///< also write here what a perfect conversion must contain (NDJSON); may be empty
  uint32_t conversations = 0;      ///< 0: as many as suit the format and the number of messages
  uint32_t people = 0;             ///< 0: as many as suit
  uint64_t events_per_day = 1000;  ///< per conversation and day, about
  double reply_rate = 0.15;
  double reaction_rate = 0.10;
  double edit_rate = 0.02;
  double delete_rate = 0.01;
  double dirty_rate = 0.0;  ///< records with something wrong with them
  double attachment_rate = 0.02;
  bool overwrite = false;  ///< replace an existing output
  bool indented = true;    ///< slack: as Slack writes it; false: compact
  /// events: all conversations at once, in the order of time, but each run of so many events in any order; 0: one
  /// conversation after the other, each in order
  uint32_t shuffle = 0;
  std::string style;  ///< whatsapp: "android" or "ios"; empty: by seed
};

/// Writes an export in constant memory. REQUIRES: nothing; bad options are ErrorKind::usage.
Result<void> generate(const GenerateOptions& options, FileSystem& files = real_file_system());

/// The formats that can be made up, sorted.
std::span<const std::string_view> generated_formats();

}  // namespace rsmf
