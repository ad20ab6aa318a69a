// --verify: each file is read back and held to the rules before anything is published.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "io/file_system.hpp"
#include "output/output_slice.hpp"
#include "rsmf/validate.hpp"

namespace rsmf {

/// Checks written files with a validator per worker. Thread-safe as long as each worker uses its own number.
class OutputCheck {
 public:
  /// `rejected`: folder for a file that does not pass. `workers`: how many there are.
  OutputCheck(FileSystem& files, std::string rejected, size_t workers);
  ~OutputCheck();

  /// Checks the file of `slice`, and notes in its outcome that it passed. One that does not pass without a warning is
  /// kept in the folder for rejected files, if it has a path, and the run must end: ErrorKind::bug.
  Result<void> check(OutputSlice& slice, std::unique_ptr<RandomFile> file, size_t worker);
  /// The same for a slice that is held in memory.
  Result<void> check_rendered(OutputSlice& slice, size_t worker);

 private:
  FileSystem& files_;
  const std::string rejected_;
  std::vector<std::unique_ptr<Validator>> validators_;  // by worker
};

}  // namespace rsmf
