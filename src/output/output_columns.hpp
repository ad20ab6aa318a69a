// The columns of outputs.csv.
#pragma once

#include <cstdint>
#include <string_view>

#include "io/csv_file.hpp"
#include "output/volume_writer.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// A row of outputs.csv: one .rsmf file.
struct OutputRow {
  std::string_view path, conversation, conversation_id, day;
  uint64_t part = 0;
  std::string_view first, last;
  uint64_t events = 0, context_copies = 0, participants = 0, attachments = 0, bytes = 0;
  std::string_view sha256;
};

/// `packed`: with the columns volume, offset and length.
Result<void> write_outputs_header(CsvFile& file, bool packed);
/// `place`: position of the file in a volume; null if it is a file of its own.
Result<void> write_outputs_row(CsvFile& file, const OutputRow& row, const PackedPlace* place);

}  // namespace rsmf
