// Findings, counted exactly and listed up to a limit.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "io/csv_file.hpp"
#include "model/source_stream.hpp"
#include "rsmf/finding.hpp"

namespace rsmf {

struct FindingCounts {
  struct Code {
    const FindingSpec* spec = nullptr;
    uint64_t count = 0;
  };
  std::map<std::string_view, Code> by_code;
  uint64_t info = 0, warning = 0, error = 0;

  void add(const Finding& finding);
  FindingCounts& operator+=(const FindingCounts& o);
};

/// Writes the rows of findings.csv.
class FindingLog {
 public:
  struct Settings {
    uint64_t max_rows_per_code = 10'000;
    bool excerpts = true;
    std::string source;                                  ///< the input, as the user named it
    const std::vector<SourceStream>* streams = nullptr;  ///< of the source; by Origin::stream
  };
  FindingLog(Settings settings, CsvFile file) : settings_(std::move(settings)), file_(std::move(file)) {}

  static Result<void> write_header(CsvFile& file);
  /// Writes one row. `source`: the input; `path`: its file, or empty; `unit`: of the finding's position in that file.
  static Result<void> write(CsvFile& file, const Finding& finding, std::string_view source, std::string_view path,
                            PositionUnit unit = PositionUnit::byte);
  Result<void> add(const Finding& finding);
  Result<void> close() { return file_.close(); }
  const FindingCounts& counts() const { return counts_; }

 private:
  Settings settings_;
  CsvFile file_;
  FindingCounts counts_;
};

}  // namespace rsmf
