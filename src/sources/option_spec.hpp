// An option of a source format, as its folder declares it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "rsmf/result.hpp"
#include "rsmf/source_options.hpp"

namespace rsmf {

/// What the value of an option may be.
enum class OptionKind : uint8_t {
  text,    ///< anything but empty
  choice,  ///< one of OptionSpec::choices
  on_off,  ///< a flag without a value; "on" or "off" in SourceOptions
  zone,    ///< an IANA time zone
  folder,  ///< a path on this machine: never in report.json; --resume compares what is in it
  number,  ///< decimal digits, at most 2^64 - 1; the command line knows k, M and G too
};

struct OptionChoice {
  std::string_view value;
  std::string_view text;  ///< what it means, for --help and completions
};

/// One constant for each option, in the folder of its format, or in sources/shared_options.hpp if several formats read
/// it. The flag of the command line, its help, the man page, the completions, docs/reference, the run's fingerprint
/// (--resume) and the options in report.json all follow from it. Two formats that have an option of the same name must
/// name the same constant.
struct OptionSpec {
  std::string_view name;  ///< "date-order": as the flag, without its dashes; lower case
  OptionKind kind = OptionKind::text;
  std::string_view placeholder = {};  ///< "ORDER", for the help; empty if and only if kind is on_off
  std::string_view fallback = {};     ///< the default, as one would write it; empty: nothing
  std::span<const OptionChoice> choices = {};
  std::string_view text = {};     ///< fits on a line of -h; no full stop
  std::string_view details = {};  ///< whole sentences, for --help, man page and reference; may be empty
  std::string_view since = "0.1.0";

  /// Whether the user gave it, be it with the value of the default.
  bool stated(const SourceOptions& options) const { return options.values.contains(name); }
  /// The stated value or the default. Valid as long as `options`.
  std::string_view value(const SourceOptions& options) const;
  /// Of an on_off.
  bool on(const SourceOptions& options) const { return value(options) == "on"; }
  /// Of a number. REQUIRES: check() of its value; 0 where neither a value nor a default is there.
  uint64_t number(const SourceOptions& options) const;
  /// ErrorKind::usage if the value is not allowed. The message does not name the option: the caller does.
  Result<void> check(std::string_view value) const;
};

}  // namespace rsmf
