// What an export consists of: index files read, day files listed, attachments found.
#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "json/read_record.hpp"
#include "sources/shared_options.hpp"
#include "sources/slack/slack_source.hpp"

namespace rsmf::slack {
namespace {

constexpr size_t kSurveySniffBytes = 64 * 1024;
constexpr std::string_view kIndexKeys[] = {"id"};

bool in_member_of(std::span<const std::string_view> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::string SlackSource::path_of(size_t entry) const {
  const std::string& name = container_.entries()[entry].name;
  std::string path;
  path.reserve(container_.path().size() + 1 + name.size());
  path = container_.path();
  if (container_.kind() == Container::Kind::zip) path.append("!").append(name);
  if (container_.kind() == Container::Kind::folder) path.append("/").append(name);
  return path;
}

Result<Survey> SlackSource::survey() {
  Survey survey;
  Layout layout = lay_out(container_);
  read_indexes(layout, survey);
  for (const auto& entry : layout.entries) list_entry(entry, survey);
  open_files_folder(survey);
  order_files(survey);
  survey.grouping = has_dumps_ ? Grouping::none : Grouping::by_conversation_in_time;
  size_t without = 0;
  for (const auto& c : workspace_.conversations()) without += listed_by_id_.contains(c.row.id) ? 0 : 1;
  if (without > 0)
    survey.findings.push_back(
        finding(Code::empty_conversations, fmt::format("{} listed {} no messages in the export.", without,
                                                       without == 1 ? "conversation has" : "conversations have")));
  if (streams_.empty()) survey.findings.push_back(finding(Code::no_messages));
  return survey;
}

void SlackSource::read_indexes(const Layout& layout, Survey& survey) {
  // People first: direct messages are named by them.
  constexpr std::string_view kOrder[] = {"org_users.json", "users.json", "channels.json",
                                         "groups.json",    "mpims.json", "dms.json"};
  bool users = false, channels = false;
  for (auto name : kOrder)
    for (const auto& entry : layout.entries)
      if (entry.role == EntryRole::index && entry.name == name) {
        read_index(entry, survey);
        users = users || name.ends_with("users.json");
        channels = channels || !name.ends_with("users.json");
      }
  bool expected = std::any_of(layout.entries.begin(), layout.entries.end(),
                              [](const LaidEntry& e) { return e.role == EntryRole::day_file; });
  if (expected && !users)
    survey.findings.push_back(finding(Code::index_missing, "The export has no users.json or org_users.json."));
  if (expected && !channels)
    survey.findings.push_back(
        finding(Code::index_missing, "The export has no list of conversations, such as channels.json."));
}

void SlackSource::read_index(const LaidEntry& entry, Survey& survey) {
  std::string path = path_of(entry.entry);
  auto stream = container_.open(entry.entry);
  if (!stream) {
    survey.findings.push_back(finding(Code::index_damaged, unreadable_message(stream.error().message)));
    return;
  }
  auto prefix = container_.prefix(entry.entry, kSurveySniffBytes).value_or("");
  size_t first = prefix.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  if (first != std::string::npos && prefix.compare(first, 4, "null") == 0) return;
  RecordCutterOptions options;
  options.scanner.record_keys = kIndexKeys;
  options.frame_bytes = 256 * 1024;
  options.max_record_bytes = args_.options.max_record_bytes;
  RecordCutter cutter(**stream, options);
  RecordScanner scanner(options.scanner);
  JsonIndex index;
  Bytes frame, scratch;
  Arena arena;
  uint64_t offset = 0;
  std::vector<OversizeRecord> oversize;
  auto kind = entry.name == "groups.json"  ? Workspace::Kind::group
              : entry.name == "dms.json"   ? Workspace::Kind::direct
              : entry.name == "mpims.json" ? Workspace::Kind::group_direct
                                           : Workspace::Kind::channel;
  while (true) {
    auto more = cutter.next(frame, offset, oversize);
    if (!more) survey.findings.push_back(finding(Code::index_damaged, unreadable_message(more.error().message)));
    if (!more || !*more) break;
    JsonPiece piece;
    for (size_t at = 0; (piece = scanner.next(frame.view(), at, true)).kind != JsonPiece::Kind::end; at = piece.end) {
      std::string_view raw = frame.view().substr(piece.begin, piece.end - piece.begin);
      arena.reset();
      JsonRepairs repairs;
      auto outcome = read_record(index, scratch, raw, arena, repairs, [&](JsonCursor c) {
        return entry.name.ends_with("users.json") ? workspace_.add_user(c) : workspace_.add_conversation(c, kind);
      });
      if (outcome != RecordOutcome::read)
        survey.findings.push_back(
            finding(Code::index_entry,
                    outcome == RecordOutcome::repaired
                        ? fmt::format("The entry at offset {} of {} was repaired: {}.", offset + piece.begin, path,
                                      repairs.describe())
                        : fmt::format("The entry at offset {} of {} could not be read.", offset + piece.begin, path),
                    excerpt(raw)));
    }
  }
  for (const auto& large : oversize)
    survey.findings.push_back(finding(
        Code::index_entry, fmt::format("An entry of {} is too large and was left out.", path), excerpt(large.head)));
  bool is_list = first != std::string::npos && prefix[first] == '[';
  if (!is_list || cutter.unclosed())
    survey.findings.push_back(
        finding(Code::index_damaged,
                fmt::format("The file {} {}.", path, is_list ? "breaks off before its end" : "is not a list")));
}

SlackSource::Listed& SlackSource::listed(std::string_view id_or_name, std::string_view display) {
  const IndexedConversation* indexed = workspace_.conversation_by_name(id_or_name);
  if (!indexed) indexed = workspace_.conversation_by_id(id_or_name);
  std::string_view id = indexed ? indexed->row.id : id_or_name;
  auto it = listed_by_id_.find(id);
  if (it != listed_by_id_.end()) return *it->second;
  auto fresh = std::make_unique<Listed>();
  fresh->indexed = indexed;
  if (indexed) {
    fresh->row = indexed->row;
  } else {
    fresh->row = unindexed_conversation(workspace_.arena().copy(id));
    if (!display.empty()) fresh->row.display = workspace_.arena().copy(display);
  }
  if (fresh->row.display.empty()) fresh->row.display = fresh->row.id;
  Listed& kept = *conversations_.emplace_back(std::move(fresh));
  listed_by_id_.emplace(kept.row.id, &kept);
  return kept;
}

void SlackSource::list_entry(const LaidEntry& entry, Survey& survey) {
  switch (entry.role) {
    case EntryRole::index:
      break;
    case EntryRole::attachment:
      attachments_.add(container_, entry.entry, entry.name);
      break;
    case EntryRole::avatar:
      workspace_.set_avatar(entry.folder, attachments_.key_of(container_, entry.entry));
      break;
    case EntryRole::day_file: {
      std::string_view folder = entry.folder;
      std::string_view last = last_component(folder);
      bool known = workspace_.conversation_by_name(last) || workspace_.conversation_by_id(last);
      Listed& c = listed(known ? last : folder, last);
      if (!c.indexed && c.files.empty()) {
        survey.findings.push_back(finding(Code::unindexed_conversation,
                                          fmt::format("The folder \"{}\" is in no list of conversations.", folder)));
        survey.findings.back().conversation = display_of(c.row);
      }
      c.files.push_back({entry.entry, false});
      break;
    }
    case EntryRole::loose:
      list_loose(entry, survey);
      break;
    case EntryRole::other:
      survey.findings.push_back(
          finding(Code::not_carried_over, fmt::format("The file {} was not converted.", path_of(entry.entry))));
      break;
  }
}

void SlackSource::list_loose(const LaidEntry& entry, Survey& survey) {
  // Files that Slack itself puts beside the indexes are no messages, whatever is in them.
  constexpr std::string_view kNotMessages[] = {"canvases.json", "content_flags.json", "huddle_transcripts.json",
                                               "integration_logs.json", "lists.json"};
  auto prefix = container_.prefix(entry.entry, kSurveySniffBytes);
  Sniffed sniffed = prefix && !in_member_of(kNotMessages, entry.name) ? sniff(*prefix) : Sniffed();
  if (!sniffed.is_dump && !sniffed.is_messages) {
    bool is_empty = prefix && (*prefix == "[]" || *prefix == "[]\n" || *prefix == "null" || *prefix == "{}");
    if (!is_empty)
      survey.findings.push_back(
          finding(Code::not_carried_over, fmt::format("The file {} was not converted.", path_of(entry.entry))));
    return;
  }
  std::string_view stem = entry.name.substr(0, entry.name.rfind('.'));
  Listed& c = sniffed.is_dump ? listed(sniffed.channel, sniffed.name) : listed(stem, {});
  c.files.push_back({entry.entry, sniffed.is_dump});
  has_dumps_ = true;
}

void SlackSource::order_files(Survey& survey) {
  std::sort(conversations_.begin(), conversations_.end(),
            [](const auto& a, const auto& b) { return a->row.id < b->row.id; });
  for (auto& c : conversations_) {
    // By date, where several folders hold one conversation.
    std::stable_sort(c->files.begin(), c->files.end(), [&](const RecordFile& a, const RecordFile& b) {
      return last_component(container_.entries()[a.entry].name) < last_component(container_.entries()[b.entry].name);
    });
    c->first_file = uint32_t(streams_.size());
    for (const auto& f : c->files) {
      const ContainerEntry& e = container_.entries()[f.entry];
      streams_.push_back({path_of(f.entry), e.size});
      survey.input_bytes += e.packed_size;
    }
  }
}

void SlackSource::open_files_folder(Survey& survey) {
  const std::string path(kFilesFolder.value(args_.options));
  if (path.empty()) return;
  auto folder = open_container(args_.files, path);
  if (folder) {
    attachments_.add_all(std::move(*folder));
  } else {
    survey.findings.push_back(finding(
        Code::files_folder, fmt::format("The folder of attachments cannot be read: {}.", folder.error().message)));
  }
}

}  // namespace rsmf::slack
