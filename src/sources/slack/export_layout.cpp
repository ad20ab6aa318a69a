#include "sources/slack/export_layout.hpp"

#include <algorithm>
#include <iterator>

#include "base/arena.hpp"
#include "json/json_unescape.hpp"
#include "json/record_scanner.hpp"

namespace rsmf::slack {
namespace {

constexpr size_t kSniffBytes = 64 * 1024;
constexpr std::string_view kIndexFiles[] = {"channels.json", "dms.json",       "groups.json",
                                            "mpims.json",    "org_users.json", "users.json"};

bool is_index_file(std::string_view name) {
  return std::find(std::begin(kIndexFiles), std::end(kIndexFiles), name) != std::end(kIndexFiles);
}

// "2024-03-01.json", also "2024-03-01 (1).json".
bool is_day_file(std::string_view name) {
  if (name.size() < 15 || !name.ends_with(".json")) return false;
  for (size_t i = 0; i < 10; ++i) {
    bool dash = i == 4 || i == 7;
    if (dash ? name[i] != '-' : name[i] < '0' || name[i] > '9') return false;
  }
  return true;
}

bool has_component(std::string_view path, std::string_view component) {
  for (size_t at = 0; (at = path.find(component, at)) != path.npos; ++at)
    if ((at == 0 || path[at - 1] == '/') && path.substr(at + component.size()).starts_with('/')) return true;
  return false;
}

// The shallowest folder that holds an index file; without one, the folder above the folders of day files.
std::string find_root(const Container& container, bool& has_index) {
  const std::string* best = nullptr;
  size_t best_depth = 3;
  for (const auto& e : container.entries()) {
    size_t depth = size_t(std::count(e.name.begin(), e.name.end(), '/'));
    if (depth < best_depth && is_index_file(last_component(e.name))) {
      best = &e.name;
      best_depth = depth;
    }
  }
  has_index = best != nullptr;
  if (best) return best->substr(0, best->rfind('/') + 1);
  for (const auto& e : container.entries()) {
    if (!is_day_file(last_component(e.name))) continue;
    size_t slash = e.name.rfind('/');
    if (slash == std::string::npos) return "";
    size_t above = slash == 0 ? std::string::npos : e.name.rfind('/', slash - 1);
    return above == std::string::npos ? "" : e.name.substr(0, above + 1);
  }
  return "";
}

LaidEntry lay(std::string_view name, size_t entry) {
  LaidEntry laid{entry, EntryRole::other, name, {}};
  size_t slash = name.rfind('/');
  std::string_view file = last_component(name);
  if (slash == name.npos) {
    laid.role = is_index_file(file) ? EntryRole::index : file.ends_with(".json") ? EntryRole::loose : EntryRole::other;
  } else if (has_component(name, "__avatars")) {
    laid.role = EntryRole::avatar;
    laid.folder = last_component(name.substr(0, slash));
  } else if (has_component(name, "__uploads") || has_component(name, "attachments")) {
    laid.role = EntryRole::attachment;
  } else if (is_day_file(file)) {
    laid.role = EntryRole::day_file;
    laid.folder = name.substr(0, slash);
  }
  return laid;
}

// The string that follows the first member of that name.
std::string member_string(std::string_view text, std::string_view name) {
  std::string quoted = "\"" + std::string(name) + "\"";
  size_t at = text.find(quoted);
  if (at == text.npos) return {};
  at = text.find_first_not_of(" \t\r\n:", at + quoted.size());
  if (at == text.npos || text[at] != '"') return {};
  size_t end = at + 1;
  while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
  if (end >= text.size()) return {};
  Arena arena;
  JsonTextFaults faults;
  return std::string(json_text(text.substr(at + 1, end - at - 1), arena, faults));
}

int probe_index(const Container& container, const Layout& layout, std::string& why) {
  bool users = false, conversations = false, day_files = false;
  for (const auto& e : layout.entries) {
    day_files = day_files || e.role == EntryRole::day_file;
    if (e.role != EntryRole::index) continue;
    auto prefix = container.prefix(e.entry, kSniffBytes);
    if (!prefix) continue;
    size_t first = prefix->find_first_not_of("\xEF\xBB\xBF \t\r\n");
    bool list = first != std::string::npos && ((*prefix)[first] == '[' || prefix->compare(first, 4, "null") == 0);
    (e.name.ends_with("users.json") ? users : conversations) |= list;
  }
  if (!users && !conversations) return 0;
  why = std::string(users ? "users.json" : "") + (users && conversations ? " and " : "") +
        (conversations ? "indexes of conversations" : "") + " as in a Slack export" +
        (day_files ? ", with folders of day files" : ", without messages");
  return users && conversations ? 95 : day_files ? 85 : 40;
}

}  // namespace

std::string_view last_component(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

Layout lay_out(const Container& container) {
  Layout layout;
  layout.root = find_root(container, layout.has_index);
  for (size_t i = 0; i < container.entries().size(); ++i) {
    std::string_view name = container.entries()[i].name;
    if (name.starts_with(layout.root)) {
      layout.entries.push_back(lay(name.substr(layout.root.size()), i));
    } else {
      layout.entries.push_back({i, EntryRole::other, name, {}});
    }
  }
  return layout;
}

Sniffed sniff(std::string_view prefix) {
  Sniffed result;
  if (prefix.starts_with("\xEF\xBB\xBF")) prefix.remove_prefix(3);
  size_t first = prefix.find_first_not_of(" \t\r\n");
  if (first == prefix.npos || (prefix[first] != '{' && prefix[first] != '[')) return result;
  if (prefix[first] == '{' && find_member_array(prefix, "messages") > 0) {
    std::string_view head = prefix.substr(0, find_member_array(prefix, "messages"));
    result.channel = member_string(head, "channel_id");
    result.name = member_string(head, "name");
    result.is_dump = !result.channel.empty();
  } else {
    // "1700000010.000100": seconds and six digits, which no other chat's messages have under this name.
    std::string ts = member_string(prefix, "ts");
    result.is_messages = ts.size() == 17 && ts[10] == '.' && !member_string(prefix, "type").empty();
  }
  return result;
}

int probe(const Container& container, std::string& why) {
  Layout layout = lay_out(container);
  if (int sure = layout.has_index ? probe_index(container, layout, why) : 0; sure > 0) return sure;
  int looked = 0;
  for (const auto& e : layout.entries) {
    if (e.role != EntryRole::day_file && e.role != EntryRole::loose) continue;
    if (++looked > 8) break;
    auto prefix = container.prefix(e.entry, kSniffBytes);
    if (!prefix) continue;
    Sniffed s = sniff(*prefix);
    if (s.is_dump) {
      why = "slackdump file with channel_id and messages";
      return 90;
    }
    if (s.is_messages) {
      why = "JSON messages with Slack's ts";
      return e.role == EntryRole::day_file ? 85 : 70;
    }
  }
  return 0;
}

}  // namespace rsmf::slack
