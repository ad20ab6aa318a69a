#include "sources/whatsapp/locate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/utf8.hpp"
#include "sources/whatsapp/header.hpp"
#include "sources/whatsapp/marks.hpp"
#include "sources/whatsapp/record_text.hpp"
#include "sources/whatsapp/text_stream.hpp"

namespace rsmf::whatsapp {
namespace {

constexpr size_t kPrefix = 64 * 1024;
constexpr size_t kLines = 200;

std::string_view file_part(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::string stem_of(std::string_view path, std::string_view ending) {
  std::string_view file = file_part(path);
  if (file.size() > ending.size() && fold_case(file.substr(file.size() - ending.size())) == ending)
    file.remove_suffix(ending.size());
  return to_nfc(file);
}

bool is_text(std::string_view name) {
  return name.size() > 4 && fold_case(name.substr(name.size() - 4)) == ".txt";
}

/// The first lines as UTF-8.
std::string beginning(const Container& container, size_t entry) {
  auto source = container.open(entry);
  if (!source) return {};
  TextStream stream(std::move(*source));
  std::string text(kPrefix, '\0');
  size_t size = 0;
  while (size < text.size()) {
    auto read = stream.read({text.data() + size, text.size() - size});
    if (!read || *read == 0) break;
    size += *read;
  }
  text.resize(size);
  return text;
}

/// "NAME" of "WhatsApp Chat - NAME.zip".
std::string name_of_zip(const Container& container, const PhraseBook& book) {
  if (container.kind() == Container::Kind::file) return {};
  return std::string(book.chat_name_of(stem_of(container.path(), ".zip")));
}

}  // namespace

int judge_text(std::string_view text, const PhraseBook& book, std::string& why) {
  size_t lines = 0, headers = 0, authors = 0;
  bool first = false, encryption = false;
  std::string scratch;
  while (!text.empty() && lines < kLines) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (trim_end(line).empty()) continue;
    ++lines;
    Header header;
    if (!parse_header(line, header)) continue;
    bool possible = false;
    for (DateOrder order : {DateOrder::dmy, DateOrder::mdy, DateOrder::ymd}) {
      CivilTime civil;
      possible |= fits(order, header.shape) && to_civil(header.fields, order, civil);
    }
    if (!possible) continue;
    ++headers;
    first |= lines == 1;
    std::string_view rest = line.substr(header.rest);
    AuthorSplit split = split_author(rest);
    bool authored = split.author_end != std::string_view::npos;
    authors += authored;
    PhraseMatch match;
    for (std::string_view part : {rest, authored ? rest.substr(split.text) : std::string_view()})
      encryption = encryption ||
                   (find_notice(book, part, match, scratch) && match.kind() == PhraseKind::encryption);
  }
  if (headers == 0 || (!encryption && authors == 0)) return 0;
  why = fmt::format("{} of the first {} lines begin with date and time as WhatsApp writes them", headers, lines);
  if (encryption) {
    why += ", and one is WhatsApp's encryption notice";
    return 98;
  }
  if (first && headers * 2 >= lines) return 80;
  return first || headers * 2 >= lines ? 60 : headers * 10 >= lines ? 30 : 0;
}

int judge_file(const Container& container, size_t entry, const PhraseBook& book, std::string& why) {
  return judge_text(beginning(container, entry), book, why);
}

std::vector<ChatFile> locate_chats(const Container& container, const PhraseBook& book, size_t max_judged) {
  std::vector<ChatFile> chats;
  std::set<std::string, std::less<>> named;  // folders with a chat of a known name
  const auto& entries = container.entries();
  std::string zip_name = name_of_zip(container, book);
  bool single = container.kind() == Container::Kind::file;
  for (size_t i = 0; i < entries.size(); ++i) {
    std::string_view path = entries[i].name;
    if (!is_text(path) && !single) continue;
    std::string stem = stem_of(path, ".txt");
    std::string name(book.chat_name_of(stem));
    bool ios = stem.starts_with("_chat");
    if (!ios && name.empty()) continue;
    std::string folder(path.substr(0, path.size() - file_part(path).size()));
    // A folder may be an unpacked zip: "WhatsApp Chat - NAME/_chat.txt".
    if (name.empty() && !folder.empty())
      name = book.chat_name_of(to_nfc(file_part(std::string_view(folder).substr(0, folder.size() - 1))));
    if (name.empty()) name = zip_name;
    named.insert(folder);
    chats.push_back({i, std::move(folder), std::move(name)});
  }
  for (size_t i = 0; i < entries.size(); ++i) {
    std::string_view path = entries[i].name;
    if (!is_text(path) && !single) continue;
    std::string folder(path.substr(0, path.size() - file_part(path).size()));
    if (named.contains(folder)) continue;
    if (max_judged-- == 0) break;
    std::string why;
    if (judge_file(container, i, book, why) >= 30) chats.push_back({i, folder, {}});
  }
  std::sort(chats.begin(), chats.end(), [](const ChatFile& a, const ChatFile& b) { return a.entry < b.entry; });
  return chats;
}

}  // namespace rsmf::whatsapp
