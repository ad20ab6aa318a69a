// What stands behind a header: a person's words, words that the app puts into a person's mouth, or a notice.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sources/whatsapp/chat.hpp"
#include "sources/whatsapp/phrase_book.hpp"

namespace rsmf::whatsapp {

inline constexpr size_t kMaxAuthorBytes = 256;
/// A notice is one line, and not a long one; beyond this it is not looked for.
inline constexpr size_t kMaxNoticeBytes = 2048;

/// Where the author ends and where the text begins; author_end == npos if there is no author.
struct AuthorSplit {
  size_t author_end = std::string_view::npos;
  size_t text = 0;
};
/// Splits at the first ": ", or at ":" where that ends the line. `rest` may hold several lines.
AuthorSplit split_author(std::string_view rest);
/// Splits at the first ":" whatever follows.
AuthorSplit split_author_tightly(std::string_view rest);

/// True if no notice can begin with `author`, so that what follows is certainly somebody's message.
bool is_plain_author(const PhraseBook& book, std::string_view author);

/// The body of an authored record, taken apart. Views point into the body, or, for `match`, into `scratch` too.
struct BodyParts {
  enum class Kind : uint8_t { message, notice, unknown_notice };
  Kind kind = Kind::message;
  std::string_view text;        ///< without the marks that became fields
  std::string_view attachment;  ///< file name, or empty
  bool edited = false, deleted = false;
  PhraseMatch match;  ///< of the notice or placeholder, if phrase is not null
};
/// `strict`: the app's own text is always marked, so that nothing else is taken for it.
BodyParts take_apart(const PhraseBook& book, std::string_view body, bool strict, bool line_marked,
                     std::string& scratch);

/// The notice that `text` (without author) is; false if no table has it.
bool find_notice(const PhraseBook& book, std::string_view text, PhraseMatch& match, std::string& scratch);

/// The persons of a list such as "A, B and C". Names that `authors` knows are not split. Empty for an empty list.
std::vector<std::string_view> split_persons(const PhraseBook& book, std::string_view list, const Authors& authors);

/// `text` without quotation marks around it.
std::string_view unquoted(std::string_view text);

}  // namespace rsmf::whatsapp
