#include "sources/rsmf/note_decoder.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/time_zone.hpp"
#include "rsmf/schema/member_text.hpp"

namespace rsmf::rsmf_source {
namespace {

constexpr std::string_view kPlaceholderSuffix = ".missing.txt";
constexpr uint32_t kMostEdits = 1'000'000;

/// A time exactly as the writer puts it.
TimeNs written_time(std::string_view text) {
  TimeNs time = parse_timestamp(text);
  char again[32];
  return time != kNoTime && format_timestamp(time, again) == text ? time : kNoTime;
}

bool is_copy_mark(const Property& p) {
  return p.name == note::kContext &&
         (p.value == note::kContextCopy || p.value == kLonelyCopy || p.value == kDifferentCopy);
}

/// Takes notes off the end of the custom properties, group by group, from the last group to the first.
class Notes {
 public:
  Notes(EventDraft& draft, const NoteContext& context)
      : d_(draft), context_(context), custom_(draft.custom), end_(provenance()) {}

  void restore() {
    missing_attachments();
    receipts();
    edits();
    reaction_counts();
    if (context_.v1) direction();
    original_type();
    parent();
    copy_mark();
  }

 private:
  bool ends_with(std::string_view name) const { return end_ > 0 && custom_[end_ - 1].name == name; }
  /// Removes [begin, end_).
  void take(size_t begin) {
    custom_.erase(custom_.begin() + static_cast<ptrdiff_t>(begin), custom_.begin() + static_cast<ptrdiff_t>(end_));
    end_ = begin;
  }
  /// Where the run of notes that `belongs` and ends at end_ begins.
  template <class Belongs>
  size_t run(Belongs belongs) const {
    size_t begin = end_;
    while (begin > 0 && belongs(custom_[begin - 1])) --begin;
    return begin;
  }

  /// The place in the very first input is last, and is kept.
  size_t provenance() const {
    constexpr std::string_view kNames[] = {note::kSourceRecord, note::kSourceLength, note::kSourceOffset};
    size_t end = custom_.size();
    for (std::string_view name : kNames) {
      if (end == 0 || custom_[end - 1].name != name) return custom_.size();
      --end;
    }
    return end > 0 && custom_[end - 1].name == note::kSourceFile ? end - 1 : end;
  }

  void missing_attachments() {
    size_t begin = run(
        [](const Property& p) { return p.name == note::kMissingAttachment || p.name == note::kMissingAttachmentNote; });
    while (begin < end_ && custom_[begin].name != note::kMissingAttachment) ++begin;
    size_t present = d_.attachments.size();
    for (size_t i = begin; i < end_; ++i) {
      AttachmentDraft a;
      a.missing = true;
      std::string_view name = custom_[i].value;
      a.display = custom_[i].value == "(unnamed)" ? std::string_view() : custom_[i].value;
      if (i + 1 < end_ && custom_[i + 1].name == note::kMissingAttachmentNote) a.note = custom_[++i].value;
      if (!mark_placeholder(a, name, present)) d_.attachments.push_back(a);
    }
    take(begin);
  }

  /// True if one of the files that are present is its placeholder.
  bool mark_placeholder(const AttachmentDraft& missing, std::string_view name, size_t present) {
    for (size_t i = 0; i < present; ++i) {
      AttachmentDraft& a = d_.attachments[i];
      auto stands_for = [&](std::string_view file) {
        return file.ends_with(kPlaceholderSuffix) && file.substr(0, file.size() - kPlaceholderSuffix.size()) == name;
      };
      if (a.missing || a.stands_in || !(stands_for(a.display) || stands_for(a.id))) continue;
      a.stands_in = true;
      a.display = missing.display;
      a.note = missing.note;
      return true;
    }
    return false;
  }

  /// "read", "delivered by Ada Quill 2024-03-01T08:00:00Z"
  std::optional<ReceiptDraft> receipt(std::string_view text) const {
    ReceiptDraft r;
    if (text.starts_with(choice_word(ReceiptAction::delivered)))
      r.action = ReceiptAction::delivered;
    else if (!text.starts_with(choice_word(ReceiptAction::read)))
      return std::nullopt;
    text.remove_prefix(choice_word(r.action).size());
    size_t blank = text.rfind(' ');
    if (blank != std::string_view::npos) r.time = written_time(text.substr(blank + 1));
    if (r.time != kNoTime) text = text.substr(0, blank);
    if (text.empty()) return r;
    if (!text.starts_with(" by ") || !context_.names) return std::nullopt;
    r.participant = context_.names->id_of(text.substr(4));
    return r.participant.empty() ? std::nullopt : std::optional(r);
  }

  void receipts() {
    size_t begin =
        run([](const Property& p) { return p.name == kMemberNote<RowKind::event, ManifestName::read_receipts>; });
    std::vector<ReceiptDraft> found;
    for (size_t i = begin; i < end_; ++i) {
      auto r = receipt(custom_[i].value);
      if (!r) return;
      found.push_back(*r);
    }
    d_.receipts.insert(d_.receipts.end(), found.begin(), found.end());
    take(begin);
  }

