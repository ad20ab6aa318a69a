// Options that only this format reads.
#pragma once

#include "sources/option_spec.hpp"

namespace rsmf::rsmf_source {

/// Mend what breaks the rules but has one meaning.
inline constexpr OptionSpec kRepair{
    .name = "repair",
    .kind = OptionKind::on_off,
    .text = "mend what has just one meaning (rsmf)",
    .details =
        "RSMF files with errors: without it, what cannot be taken as stated is left out, each piece by itself, "
        "with an error in the report. With it, what has just one meaning is read so, and each repair is a "
        "warning with its place: times in odd forms, numbers where text is due, words in other letter case, "
        "faulty JSON, files in folders of rsmf.zip. No time is made up and no text changed."};

}  // namespace rsmf::rsmf_source
