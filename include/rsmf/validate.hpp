// Is this a good RSMF, and if not, where and why?
//
//   rsmf::Validator validator;
//   auto result = validator.check("chat.rsmf");
//   if (!result) { std::cerr << result.error().message; return 2; }
//   for (const rsmf::Breach& b : result->findings) std::cout << rsmf::rule(b.rule).code << " " << b.message << "\n";
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "rsmf/event.hpp"
#include "rsmf/result.hpp"
#include "rsmf/rule.hpp"

namespace rsmf {

class FileSystem;
class RandomFile;

struct ValidateOptions {
  Profile profile = Profile::relativity;
  uint64_t max_findings = 100;  ///< kept of each rule in each file; counts stay exact
  bool checksums = true;        ///< unpack every attachment to check its bytes; false: only what the manifest needs
  bool leave_out_info = false;  ///< findings of severity info are counted, not kept
  const std::atomic<bool>* stop = nullptr;  ///< set it to interrupt, also in the middle of a file
};

struct RuleCount {
  RuleId rule = RuleId::not_an_rsmf;
  uint64_t count = 0;
};

/// What is to be said of one file.
struct Validation {
  std::string file;
  Verdict verdict = Verdict::passed;
  std::vector<Breach> findings;   ///< sorted by layer from the outside in, then by place, then by code
  std::vector<RuleCount> counts;  ///< of all rules that were broken, by code: exact
  uint64_t errors = 0, warnings = 0, infos = 0;
  std::string version;  ///< of the manifest; empty if it has none
  uint64_t participants = 0, conversations = 0, events = 0, attachments = 0;
  TimeNs first = kNoTime, last = kNoTime;
  uint64_t bytes = 0, manifest_bytes = 0;
  std::string error;  ///< not empty: the file could not be read (the verdict is failed), and why
};

/// Keeps its buffers from file to file. One per thread.
class Validator {
 public:
  explicit Validator(const ValidateOptions& options = {});
  Validator(Validator&&) noexcept;
  Validator& operator=(Validator&&) noexcept;
  ~Validator();

  /// `path`: a .rsmf or .eml file, an rsmf.zip, or an rsmf_manifest.json; also "ZIP!MEMBER". Fails if it does not
  /// exist; a file that exists always gets a verdict, unless options.stop interrupts it. Same file and options, same
  /// result.
  Result<Validation> check(const std::string& path);
  /// The same for bytes that lie elsewhere, such as in a volume of files. `name` is for messages.
  Result<Validation> check(std::unique_ptr<RandomFile> file, const std::string& name);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// All files to be checked below `paths`, in their order, each once: files as they are named, folders searched for
/// .rsmf, .eml, rsmf.zip and rsmf_manifest.json files, sorted bytewise; links inside folders are left out. Of zips of
/// .rsmf and .eml files (such as volumes of packed output), in folders or by themselves, these are meant, under the
/// path "ZIP!MEMBER". Fails if a path does not exist.
struct RsmfPaths {
  std::vector<std::string> files;
  std::vector<std::string> left_out;  ///< links, zips beside RSMFs, and what could not be listed, with the reason
  uint64_t unlisted = 0;              ///< folders and volumes whose files could not be listed
  uint64_t bytes = 0;
  std::shared_ptr<FileSystem> disk = {};  ///< where `files` can be opened, if some lie in zips: else null
};
Result<RsmfPaths> find_rsmf_files(const std::vector<std::string>& paths);

struct ValidateProgress {
  uint64_t files = 0, total_files = 0, bytes = 0, total_bytes = 0;
  uint64_t passed = 0, with_warnings = 0, failed = 0;
};

struct ValidateRun {
  ValidateOptions options;
  unsigned threads = 0;                                      ///< 0: one for each core
  std::function<void(Validation&&)> on_file;                 ///< in the order of `files`, from the calling thread
  std::function<void(const ValidateProgress&)> on_progress;  ///< now and then, from the calling thread
  const std::atomic<bool>* stop = nullptr;                   ///< set it to interrupt, also in the middle of a file
};

/// Checks many files on several threads; the order and content of what is reported do not depend on their number.
/// Memory: a few files for each thread. Fails with ErrorKind::interrupted if stopped.
Result<ValidateProgress> validate_files(const RsmfPaths& paths, const ValidateRun& run);

}  // namespace rsmf
