#include "app/progress_display.hpp"

#include <chrono>

namespace rsmf::app {
namespace {

constexpr int64_t kInterval = 100'000'000;      // a person reads no faster
constexpr int64_t kJsonInterval = 250'000'000;  // enough for a bar

}  // namespace

int64_t now_ns() {
  return std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds(1);
}

ProgressDisplay::ProgressDisplay(ProgressMode mode, bool quiet, Console& console)
    : console_(console),
      json_(mode == ProgressMode::json),
      on_terminal_(mode == ProgressMode::automatic && !quiet && console.status_possible()),
      meter_(now_ns()) {}

ProgressDisplay::~ProgressDisplay() {
  console_.show_status({});
}

void ProgressDisplay::show(const Progress& progress) {
  if (!wanted()) return;
  const int64_t now = now_ns();
  const bool due = now - shown_ >= (json_ ? kJsonInterval : kInterval);
  if (!due && progress.stage == stage_) return;
  shown_ = now;
  stage_ = progress.stage;
  meter_.update(progress, now);
  if (json_) {
    console_.note(meter_.json() + "\n");
  } else {
    console_.show_status(meter_.line(console_.width()));
  }
}

}  // namespace rsmf::app
