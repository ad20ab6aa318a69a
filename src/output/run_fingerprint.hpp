// What a run was about: version, options, inputs.
#pragma once

#include <string>
#include <vector>

#include "base/fingerprint.hpp"
#include "io/file_system.hpp"
#include "rsmf/convert.hpp"

namespace rsmf {

/// A file in the staging folder that decides whether --resume may go on with an interrupted run: everything that
/// influences a byte of the output must be the same. Of inputs it compares names, sizes and times of change, not
/// content.
class RunFingerprint {
 public:
  /// The fingerprint of a run that begins. Reads the listings of input folders.
  static Result<RunFingerprint> of(FileSystem& files, const ConvertOptions& options,
                                   const std::vector<std::string>& inputs);
  static Result<RunFingerprint> read(FileSystem& files, const std::string& path);
  Result<void> write(FileSystem& files, const std::string& path) const;

  /// Why this run cannot go on with the run of `earlier`, or "".
  std::string difference(const RunFingerprint& earlier) const;
  Fingerprint print() const { return Fingerprint::of(text()); }

 private:
  struct Fact {
    std::string what;  ///< "--slice", "input chat.zip"
    std::string value;
    friend bool operator==(const Fact&, const Fact&) = default;
  };
  void add(std::string what, std::string value) { facts_.push_back({std::move(what), std::move(value)}); }
  void add_options(const ConvertOptions& options);
  Result<void> add_input(FileSystem& files, const std::string& what, const std::string& path);
  std::string text() const;

  std::string version_;
  std::vector<Fact> facts_;
};

}  // namespace rsmf
