// Shows progress as the command line asks for it.
#pragma once

#include "app/config.hpp"
#include "app/console.hpp"
#include "app/progress_meter.hpp"

namespace rsmf::app {

class ProgressDisplay {
 public:
  ProgressDisplay(ProgressMode mode, bool quiet, Console& console);
  /// Takes the line away from the terminal.
  ~ProgressDisplay();
  ProgressDisplay(const ProgressDisplay&) = delete;

  /// False where nothing would be shown: then nobody needs to be asked.
  bool wanted() const { return json_ || on_terminal_; }
  void show(const Progress& progress);

 private:
  Console& console_;
  bool json_, on_terminal_;
  ProgressMeter meter_;
  int64_t shown_ = 0;
  std::string stage_;
};

/// The monotonic clock.
int64_t now_ns();

}  // namespace rsmf::app
