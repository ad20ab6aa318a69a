// The one table of flags, by what they are about. Commands pick the groups that concern them.
#pragma once

#include "app/flag.hpp"

namespace rsmf::app {

extern const FlagGroup kCommonFlags;   // help, version
extern const FlagGroup kReadingFlags;  // how an export is to be understood
extern const FlagGroup kReadingFlagsBesidesZone;
extern const FlagGroup kViewZoneFlags;  // the zone for reading and for showing
extern const FlagGroup kViewFlags;
extern const FlagGroup kDiffFlags;
extern const FlagGroup kExtractFlags;
extern const FlagGroup kWritingFlags;  // where the result goes, and how it is packed
extern const FlagGroup kSlicingFlags;  // how conversations are cut
extern const FlagGroup kFilterFlags;   // what is left out
extern const FlagGroup kRunningFlags;  // progress, reports, exit code
extern const FlagGroup kTestingFlags;  // hidden
extern const FlagGroup kInspectFlags;
extern const FlagGroup kFormatsFlags;
extern const FlagGroup kGenerateFlags;  // what to make up
extern const FlagGroup kRateFlags;      // how often things happen in it
extern const FlagGroup kCheckingFlags;  // by which rules
extern const FlagGroup kReportFlags;    // how the result is written
extern const FlagGroup kRulesFlags;
extern const FlagGroup kFindingsFlags;

}  // namespace rsmf::app
