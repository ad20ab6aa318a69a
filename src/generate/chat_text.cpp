#include "generate/chat_text.hpp"

#include <algorithm>

#include "generate/random.hpp"

namespace rsmf {

namespace {

constexpr uint32_t kVeryShort = 220'000;  // per million messages
constexpr uint32_t kEmojiChance = 120'000;
constexpr uint32_t kLink = 30'000;
constexpr uint32_t kMention = 60'000;
constexpr uint32_t kTwoLines = 30'000;
constexpr uint32_t kQuotes = 40'000;
constexpr uint32_t kMarkup = 15'000;  // text with < > &, which formats must escape
constexpr uint32_t kAccent = 12'000;  // per million words

/// How many words may follow a pair. Chosen so that the text of a WhatsApp export deflates about 3 : 1 and an RSMF
/// manifest about 4 : 1, as real chat does.
constexpr uint32_t kBranches = 8;

class Composer {
 public:
  Composer(uint64_t seed, const Vocabulary& vocabulary, std::span<const uint32_t> people, ChatText& into)
      : random_(seed), vocabulary_(vocabulary), people_(people), into_(into) {
    into_.letters.clear();
    into_.parts.clear();
  }

  void message() {
    if (random_.chance(kVeryShort)) {
      words(vocabulary_.replies[random_.below(static_cast<uint32_t>(vocabulary_.replies.size()))]);
    } else {
      prose();
    }
    if (random_.chance(kEmojiChance)) {
      words(" ");
      words(chat_emoji()[random_.below(static_cast<uint32_t>(chat_emoji().size()))]);
    }
    close();
  }

 private:
  void prose() {
    if (!people_.empty() && random_.chance(kMention)) mention();
    const uint32_t count = 4 + random_.below(18) + random_.below(18);
    const uint32_t line_break = random_.chance(kTwoLines) ? count / 2 : count;
    const uint32_t quoted = random_.chance(kQuotes) ? count / 3 : count;
    if (random_.chance(kMarkup)) words("if x < 3 && y > 4 then ");
    bool capital = true;
    for (uint32_t i = 0; i < count; ++i) {
      if (i == quoted) words("\"");
      word(capital);
      capital = false;
      if (i == quoted) words("\"");
      if (i + 1 == count) break;
      if (i == line_break) {
        words("\n");
      } else if (i % 9 == 8) {
        words(". ");
        capital = true;
      } else {
        words(i % 7 == 6 ? ", " : " ");
      }
    }
    if (random_.chance(kLink)) link();
    static constexpr std::string_view kEnds[] = {"", ".", "", "!", "?", ""};
    words(kEnds[random_.below(6)]);
  }

  void word(bool capital) {
    if (random_.chance(kAccent)) {
      words(accented_words()[random_.below(static_cast<uint32_t>(accented_words().size()))]);
      return;
    }
    // The fan-out is skewed (the smaller of two draws), and so is the choice of words (a product of two uniforms).
    const uint32_t branch = std::min(random_.below(kBranches), random_.below(kBranches));
    const uint64_t hash = mix((uint64_t{before_last_} << 32) | last_, branch);
    const uint64_t skewed = ((hash & 0xffff) * ((hash >> 16) & 0xffff)) >> 16;
    const auto next = static_cast<uint32_t>((skewed * vocabulary_.words.size()) >> 16);
    before_last_ = last_;
    last_ = next;
    const size_t at = into_.letters.size();
    words(vocabulary_.words[next]);
    char& first = into_.letters[at];
    if (capital && first >= 'a' && first <= 'z') first = static_cast<char>(first - 'a' + 'A');
  }

  void words(std::string_view text) { into_.letters += text; }

  void close() {
    const auto end = static_cast<uint32_t>(into_.letters.size());
    if (end > begin_) into_.parts.push_back({ChatPart::Kind::words, begin_, end, 0});
    begin_ = end;
  }

  void mention() {
    close();
    into_.parts.push_back(
        {ChatPart::Kind::mention, begin_, begin_, people_[random_.below(static_cast<uint32_t>(people_.size()))]});
    words(" ");
  }

  void link() {
    words(" ");
    close();
    words("https://example.com/");
    words(vocabulary_.words[last_]);
    words("/");
    words(std::to_string(random_.below(10'000)));
    into_.parts.push_back({ChatPart::Kind::link, begin_, static_cast<uint32_t>(into_.letters.size()), 0});
    begin_ = static_cast<uint32_t>(into_.letters.size());
  }

  Random random_;
  const Vocabulary& vocabulary_;
  std::span<const uint32_t> people_;
  ChatText& into_;
  uint32_t begin_ = 0, last_ = 0, before_last_ = 0;
};

}  // namespace

void compose(uint64_t seed, const Vocabulary& vocabulary, std::span<const uint32_t> people, ChatText& into) {
  Composer(seed, vocabulary, people, into).message();
}

}  // namespace rsmf
