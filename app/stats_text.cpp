#include "app/stats_text.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>

#include "app/page_layout.hpp"
#include "app/words.hpp"

namespace rsmf::app {
namespace {

double in_seconds(uint64_t ns) {
  return static_cast<double>(ns) * 1e-9;
}
double in_seconds(const timeval& t) {
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
}

std::string rate(uint64_t count, double seconds) {
  return grouped(static_cast<uint64_t>(static_cast<double>(count) / seconds));
}

}  // namespace

std::string stage_table(const std::vector<StageStats>& stages, double seconds) {
  constexpr const char* kRow = "{:10} {:>12} {:>12} {:>10} {:>9} {:>10} {:>7} {:>6}\n";
  seconds = std::max(seconds, 1e-9);
  std::string text = fmt::format(kRow, "stage", "items", "items/s", "bytes", "busy s", "waiting s", "share", "depth");
  for (const StageStats& s : stages) {
    if (s.items == 0) continue;
    text += fmt::format(kRow, s.name, grouped(s.items), rate(s.items, seconds), s.bytes > 0 ? human_bytes(s.bytes) : "",
                        fmt::format("{:.3f}", in_seconds(s.busy_ns)), fmt::format("{:.3f}", in_seconds(s.waiting_ns)),
                        fmt::format("{:.0f} %", 100 * in_seconds(s.busy_ns) / seconds), s.depth);
  }
  return text;
}

std::string stats_text(const ConvertSummary& summary, uint64_t memory, double seconds) {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const Totals& t = summary.totals;
  seconds = std::max(seconds, 1e-9);
  Columns rows(0);
  rows.add({"time", fmt::format("{:.3f} s (processor: {:.3f} s user, {:.3f} s system)", seconds,
                                in_seconds(usage.ru_utime), in_seconds(usage.ru_stime))});
  rows.add({"rates", fmt::format("{} records/s, {} slices/s, {} input bytes/s", rate(t.records, seconds),
                                 rate(t.slices, seconds), rate(t.input_bytes, seconds))});
  rows.add({"memory", fmt::format("{} at the peak, the program itself included; {} allowed for buffers",
                                  human_bytes(static_cast<uint64_t>(usage.ru_maxrss) * 1024), human_bytes(memory))});
  rows.add({"threads", summary.threads < summary.threads_wanted
                           ? fmt::format("{} of {}: --memory feeds no more", summary.threads, summary.threads_wanted)
                           : fmt::format("{}", summary.threads)});
  rows.add({"spilled", human_bytes(summary.sort_spill_bytes)});
  return rows.text() + "\n" + stage_table(summary.stages, seconds);
}

}  // namespace rsmf::app
