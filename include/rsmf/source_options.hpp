// Options that say how an export is to be read. Each format reads those that concern it; `rsmf formats` tells which.
#pragma once

#include <cstdint>
#include <string>

namespace rsmf {

struct SourceOptions {
  std::string format = "auto";      ///< "auto" or a format id
  std::string timezone = "UTC";     ///< IANA zone of local clock times (whatsapp)
  bool timezone_stated = false;     ///< the user gave it; otherwise the assumption is reported
  std::string date_order = "auto";  ///< auto, dmy, mdy, ymd (whatsapp)
  std::string me;                   ///< name of the person whose export this is: custodian and direction (whatsapp)
  bool repair = false;              ///< mend what breaks the format's rules but has one meaning (rsmf)
  std::string
      files_dir;  ///< folder to look in for attachment bytes that the export only names (slack, whatsapp, events)
  uint64_t frame_bytes = 512 * 1024;             ///< aim for the size of a frame; any value gives the same output
  uint64_t max_record_bytes = 64 * 1024 * 1024;  ///< a record larger than this is dropped with a finding
};

}  // namespace rsmf
