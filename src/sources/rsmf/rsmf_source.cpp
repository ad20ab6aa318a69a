#include "sources/rsmf/rsmf_source.hpp"

#include <algorithm>

#include "sources/rsmf/rsmf_options.hpp"
#include "sources/rsmf/surveyor.hpp"
#include "sources/shared_options.hpp"

namespace rsmf::rsmf_source {

RsmfSource::RsmfSource(const SourceArgs& args, TimeZone zone)
    : args_(args),
      inputs_(args.container, args.files, std::string(kFilesFolder.value(args.options))),
      reading_{kRepair.on(args.options), std::move(zone)},
      limits_{args.options.frame_bytes, args.options.max_record_bytes} {
  for (const InputFile& input : inputs_.all()) streams_.push_back({input.path, input.size});
}

Result<Survey> RsmfSource::survey() {
  Survey survey;
  survey.ids_follow_time = false;
  for (const auto& file : streams_) survey.input_bytes += file.size;
  Surveyor surveyor(inputs_, reading_, limits_, tables_);
  RSMF_TRY(surveyor.run(args_));
  survey.grouping = surveyor.ordered() ? Grouping::by_conversation_in_time : Grouping::none;
  RSMF_TRY(rewind());
  return survey;
}

Result<void> RsmfSource::rewind() {
  file_ = 0;
  done_bytes_ = 0;
  cutter_.reset();
  stream_.reset();
  oversize_.clear();
  return {};
}

void RsmfSource::tell(ManifestUnit& into, Trouble trouble, std::string message) const {
  into.findings.push_back({&spec_of(trouble), {file_, 0, 0, 0}, {}, std::move(message), {}});
}

/// False if there is nothing to be read in it: the survey has said why.
bool RsmfSource::open_file(ManifestUnit& into) {
  const auto& known = tables_.files[file_].findings;
  into.findings.insert(into.findings.end(), known.begin(), known.end());
  bool given_up = std::any_of(known.begin(), known.end(), [](const Finding& f) {
    return f.spec == &spec_of(Trouble::unreadable) || f.spec == &spec_of(Trouble::no_manifest) ||
           f.spec == &spec_of(Trouble::nested_archive);
  });
  if (given_up) return false;
  auto stream = inputs_.manifest(file_);
  if (!stream) return tell(into, Trouble::unreadable, unreadable_message(stream.error())), false;
  stream_ = std::move(*stream);
  cutter_ = std::make_unique<ManifestCutter>(*stream_, limits_);
  return true;
}

void RsmfSource::finish_file(ManifestUnit& into) {
  done_bytes_ += streams_[file_].size;
  into.progress = done_bytes_;
  cutter_.reset();
  stream_.reset();
  ++file_;
}

void RsmfSource::give_oversize(ManifestUnit& into) {
  into.part = oversize_part_;
  into.oversize = oversize_.front().length;
  into.offset = oversize_.front().offset;
  into.bytes.clear();
  into.bytes.append(oversize_.front().head);
  oversize_.erase(oversize_.begin());
}

/// The next rows of the file at hand; false at its end.
bool RsmfSource::next_piece(ManifestUnit& into) {
  ManifestCutter::Piece piece;
  for (;;) {
    auto more = cutter_->next(into.bytes, piece, oversize_);
    if (!more) {
      // Rows that were too large have been met before the stream broke.
      tell(into, Trouble::unreadable, unreadable_message(more.error()));
      return false;
    }
    if (!*more) {
      if (cutter_->broken()) tell(into, Trouble::broken_manifest, {});
      return false;
    }
    if (piece.part == ManifestPart::member) continue;
    oversize_part_ = piece.part;
    if (into.bytes.empty()) return give_oversize(into), true;
    into.offset = piece.offset;
    into.part = piece.part;
    return true;
  }
}

Result<bool> RsmfSource::cut(ManifestUnit& into) {
  for (; file_ < streams_.size();) {
    into.stream = file_;
    uint64_t size = streams_[file_].size;
    if (!oversize_.empty()) return give_oversize(into), true;
    if (!cutter_ && !open_file(into)) {
      finish_file(into);
      continue;
    }
    bool more = next_piece(into);
    into.progress = done_bytes_ + std::min(size, cutter_->bytes_read());
    if (more) return true;
    if (!oversize_.empty()) return give_oversize(into), true;
    finish_file(into);
  }
  return false;
}

}  // namespace rsmf::rsmf_source
