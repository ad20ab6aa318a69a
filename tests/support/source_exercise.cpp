#include "support/source_exercise.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "base/digest.hpp"

namespace rsmf {
namespace {

/// Reads every byte of every row (so that a dangling view is noticed) and remembers the first broken promise.
class Auditor {
 public:
  Auditor(const Source& source, SourceExercise& run) : source_(source), run_(run) {}

  void batch(const EventBatch& b) {
    const FileTally& t = b.tally();
    expect(t.records + t.split == b.events().size() + t.folded + t.dropped, "the counts of a frame do not balance");
    run_.tally += t;
    run_.tally.events += b.events().size();
    for (const Participant& p : b.participants()) participant(p);
    for (const Conversation& c : b.conversations()) conversation(c);
    for (const Event& e : b.events()) event(e, b);
    for (const Finding& f : b.findings()) finding(f);
  }

  void finding(const Finding& f) {
    expect(f.spec != nullptr, "a finding without a spec");
    if (!f.spec) return;
    run_.codes.insert(std::string(f.spec->code));
    if (f.origin.stream != kNone) last_file_ = std::max(last_file_, f.origin.stream + 1);
    findings_.push_back(fmt::format("{} {} {} {} {} {}", f.spec->code, f.origin.stream,
                                    f.origin.stream == kNone ? 0 : f.origin.position, f.record, f.message, f.excerpt));
  }

  /// Of the events in order, and of the findings in any order (a frame's own findings may come before or after).
  std::string digest() {
    expect(last_file_ <= source_.streams().size(), "a finding in no stream");
    std::sort(findings_.begin(), findings_.end());
    for (const std::string& finding : findings_) {
      text(finding);
      run_.log += finding + "\n";
    }
    return hash_.finish();
  }
  void expect(bool holds, const char* promise) {
    if (!holds && run_.broken.empty()) run_.broken = promise;
  }

 private:
  void text(std::string_view t) {
    number(t.size());
    hash_.update(t);
  }
  void number(uint64_t n) { hash_.update({reinterpret_cast<const char*>(&n), sizeof n}); }
  void person(uint32_t index, const EventBatch& b) {
    expect(index == kNone || index < b.participants().size(), "a participant index out of range");
    if (index < b.participants().size()) text(b.participants()[index].id);
  }
  void custom(std::span<const Property> properties) {
    for (const Property& p : properties) {
      expect(!p.name.empty() && !p.value.empty(), "an empty custom name or value");
      text(p.name);
      text(p.value);
    }
  }
  // Which frame mentions a person first depends on where frames end, so the tables are checked but not hashed.
  void participant(const Participant& p) { expect(!p.id.empty(), "a participant without id"); }
  void conversation(const Conversation& c) {
    expect(!c.id.empty(), "a conversation without id");
    expect(!c.platform.empty(), "a conversation without platform");
  }
  void event(const Event& e, const EventBatch& b) {
    run_.log += fmt::format("{}:{} {} {}\n", e.origin.stream, e.origin.position, e.id, e.body);
    expect(!e.id.empty(), "an event without id");
    expect(e.origin.stream < source_.streams().size(), "an event of no stream");
    expect(e.conversation < b.conversations().size(), "an event without conversation");
    if (e.conversation < b.conversations().size()) text(b.conversations()[e.conversation].id);
    person(e.participant, b);
    for (uint64_t n : {uint64_t(e.time), uint64_t(e.type), uint64_t(e.importance), uint64_t(e.direction),
                       uint64_t(e.deleted), uint64_t(e.origin.stream), e.origin.position, uint64_t(e.origin.sub)})
      number(n);
    for (std::string_view t : {e.id, e.parent, e.body}) text(t);
    for (const Attachment& a : e.attachments)
      for (std::string_view t : {a.display, a.unique, a.key, a.note}) text(t);
    for (const Reaction& r : e.reactions) {
      text(r.value);
      number(r.count);
      for (uint32_t p : r.participants) person(p, b);
    }
    for (const Edit& edit : e.edits) {
      person(edit.participant, b);
      number(uint64_t(edit.time));
      text(edit.previous);
      text(edit.current);
    }
    for (const ReadReceipt& r : e.receipts) person(r.participant, b);
    custom(e.custom);
  }

  const Source& source_;
  SourceExercise& run_;
  Sha256 hash_;
  std::vector<std::string> findings_;
  uint32_t last_file_ = 0;
};

void read_frames(Source& source, const Survey& survey, SourceExercise& run) {
  Auditor auditor(source, run);
  for (const Finding& f : survey.findings) auditor.finding(f);
  std::unique_ptr<Decoder> decoder = source.decoder();
  EventBatch batch;
  auto unit = source.make_unit();
  uint64_t progress = 0;
  for (;;) {
    auto more = source.next(*unit);
    if (!more) {
      run.refused = more.error().message;
      auditor.expect(!run.refused.empty(), "an error without a message");
      return;
    }
    for (const Finding& f : unit->findings) auditor.finding(f);
    if (!*more) break;
    ++run.frames;
    auditor.expect(unit->stream < source.streams().size(), "a unit of no stream");
    auditor.expect(unit->progress >= progress, "progress goes back");
    progress = unit->progress;
    EventBuilder builder(batch, unit->stream);
    decoder->decode(*unit, builder);
    auditor.batch(batch);
  }
  run.digest = auditor.digest();
}

}  // namespace

SourceExercise exercise_source(const SourceFormat& format, const Container& container, const SourceOptions& options,
                               bool twice, WorkerPool* crew) {
  return exercise_source(format, SourceArgs{container, real_file_system(), options, crew}, twice);
}

SourceExercise exercise_source(const SourceFormat& format, const SourceArgs& args, bool twice) {
  SourceExercise run;
  std::string why;
  int sure = format.probe(args.container, why);
  if (sure < 0 || sure > 100) run.broken = "a probe outside 0..100";
  auto source = format.open(args);
  if (!source) {
    run.refused = source.error().message;
    if (run.refused.empty()) run.broken = "an error without a message";
    return run;
  }
  auto survey = (*source)->survey();
  if (!survey) {
    run.refused = survey.error().message;
    if (run.refused.empty()) run.broken = "an error without a message";
    return run;
  }
  read_frames(**source, *survey, run);
  if (!twice || !run.refused.empty()) return run;
  SourceExercise again;
  if (auto ok = (*source)->rewind(); !ok) {
    run.broken = "rewind: " + ok.error().message;
    return run;
  }
  read_frames(**source, *survey, again);
  if (again.digest != run.digest) run.broken = "a second reading gave something else";
  return run;
}

const SourceFormat& format_of(std::string_view id) {
  for (const SourceFormat* format : all_formats())
    if (format->id == id) return *format;
  std::fprintf(stderr, "no format %.*s\n", int(id.size()), id.data());
  std::abort();
}

}  // namespace rsmf
