// Options that say what the .rsmf files shall be like.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace rsmf {

enum class RsmfVersion : uint8_t { v1_0_0, v2_0_0 };
/// store: no deflate; fast: ISA-L; small: libdeflate 6; smallest: libdeflate 12.
enum class Compression : uint8_t { store, fast, small, smallest };
/// What to do where the export names a file but does not hold it. note: a custom property; placeholder: also a small
/// text file in its place that says why. Either way it is a row in attachments.csv and the message's text is untouched.
enum class MissingAttachments : uint8_t { note, placeholder };
/// Whom a slice of a channel lists: all members at its start, or only those who act in it.
enum class ParticipantScope : uint8_t { all, speakers };

struct SourceStream;  // of the library

struct EncodeOptions {
  RsmfVersion version = RsmfVersion::v2_0_0;
  Compression compression = Compression::fast;
  MissingAttachments missing = MissingAttachments::note;
  std::string custodian;    ///< X-RSMF-Custodian, From and conversations[].custodian: matched to a participant by id,
                            ///< display or e-mail
  bool provenance = false;  ///< add source file, offset, length and record id to each event as custom properties
  std::string generator;    ///< X-RSMF-Generator; empty: "rsmf VERSION"
  /// The source's streams, by Origin::stream, for provenance. Filled in by the converter; must outlive the encoder.
  const std::vector<SourceStream>* streams = nullptr;
};

}  // namespace rsmf
