// What the encoder has to tell.
#pragma once

#include <string>
#include <string_view>

#include "rsmf/encode/slice_encoder.hpp"

namespace rsmf::enc {

extern const FindingSpec &kMissing, &kDamaged, &kEmptyFile, &kListedTwice, &kAvatarLeftOut, &kDuplicateId,
    &kParentDetached, &kInvalidText, &kJoinInDirect, &kEmptyReaction, &kManyRecipients, &kEarlyEdit, &kLargeFile,
    &kLeaveDenied;

/// About one event of the slice.
Finding about(const Slice& slice, const Event& event, const FindingSpec& spec, std::string message = {});
/// About the file that the slice becomes.
Finding about_file(const Slice& slice, const FindingSpec& spec, std::string message = {});

}  // namespace rsmf::enc
