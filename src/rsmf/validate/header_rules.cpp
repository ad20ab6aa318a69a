#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "base/ascii.hpp"
#include "base/time_zone.hpp"
#include "base/utf8.hpp"
#include "mime/mail_date.hpp"
#include "rsmf/validate/layer_rules.hpp"
#include "rsmf/validate/timestamp_form.hpp"

namespace rsmf {
namespace {

std::string time_text(TimeNs t) {
  char buffer[32];
  return std::string(format_timestamp(t, buffer));
}

class HeaderRules {
 public:
  HeaderRules(const RsmfFile& file, const ManifestFacts& facts, BreachLog& log)
      : file_(file), facts_(facts), log_(log) {}

  void check() {
    check_version();
    TimeNs begin = check_time("X-RSMF-BeginDate", facts_.first, "first");
    check_time("X-RSMF-EndDate", facts_.last, "last");
    check_date(begin);
    check_count("X-RSMF-EventCount", 1, facts_.events, "events", RuleId::event_count_form, RuleId::event_count_differs);
    check_count("X-RSMF-AttachmentCount", 0, facts_.attachments, "attachments", RuleId::attachment_count_form,
                RuleId::attachment_count_differs);
    check_participants();
    check_collection();
    check_custodian();
  }

 private:
  void add(RuleId rule, const MailHeader& header, std::string message) {
    log_.add(rule, place_of_header(header), std::move(message));
  }
  void check_version();
  TimeNs check_time(std::string_view name, TimeNs expected, std::string_view which);
  void check_date(TimeNs begin);
  void check_count(std::string_view name, uint64_t least, uint64_t expected, std::string_view what, RuleId form,
                   RuleId differs);
  void check_participants();
  void check_collection();
  void check_custodian();