  struct EditNote {
    uint32_t number = 0;  // from 1; 0: it is none
    std::string_view what, value;
  };
  static EditNote edit_note(const Property& p) {
    EditNote note;
    if (!p.name.starts_with(note::kEdit)) return {};
    std::string_view rest = p.name.substr(note::kEdit.size());
    auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), note.number);
    if (error != std::errc() || note.number == 0 || note.number > kMostEdits) return {};
    rest.remove_prefix(static_cast<size_t>(end - rest.data()));
    for (std::string_view what : {note::kEditTime, note::kEditAuthor, note::kEditPrevious, note::kEditNew})
      if (rest == what) note.what = what;
    note.value = p.value;
    return note.what.empty() ? EditNote() : note;
  }

  void edits() {
    size_t begin = run([](const Property& p) { return edit_note(p).number > 0; });
    if (begin == end_) return;
    std::vector<EditDraft> rows;
    if (!lay_out_edits(begin, rows)) return;
    for (size_t i = begin; i < end_; ++i)
      if (!add_to_edit(edit_note(custom_[i]), rows)) return;
    d_.edits = std::move(rows);
    take(begin);
  }

  /// In 1.0.0, edits that do not fit are in the notes only. Each has a note with its author; the other edits fill the
  /// places between.
  bool lay_out_edits(size_t begin, std::vector<EditDraft>& rows) const {
    std::vector<uint32_t> only_noted;
    for (size_t i = begin; i < end_; ++i)
      if (EditNote note = edit_note(custom_[i]); note.what == note::kEditAuthor) only_noted.push_back(note.number);
    if (!only_noted.empty() && !context_.v1) return false;
    rows.resize(d_.edits.size() + only_noted.size());
    std::vector<bool> taken(rows.size(), false);
    for (uint32_t number : only_noted) {
      if (number > rows.size() || taken[number - 1]) return false;
      taken[number - 1] = true;
    }
    size_t next = 0;
    for (size_t i = 0; i < rows.size(); ++i)
      if (!taken[i]) rows[i] = d_.edits[next++];
    return true;
  }

  bool add_to_edit(const EditNote& note, std::vector<EditDraft>& rows) const {
    if (note.number > rows.size()) return false;
    EditDraft& edit = rows[note.number - 1];
    auto text = [&] { return note.value == note::kEmptyText ? std::string_view("", 0) : note.value; };
    if (note.what == note::kEditTime) {
      if (edit.time != kNoTime) return false;
      edit.time = written_time(note.value);
      return edit.time != kNoTime && d_.time != kNoTime && edit.time < d_.time;
    }
    if (!context_.v1) return false;
    if (note.what == note::kEditAuthor) {
      edit.participant = context_.names ? context_.names->id_of(note.value) : std::string_view();
      return !edit.participant.empty();
    }
    std::string_view& part = note.what == note::kEditPrevious ? edit.previous : edit.current;
    if (part.data() != nullptr) return false;
    part = text();
    return true;
  }

  void reaction_counts() {
    size_t begin = run([](const Property& p) { return p.name == kMemberNote<RowKind::reaction, ManifestName::count>; });
    std::vector<std::pair<size_t, uint64_t>> found;
    size_t reaction = 0;
    for (size_t i = begin; i < end_; ++i) {
      std::string_view text = custom_[i].value;
      size_t colon = text.rfind(": ");
      if (colon == std::string_view::npos) return;
      std::string_view digits = text.substr(colon + 2);
      uint32_t count = 0;
      auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
      if (error != std::errc() || end != digits.data() + digits.size() || std::to_string(count) != digits) return;
      while (reaction < d_.reactions.size() && d_.reactions[reaction].value != text.substr(0, colon)) ++reaction;
      if (reaction == d_.reactions.size()) return;
      if (d_.reactions[reaction].participants.size() == count || count == 0) return;
      found.emplace_back(reaction++, count);
    }
    for (auto [index, count] : found) d_.reactions[index].count = count;
    take(begin);
  }

  void direction() {
    if (!ends_with(kMemberNote<RowKind::event, ManifestName::direction>) || d_.direction != Direction::unstated) return;
    std::string_view value = custom_[end_ - 1].value;
    const auto at = std::find(kDirectionWords.begin(), kDirectionWords.end(), value);
    if (at == kDirectionWords.end()) return;
    d_.direction = *at == choice_word(Direction::incoming) ? Direction::incoming : Direction::outgoing;
    take(end_ - 1);
  }

