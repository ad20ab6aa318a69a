// One pass over the text of a chat, which decides all that must be decided from the whole.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "rsmf/source_options.hpp"
#include "sources/whatsapp/chat.hpp"
#include "sources/whatsapp/date_order.hpp"
#include "sources/whatsapp/record_text.hpp"
#include "sources/whatsapp/text_stream.hpp"

namespace rsmf::whatsapp {

/// Memory does not grow with the file: what is gathered has limits.
struct SurveyLimits {
  size_t templates = 32;
  size_t authors = 20'000;
  size_t transitions = 100'000;
  size_t line_bytes = 1024 * 1024;  ///< of a longer line only so much is looked at
};

class ChatSurvey {
 public:
  /// Gathers authors and notices by the template `shape`, or by that of the first header.
  ChatSurvey(const PhraseBook& book, const SourceOptions& options, std::optional<HeaderShape> shape = {})
      : book_(book), options_(options), locked_(shape) {}

  /// Reads the whole text. After an error, what was read before it counts.
  Result<void> read(TextStream& text);
  /// The template that most lines have; nothing if there is no header at all.
  std::optional<HeaderShape> winner() const;
  /// The template that authors and notices were gathered by.
  std::optional<HeaderShape> locked() const { return locked_; }
  /// True if some line has a date that exists in the order that was decided. REQUIRES: finish() was called.
  bool has_dates() const { return has_dates_; }

  /// Fills header, marks_app_text, authors, you, custodian, roster, type and, if it is empty, name. Findings are
  /// about the file `file`. REQUIRES: winner() == locked(), and chat.zone is set.
  void finish(Chat& chat, uint32_t file, std::vector<Finding>& findings);
  /// True if, once finished, times never go back.
  bool in_order() const { return in_order_; }

 private:
  struct Candidate {
    HeaderShape shape;
    DateEvidence dates;
  };
  struct RawTransition {
    HeaderFields fields;
    uint32_t person;  // in people_
    bool joined;
  };
  void add_line(std::string_view line);
  void add_record(const Header& header, std::string_view rest);
  void add_notice(const HeaderFields& fields, const PhraseMatch& match);
  void add_transition(const HeaderFields& fields, std::string_view name, bool you, bool joined);
  /// Of a spelling that is not remembered; null if there are too many.
  AuthorFacts* new_author(std::string_view raw);
  const Candidate* candidate(HeaderShape shape) const;
  void decide_order(Chat& chat, const Candidate& dates, std::vector<Finding>& findings, Origin origin);
  void decide_people(Chat& chat, std::vector<Finding>& findings, Origin origin);
  void decide_name(Chat& chat);
  void fill_roster(Chat& chat) const;

  const PhraseBook& book_;
  const SourceOptions& options_;
  std::optional<HeaderShape> locked_, first_;
  SurveyLimits limits_;
  std::vector<Candidate> candidates_;
  size_t last_candidate_ = 0;
  Authors authors_;
  std::unordered_map<std::string, AuthorFacts*, TextHash, std::equal_to<>> by_spelling_;
  Authors tight_;  // what stands before a colon without a blank
  std::vector<RawTransition> transitions_;
  std::vector<std::string> people_;
  std::unordered_map<std::string, uint32_t> person_index_;
  std::string subject_, scratch_;
  bool group_ = false, you_named_ = false, app_marks_ = false, overflow_ = false, in_order_ = true, has_dates_ = false;
};

}  // namespace rsmf::whatsapp