  const RsmfFile& file_;
  const ManifestFacts& facts_;
  BreachLog& log_;
};

void HeaderRules::check_version() {
  const MailHeader* header = file_.header("X-RSMF-Version");
  if (header && !facts_.version.empty() && header->value != facts_.version)
    add(RuleId::version_differs, *header,
        fmt::format("\"{}\", and in the manifest \"{}\"", excerpt(header->value), excerpt(facts_.version)));
  const std::string& version = header && !header->value.empty() ? header->value : facts_.version;
  if (version != "1.0.0") return;
  for (std::string_view name : {"X-RSMF-Application", "X-RSMF-Custodian", "X-RSMF-Participants",
                                "X-RSMF-AttachmentCount", "X-RSMF-EventCollectionID"})
    if (const MailHeader* newer = file_.header(name)) add(RuleId::newer_header, *newer, std::string(name));
}

/// Its time, if it can be told.
TimeNs HeaderRules::check_time(std::string_view name, TimeNs expected, std::string_view which) {
  const MailHeader* header = file_.header(name);
  if (!header || header->value.empty()) return kNoTime;  // empty: has a rule of its own
  TimeNs time = parse_timestamp(header->value);
  // A date-time of 1601 or of the year 1 is one, though no event of a chat is as old.
  const TimestampForm form = read_timestamp(header->value);
  const TimeNs wide = form.kind == TimestampForm::Kind::good ? form.time : time;
  const bool is_beyond = wide == kBeforeTime || wide == kAfterTime;
  if (is_beyond && expected != wide) {
    add(RuleId::header_date_differs, *header,
        fmt::format("{} is {}, which no event can be of", name, excerpt(header->value)));
  } else if (time == kNoTime && !is_beyond) {
    bool lacks_zone = form.kind == TimestampForm::Kind::without_zone || parse_timestamp(header->value + "Z") != kNoTime;
    add(lacks_zone ? RuleId::header_date_zone : RuleId::header_date_form, *header,
        fmt::format("{} is \"{}\"", name, excerpt(header->value)));
  } else if (!is_beyond && expected != kNoTime && facts_.all_events_timed && time != expected) {
    add(RuleId::header_date_differs, *header,
        fmt::format("{} is {}, the {} event is of {}", name, excerpt(header->value), which, time_text(expected)));
  }
  return time;
}

void HeaderRules::check_date(TimeNs begin) {
  const MailHeader* header = file_.header("Date");
  if (!header || begin == kNoTime) return;
  TimeNs time = parse_mail_date(header->value);
  auto seconds = [](TimeNs t) { return t / kSecond - (t % kSecond < 0 ? 1 : 0); };  // Date has no fraction
  if (time == kNoTime)
    add(RuleId::date_differs, *header, fmt::format("Date cannot be read: \"{}\"", excerpt(header->value)));
  else if (seconds(time) != seconds(begin))
    add(RuleId::date_differs, *header,
        fmt::format("Date is {}, X-RSMF-BeginDate is {}", time_text(time), time_text(begin)));
}

void HeaderRules::check_count(std::string_view name, uint64_t least, uint64_t expected, std::string_view what,
                              RuleId form, RuleId differs) {
  const MailHeader* header = file_.header(name);
  if (!header || header->value.empty()) return;
  const std::string& text = header->value;
  bool digits = text.size() <= 18 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  uint64_t count = 0;
  if (digits)
    for (char c : text) count = count * 10 + uint64_t(c - '0');
  if (!digits || count < least)
    add(form, *header, fmt::format("it is \"{}\"", excerpt(text)));
  else if (facts_.is_object && count != expected)
    add(differs, *header, fmt::format("it is {}, the manifest has {} {}", count, expected, what));
}

/// Compared as Relativity's library does it: the raw header, cut at commas, in any order.
void HeaderRules::check_participants() {
  const MailHeader* header = file_.header("X-RSMF-Participants");
  if (!header || !facts_.is_object || !facts_.complete) return;
  std::vector<std::string_view> listed, displays(facts_.displays.begin(), facts_.displays.end());
  for (std::string_view left = header->raw;;) {
    size_t comma = std::min(left.find(','), left.size());
    listed.push_back(trim_blanks(left.substr(0, comma)));
    if (comma == left.size()) break;
    left.remove_prefix(comma + 1);
  }
  auto to_set = [](std::vector<std::string_view>& names) {
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
  };
  to_set(listed);
  to_set(displays);
  if (listed == displays && !listed.front().empty()) return;
  std::vector<std::string_view> unlisted, unknown;
  std::ranges::set_difference(displays, listed, std::back_inserter(unlisted));
  std::ranges::set_difference(listed, displays, std::back_inserter(unknown));
  std::string message;
  if (!unlisted.empty())
    message = unlisted.front().empty() ? "a participant has no display"
                                       : fmt::format("it lacks \"{}\"", excerpt(unlisted.front(), 60));
  if (!unknown.empty())
    message += fmt::format("{}it lists \"{}\", which is nobody's display", message.empty() ? "" : "; ",
                           excerpt(unknown.front(), 60));
  add(RuleId::participants_differ, *header, message.empty() ? "an empty name" : message);
  auto with_comma = std::ranges::find_if(unlisted, [](std::string_view n) { return n.find(',') != n.npos; });
  if (with_comma != unlisted.end())
    add(RuleId::comma_in_name, *header, fmt::format("\"{}\"", excerpt(*with_comma, 60)));
}

void HeaderRules::check_collection() {
  const MailHeader* header = file_.header("X-RSMF-EventCollectionID");
  if (!header || header->value.empty() || !facts_.is_object || header->value == facts_.collection_id) return;
  add(RuleId::collection_id_differs, *header,
      facts_.collection_id.empty()
          ? "the manifest has none"
          : fmt::format("\"{}\", and in the manifest \"{}\"", excerpt(header->value), excerpt(facts_.collection_id)));
}

void HeaderRules::check_custodian() {
  const MailHeader* header = file_.header("X-RSMF-Custodian");
  if (!header || header->value.empty() || !facts_.complete || facts_.custodians.empty()) return;
  if (std::ranges::find(facts_.custodians, header->value) != facts_.custodians.end()) return;
  add(RuleId::custodian_differs, *header,
      fmt::format("\"{}\", and in the manifest \"{}\"", excerpt(header->value), excerpt(facts_.custodians.front())));
}

}  // namespace

void check_headers(const RsmfFile& file, const ManifestFacts& facts, BreachLog& log) {
  if (file.kind() == RsmfKind::mail) HeaderRules(file, facts, log).check();
}

}  // namespace rsmf
