// One function per format: tells a scenario the way that format's exporter does.
#pragma once

#include "generate/export_output.hpp"
#include "generate/model_log.hpp"
#include "generate/scenario.hpp"
#include "json/json_writer.hpp"

namespace rsmf {

Result<void> write_slack(const Scenario& scenario, JsonStyle style, ExportOutput& output, ModelLog& model);
/// `style`: "android", "ios" or empty (chosen for each chat).
Result<void> write_whatsapp(const Scenario& scenario, std::string_view style, ExportOutput::Kind kind,
                            ExportOutput& output, ModelLog& model);
/// `shuffle`: see GenerateOptions.
Result<void> write_events(const Scenario& scenario, uint32_t shuffle, ExportOutput& output, ModelLog& model);

}  // namespace rsmf
