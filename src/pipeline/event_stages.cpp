#include "pipeline/event_stages.hpp"

#include <span>

#include "base/utf8.hpp"

namespace rsmf {
namespace {

/// The rows belong to the batch; they are const only for those who come after this stage.
template <class T>
std::span<T> mutable_rows(std::span<const T> rows) {
  return {const_cast<T*>(rows.data()), rows.size()};
}

/// The event with the numbers of the run.
Event numbered(const Event& row, const IdentityTable& identities) {
  Event e = row;
  e.conversation = identities.conversation_of(e.conversation);
  e.participant = identities.person_of(e.participant);
  for (const auto& r : e.reactions)
    for (auto& p : mutable_rows(r.participants)) p = identities.person_of(p);
  for (auto& d : mutable_rows(e.edits)) d.participant = identities.person_of(d.participant);
  for (auto& r : mutable_rows(e.receipts)) r.participant = identities.person_of(r.participant);
  return e;
}

}  // namespace

EventStages::EventStages(OpenSource& source, const Survey& survey, EventSink& sink, Options options)
    : open_(source),
      survey_(survey),
      sink_(sink),
      options_(std::move(options)),
      filter_(*options_.filter, identities_),
      own_tallies_(options_.tallies ? 0 : open_.source->streams().size()),
      tallies_(options_.tallies ? *options_.tallies : own_tallies_),
      decoders_(options_.workers) {}

Result<void> EventStages::begin() {
  for (const auto& finding : open_.container->findings()) RSMF_TRY(options_.report(finding));
  for (const auto& finding : survey_.findings) RSMF_TRY(options_.report(finding));
  return sink_.begin({open_.path, open_.format->id, open_.source->streams(), survey_, identities_});
}

Result<Supply> EventStages::read(EventUnit& unit) {
  unit.events.clear();
  if (!unit.work) unit.work = open_.source->make_unit();
  auto more = open_.source->next(*unit.work);
  if (!more) return std::unexpected(std::move(more.error()));
  unit.has_records = *more;
  if (*more) return Supply::item;
  return unit.work->findings.empty() ? Supply::end : Supply::last_item;
}

Result<void> EventStages::decode(EventUnit& unit, size_t worker) {
  EventBuilder builder(unit.batch, unit.has_records ? unit.work->stream : kNone);
  if (!unit.has_records) return {};
  auto& decoder = decoders_[worker];
  if (!decoder) decoder = open_.source->decoder();
  decoder->decode(*unit.work, builder);
  return {};
}

Result<void> EventStages::merge(EventUnit& unit, size_t worker) {
  const EventBatch& batch = unit.batch;
  for (const auto& finding : unit.work->findings) RSMF_TRY(options_.report(finding));
  identities_.merge(batch);
  if (batch.stream() < tallies_.size()) tallies_[batch.stream()] += batch.tally();
  for (size_t i = 0; i < batch.findings().size(); ++i) RSMF_TRY(options_.report(identities_.named(batch, i)));
  unit.events.swap(merged_);
  for (const Event& row : batch.events()) {
    unit.events.push_back(numbered(row, identities_));
    auto wanted = wants(unit.events.back());
    if (!wanted) return std::unexpected(std::move(wanted.error()));
    if (!*wanted) unit.events.pop_back();
  }
  const Position step{batch.tally().records, unit.events.size(), unit.work->progress};
  RSMF_TRY(sink_.take(unit, worker));
  unit.events.clear();
  unit.events.swap(merged_);
  std::lock_guard lock(mutex_);
  position_.records += step.records;
  position_.events += step.events;
  position_.bytes = step.bytes;
  return {};
}

Result<bool> EventStages::wants(const Event& e) {
  if (!filter_.passes(e)) {
    ++tallies_[e.origin.stream].filtered;
    return false;
  }
  if (e.time != kNoTime) return true;
  if (options_.drop_undated) {
    ++tallies_[e.origin.stream].dropped;
    RSMF_TRY(report(ConverterTrouble::undated_in_1_0, e, excerpt(e.body)));
    return false;
  }
  if (filter_.has_dates()) RSMF_TRY(report(ConverterTrouble::undated_and_dates, e, {}));
  return true;
}

Result<void> EventStages::report(ConverterTrouble trouble, const Event& event, std::string shown) {
  Finding finding{&converter_finding(trouble), event.origin, std::string(event.id), {}, std::move(shown)};
  identities_.name(finding, event);
  return options_.report(finding);
}

EventStages::Position EventStages::position() const {
  std::lock_guard lock(mutex_);
  return position_;
}

}  // namespace rsmf
