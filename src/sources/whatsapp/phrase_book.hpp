// Finds the phrases of the language tables in the text of an export.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sources/whatsapp/phrase.hpp"

namespace rsmf::whatsapp {

/// A phrase that was found, with what stood in its places. Views point into the text that was searched.
struct PhraseMatch {
  const Phrase* phrase = nullptr;
  std::string_view actor, persons;   ///< {A}, {P}; empty where the phrase has none
  std::string_view text, last_text;  ///< the first and the last {T}
  bool actor_is_you = false, persons_are_you = false;
  PhraseKind kind() const { return phrase->kind; }
};

/// All phrases, compiled. Immutable once built; may be used by several threads.
class PhraseBook {
 public:
  PhraseBook();

  /// The system line that `text` is. REQUIRES: text is plain (see marks.hpp).
  bool find_system(std::string_view text, PhraseMatch& match) const;
  /// The phrase that begins with its own words and is the whole `text`: a placeholder, a mark, a notice without actor.
  bool find_whole(std::string_view text, PhraseMatch& match) const;
  /// Like find_whole(), but also finds phrases that begin with a place.
  bool find_any(std::string_view text, PhraseMatch& match) const;
  /// False if find_whole() would certainly find nothing, not even once `text` was made plain, unless that changes its
  /// first four bytes: mostly so.
  bool may_begin(std::string_view text) const;
  /// True for the beginning of a poll or an event.
  bool is_structured(std::string_view text) const;
  /// True if a system phrase could begin in, or have its first words in, `text`: cheap, and mostly false.
  bool may_be_system(std::string_view text) const;
  /// True if text[at, end) is the mark of an attached file of Android, "(file attached)".
  bool is_attached_mark(std::string_view mark) const;
  /// The rest of `text` after a phrase of that kind at its start, or null view.
  std::string_view after(PhraseKind kind, std::string_view text) const;
  bool is_you(std::string_view name) const;
  /// Words that join the last of several names.
  const std::vector<std::string_view>& and_words() const { return and_words_; }
  /// "Trip" of "WhatsApp Chat with Trip", or empty.
  std::string_view chat_name_of(std::string_view file_stem) const;

 private:
  enum class Place : uint8_t { literal, actor, persons, text };
  struct Segment {
    Place place;
    std::string_view literal;
  };
  struct Compiled {
    const Phrase* phrase = nullptr;
    uint32_t first = 0, count = 0;  // in segments_
    std::string_view anchor;        // the literal that the indexes know it by
    uint64_t head = 0, mask = 0;  // the first bytes of the anchor, as far as there is no apostrophe; and which they are
    uint32_t next = 0;            // in the chain of its bucket
    bool actor_is_you = false, persons_are_you = false, stop = false;
  };
  static constexpr size_t kBuckets = 4096;
  using Index = std::array<uint32_t, kBuckets>;  // heads of chains, 0 = none; entry i is compiled_[i - 1]
  static size_t bucket(const char* p);

  void compile(const Phrase& phrase);
  void put(Index& index, uint32_t entry);
  bool find_at(const Index& index, std::string_view text, size_t at, PhraseMatch& match) const;
  bool matches(const Compiled& compiled, std::string_view text, PhraseMatch& match) const;

  std::vector<Compiled> compiled_;
  std::vector<Segment> segments_;
  Index begin_{};   // phrases that begin with a literal
  Index inside_{};  // phrases that begin with a place
  std::vector<std::string_view> and_words_, you_words_, attached_marks_, heads_[3];
  std::vector<uint32_t> file_names_;
};

}  // namespace rsmf::whatsapp
