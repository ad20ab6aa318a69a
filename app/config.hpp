// What the command line asks for, once it has been understood. Immutable afterwards.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "generate/generate.hpp"
#include "rsmf/convert.hpp"

namespace rsmf::app {

enum class ProgressMode : uint8_t { automatic, json, none };

/// What is particular to `view`.
struct ViewConfig {
  bool html = false;
  std::string output;  ///< empty or "-": standard output
  bool overwrite = false;
  uint64_t limit = 0;
  uint64_t width = 0;
  bool width_stated = false;
  bool receipts = false, properties = false;
  uint64_t image_bytes = 1'000'000;
};

struct Config {
  std::vector<std::string> arguments;  ///< what is not a flag, in order
  ConvertOptions convert;              ///< `convert.source` also serves `inspect`
  GenerateOptions generate;
  ViewConfig view;
  ProgressMode progress = ProgressMode::automatic;
  bool strict = false;  ///< warnings count for the exit code
  bool quiet = false;
  bool json = false;
  bool stats = false;
  uint64_t top = 10;  ///< rows of a list that `inspect` prints
};

}  // namespace rsmf::app
