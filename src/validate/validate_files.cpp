#include <memory>

#include "rsmf/validate.hpp"
#include "validate/parallel_check.hpp"

namespace rsmf {

Result<ValidateProgress> validate_files(const RsmfPaths& paths, const ValidateRun& run) {
  return check_in_parallel(paths, run, [&run]() -> CheckFile {
    // Shared only because a std::function must be copyable.
    ValidateOptions options = run.options;
    if (run.stop) options.stop = run.stop;
    auto validator = std::make_shared<Validator>(options);
    return [validator](const std::string& path) {
      Result<Validation> done = validator->check(path);
      if (done) return std::move(*done);
      Validation missing;
      missing.file = path;
      missing.verdict = Verdict::failed;
      missing.error = done.error().message;
      return missing;
    };
  });
}

}  // namespace rsmf