  void original_type() {
    if (!ends_with(kMemberNote<RowKind::event, ManifestName::type>) || d_.type != EventType::disclaimer) return;
    std::string_view value = custom_[end_ - 1].value;
    const auto at = std::find(kEventTypeWords.begin(), kEventTypeWords.end(), value);
    if (at == kEventTypeWords.end()) return;
    const auto type = static_cast<EventType>(at - kEventTypeWords.begin());
    const bool moves = type == EventType::join || type == EventType::leave;
    const bool is_new = type == EventType::history || type == EventType::unknown;  // 1.0.0 has neither
    if (moves ? !context_.direct : !context_.v1 || !is_new) return;
    d_.type = type;
    std::string sentence(context_.author);
    if (moves && d_.body == sentence.append(type == EventType::join ? " joined" : " left")) d_.body = {};
    take(end_ - 1);
  }

  void parent() {
    if (!d_.parent.empty()) return;
    TimeNs time = kNoTime;
    size_t begin = end_;
    if (ends_with(note::kParentTime)) {
      time = written_time(custom_[end_ - 1].value);
      if (time == kNoTime) return;
      --begin;
    }
    if (begin == 0 || custom_[begin - 1].name != kMemberNote<RowKind::event, ManifestName::parent>) return;
    d_.parent = custom_[begin - 1].value;
    d_.parent_time = time;
    take(begin - 1);
  }

  void copy_mark() {
    if (end_ == 0 || !is_copy_mark(custom_[end_ - 1])) return;
    d_.context = true;
    take(end_ - 1);
  }

  EventDraft& d_;
  const NoteContext& context_;
  std::vector<Property>& custom_;
  size_t end_;
};

void put(std::string_view text, std::string& to) {
  to.append(std::to_string(text.size())).append(text.data() ? ":" : "-").append(text);
}

void put(int64_t number, std::string& to) {
  to.append(std::to_string(number)).push_back(';');
}

}  // namespace

void NameIndex::add(std::string_view display, std::string_view id) {
  auto [at, fresh] = ids_.try_emplace(std::string(display), id);
  if (!fresh && at->second != id) at->second.clear();
}

std::string_view NameIndex::id_of(std::string_view display) const {
  auto at = ids_.find(std::string(display));
  return at == ids_.end() ? std::string_view() : std::string_view(at->second);
}

/// No other program writes this sentence. An event that kept it would count as a copy when the output is read.
static void restore_copy_mark(EventDraft& d) {
  auto mark = std::find_if(d.custom.begin(), d.custom.end(), is_copy_mark);
  if (mark == d.custom.end()) return;
  d.context = true;
  d.custom.erase(mark);
}

void restore_notes(EventDraft& draft, const NoteContext& context) {
  if (!context.ours) return restore_copy_mark(draft);
  if (!draft.custom.empty()) Notes(draft, context).restore();
}

void restore_notes(PersonDraft& d, bool v1) {
  if (!v1 || d.custom.empty() || d.custom.back().name != kMemberNote<RowKind::participant, ManifestName::account_id> ||
      !d.account_id.empty())
    return;
  d.account_id = d.custom.back().value;
  d.custom.pop_back();
}

void restore_notes(ConversationDraft& d, bool v1) {
  if (!v1 || d.custom.empty() || d.custom.back().name != kMemberNote<RowKind::root, ManifestName::event_collection_id>)
    return;
  d.collection_id = d.custom.back().value;
  d.custom.pop_back();
  if (d.custom.empty() || d.custom.back().name != kMemberNote<RowKind::conversation, ManifestName::custodian> ||
      !d.custodian.empty())
    return;
  auto is_member = [&](std::string_view id) {
    return std::find(d.participants.begin(), d.participants.end(), id) != d.participants.end();
  };
  if (!is_member(d.custom.back().value)) return;
  d.custodian = d.custom.back().value;
  d.custom.pop_back();
}

std::string content_of(const EventDraft& d) {
  std::string to;
  for (int64_t number : {int64_t(d.type), int64_t(d.deleted), int64_t(d.importance), int64_t(d.direction), d.time})
    put(number, to);
  for (std::string_view text : {d.id, d.parent, d.participant}) put(text, to);
  put(d.body.empty() ? std::string_view() : d.body, to);
  for (const ReactionDraft& r : d.reactions) {
    put(r.value, to);
    put(int64_t(r.count), to);
    for (std::string_view id : r.participants) put(id, to);
  }
  for (const EditDraft& e : d.edits) {
    for (std::string_view text : {e.participant, e.previous, e.current}) put(text, to);
    put(e.time, to);
  }
  for (const ReceiptDraft& r : d.receipts) {
    put(r.participant, to);
    put(r.time, to);
    put(int64_t(r.action), to);
  }
  for (const AttachmentDraft& a : d.attachments) {
    put(a.display, to);
    put(int64_t(a.missing) + 2 * int64_t(a.stands_in), to);
    put(a.missing ? 0 : int64_t(a.size), to);
    put(a.print, to);
  }
  for (const Property& p : d.custom) {
    put(p.name, to);
    put(p.value, to);
  }
  return to;
}

}  // namespace rsmf::rsmf_source
