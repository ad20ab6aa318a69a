#include <memory>

#include "rsmf/validate.hpp"
#include "validate/parallel_check.hpp"

namespace rsmf {

Result<ValidateProgress> validate_files(const RsmfPaths& paths, const ValidateRun& run) {
  return check_in_parallel(paths, run, [&run]() -> CheckFile {
    // Shared only because a std::function must be copyable.
    auto validator = std::make_shared<Validator>(run.options);
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
