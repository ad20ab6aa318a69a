#include "app/finding_tables.hpp"

#include "archive/container.hpp"
#include "rsmf/encode/slice_encoder.hpp"
#include "run/converter.hpp"
#include "slice/slicer.hpp"
#include "sources/source.hpp"

namespace rsmf::app {

std::vector<FindingTable> all_finding_tables() {
  std::vector<FindingTable> tables;
  for (const SourceFormat* format : all_formats())
    if (!format->findings.empty()) tables.push_back({format->title, format->findings});
  tables.push_back({"Files and archives", container_findings()});
  tables.push_back({"Converting", converter_findings()});
  tables.push_back({"Cutting into slices", slice_findings()});
  tables.push_back({"Writing", encoder_findings()});
  return tables;
}

}  // namespace rsmf::app
