#include <memory>
#include <utility>
#include <vector>

#include "archive/inflate.hpp"
#include "archive/packed_files.hpp"
#include "rsmf/validate.hpp"
#include "rsmf/validate/parallel_check.hpp"

namespace rsmf {
namespace {

/// What is wrong with a file by the checksum that its zip has of it; empty: nothing.
std::string broken_checksum(const RandomFile& file, uint32_t stated, const std::atomic<bool>* stop) {
  std::vector<char> block(256 * 1024);
  uint32_t crc = 0;
  for (uint64_t at = 0; at < file.size();) {
    if (stop && *stop) return {};
    auto n = file.read_at(at, block);
    if (!n) return n.error().message;
    if (*n == 0) break;
    crc = crc32_of({block.data(), *n}, crc);
    at += *n;
  }
  return crc == stated ? std::string() : "it is not as it was packed: the checksum of its zip does not hold";
}

Result<Validation> check_packed(Validator& validator, PackedFiles& disk, const std::string& path,
                                const ValidateOptions& options) {
  const PackedFiles::Member member = disk.find(path);
  if (!member) return validator.check(path);
  auto file = disk.open(path);
  RSMF_TRY(file);
  const std::string broken = options.checksums ? broken_checksum(**file, member->crc, options.stop) : std::string();
  auto done = validator.check(std::move(*file), path);
  if (done && !broken.empty() && done->error.empty()) {
    done->error = broken;
    done->verdict = Verdict::failed;
  }
  return done;
}

}  // namespace

Result<ValidateProgress> validate_files(const RsmfPaths& paths, const ValidateRun& run) {
  auto* disk = dynamic_cast<PackedFiles*>(paths.disk.get());
  return check_in_parallel(paths, run, [&run, disk]() -> CheckFile {
    // Shared only because a std::function must be copyable.
    ValidateOptions options = run.options;
    if (run.stop) options.stop = run.stop;
    auto validator = std::make_shared<Validator>(options);
    return [validator, options, disk](const std::string& path) {
      Result<Validation> done = disk ? check_packed(*validator, *disk, path, options) : validator->check(path);
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
