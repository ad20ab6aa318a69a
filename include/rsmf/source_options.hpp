// Options that say how an export is to be read.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace rsmf {

struct SourceOptions {
  std::string format = "auto";  ///< "auto" or a format id
  /// The options that are stated, by name: {"timezone", "Europe/Berlin"}, {"date-order", "dmy"}, {"repair", "on"}. Each
  /// format declares its own; docs/reference/formats.md and `rsmf formats` list them, docs/reference/cli.md says what
  /// each may be. A name has no dashes before it, a switch is "on" or "off", a number has decimal digits only. What is
  /// not stated has its default. An option of another format than the input's is ignored; a name that no format
  /// declares, or a value that is not allowed, is ErrorKind::usage, wherever these options are given to.
  std::map<std::string, std::string, std::less<>> values;
  uint64_t frame_bytes = 512 * 1024;             ///< aim for the bytes of a unit of work; decides on no output
  uint64_t max_record_bytes = 64 * 1024 * 1024;  ///< a record larger than this is dropped with a finding

  /// Members of an archive that a format must have as files are copied to the disk while they are read: at most so many
  /// bytes at a time, else the input fails with ErrorKind::limit.
  uint64_t max_spool_bytes = 64'000'000'000;

  /// States an option: options.set("timezone", "Europe/Berlin").set("me", "Anna Schmidt").
  SourceOptions& set(std::string_view name, std::string_view value) {
    values.insert_or_assign(std::string(name), std::string(value));
    return *this;
  }
};

}  // namespace rsmf
