// Writing a zip of any size, front to back.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "io/file_system.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// A zip whose members are deflated (ISA-L) as they come. Fixed dates, so that the same members give the same bytes
/// (with the same ISA-L). Local headers hold true sizes; only a member of more than 64 MiB packed is streamed with a
/// data descriptor, so memory stays bounded. Zip64 where needed. After an error the zip is unfit.
class ZipOutput {
 public:
  /// The file must outlive it, and is not closed by it.
  explicit ZipOutput(OutputFile& file);
  ~ZipOutput();
  ZipOutput(ZipOutput&&) noexcept;

  /// REQUIRES: begin(), write()s and end() for each member in turn, then finish() once.
  Result<void> begin(std::string_view name);
  Result<void> write(std::string_view bytes);
  Result<void> end();
  Result<void> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace rsmf
