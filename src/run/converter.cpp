#include "run/converter.hpp"

#include "io/async/async_file_system.hpp"
#include "run/run.hpp"
#include "sources/declared_options.hpp"

namespace rsmf {

Result<ConvertSummary> convert(FileSystem& files, const std::vector<std::string>& inputs,
                               const ConvertOptions& options) {
  RSMF_TRY(check_options(options.source));
  Run run(files, options, inputs);
  return run.convert();
}

Result<ConvertSummary> convert(const std::vector<std::string>& inputs, const ConvertOptions& options) {
  // Reading ahead and writing behind get a sixteenth of the memory.
  auto asked = asynchronous(real_file_system(), options.io, options.memory / 16);
  if (!asked) return std::unexpected(std::move(asked.error()));
  return convert(*asked ? **asked : real_file_system(), inputs, options);
}

}  // namespace rsmf
