// Options that several formats read. A format lists those that it reads in SourceFormat::options.
#pragma once

#include "sources/option_spec.hpp"

namespace rsmf {

/// Zone of clock times that the export writes without one.
inline constexpr OptionSpec kTimezone{
    .name = "timezone",
    .kind = OptionKind::zone,
    .placeholder = "ZONE",
    .fallback = "UTC",
    .text = "zone of local times in the input",
    .details =
        "The IANA time zone, like Europe/Berlin, of clock times that the export writes without one (whatsapp). "
        "Where it is not given, UTC is assumed and a finding says so. Times that the change to or from summer "
        "time makes ambiguous or impossible are reported one by one."};

/// Folder to look in for the bytes of attachments that the export only names.
inline constexpr OptionSpec kFilesFolder{
    .name = "files",
    .kind = OptionKind::folder,
    .placeholder = "FOLDER",
    .text = "look here for files the export only names",
    .details =
        "Exports often hold links instead of files. Files that were fetched beforehand are found here by their "
        "id or name. For events it may also be the export that they came from (--events): a folder, a zip, or an "
        "RSMF file. Nothing is ever downloaded; what is not found is listed in attachments.csv."};

}  // namespace rsmf
