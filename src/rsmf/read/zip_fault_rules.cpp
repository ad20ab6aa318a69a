#include <fmt/format.h>

#include <string>
#include <utility>

#include "base/utf8.hpp"
#include "rsmf/read/zip_rules.hpp"

namespace rsmf {
namespace {

RuleId rule_of(ZipFault::Kind kind) {
  using enum ZipFault::Kind;
  switch (kind) {
    case empty_file:
    case not_a_zip:
    case directory_missing:
    case directory_cut_off:
    case entry_count:
    case too_many_entries:
    case zip_behind:
      return RuleId::zip_damaged;
    case bytes_before:
    case bytes_behind:
    case comment_cut_off:
      return RuleId::zip_surroundings;
    case name_without_flag:
    case name_not_utf8:
      return RuleId::entry_name_encoding;
    case encrypted:
    case unknown_method:
      return RuleId::entry_not_readable;
    case header_missing:
    case header_cut_off:
    case size_unknown:
      return RuleId::entry_damaged;
    case header_shared:
      return RuleId::zip_bomb;
    case header_differs:
      return RuleId::entry_header_differs;
    case has_descriptor:
      return RuleId::data_descriptor;
  }
  return RuleId::zip_damaged;
}

std::string differences(const ZipFault& fault) {
  std::string text;
  const auto note = [&](ZipFault::Difference bit, std::string_view what) {
    if ((fault.differs & bit) != 0) text.append(text.empty() ? "differs: " : ", ").append(what);
  };
  if ((fault.differs & ZipFault::name) != 0)
    note(ZipFault::name, fmt::format("name \"{}\"", excerpt(fault.local_name)));
  note(ZipFault::method, "method");
  note(ZipFault::encryption, "encryption");
  note(ZipFault::crc, "checksum");
  note(ZipFault::packed_size, "packed size");
  note(ZipFault::size, "size");
  return text;
}

std::string message_of(const ZipFault& fault) {
  using enum ZipFault::Kind;
  switch (fault.kind) {
    case empty_file:
      return "it has no bytes";
    case not_a_zip:
      return "it is no zip";
    case directory_missing:
      return fmt::format("its directory (at the end) is missing; {} found without it",
                         fault.count == 1 ? "1 entry was" : fmt::format("{} entries were", fault.count));
    case directory_cut_off:
      return "its directory is cut off";
    case entry_count:
      return fmt::format("its directory states {} entries and has {}", fault.stated, fault.count);
    case too_many_entries:
      return fmt::format("more than {} entries, or names too long: the rest was left out", fault.count);
    case zip_behind:
      return "another zip stands in its comment or behind it, which some readers take instead";
    case bytes_before:
      return fmt::format("{} bytes before the zip", fault.count);
    case bytes_behind:
      return fmt::format("{} bytes behind the zip", fault.count);
    case comment_cut_off:
      return "the comment at its end is cut off";
    case name_without_flag:
      return "read as UTF-8";
    case name_not_utf8:
      return "it is no UTF-8 and was read as code page 437";
    case encrypted:
      return "it is encrypted";
    case unknown_method:
      return fmt::format("packing method {}", fault.count);
    case header_missing:
      return "no local header where the directory says";
    case header_cut_off:
      return "its local header is cut off";
    case header_shared:
      return "its local header is also that of others";
    case header_differs:
      return differences(fault);
    case size_unknown:
      return "its size is not known: the zip is cut off";
    case has_descriptor:
      return {};
  }
  return {};
}

}  // namespace

void log_zip_fault(const ZipFault& fault, BreachLog& log) {
  const RuleId rule = rule_of(fault.kind);
  if (!log.wants(rule)) return log.count_only(rule);
  Place place;
  if (fault.entry)
    place = place_of_entry(*fault.entry);
  else
    place.offset = fault.offset;
  log.add(rule, std::move(place), message_of(fault));
}

}  // namespace rsmf
