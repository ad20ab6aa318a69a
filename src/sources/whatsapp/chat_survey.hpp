// One pass over the text of a chat, which decides all that must be decided from the whole.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/arena.hpp"
#include "rsmf/source_options.hpp"
#include "sources/source.hpp"
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

  /// Reads the whole text, a few blocks of it at a time on all threads. After an error, what was read before it counts.
  Result<void> read(TextStream& text, const SourceArgs& args);
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
  /// A header of a part.
  struct Dated {
    HeaderFields fields;
    uint32_t candidate;
  };
  /// What in a part depends on who is known by then: an author comes for the first time, or a notice.
  struct Happening {
    const std::string* author = nullptr;  // a key of authors_; null: a notice
    std::string_view spelling;            // a key of by_spelling_, or empty
    HeaderFields fields;
    PhraseMatch match;
  };
  /// A block of the text by itself, to be appended to the survey of what stands before it.
  struct Part {};
  ChatSurvey(Part, const PhraseBook& book, const SourceOptions& options, HeaderShape shape)
      : book_(book), options_(options), locked_(shape), is_part_(true) {}
  bool find_header(std::string_view block);
  /// Makes it what it would be had it read the part's lines itself. False, and nothing is done, where a limit might
  /// have been met on the way.
  bool append(const ChatSurvey& part);
  bool has_room_for(const ChatSurvey& part) const;
  void append_dates(const ChatSurvey& part);
  void keep_notice(const HeaderFields& fields, const PhraseMatch& match);
  void add_lines(std::string_view block);
  void add_line(std::string_view line);
  void add_record(const Header& header, std::string_view rest);
  void add_notice(const HeaderFields& fields, const PhraseMatch& match);
  void add_transition(const HeaderFields& fields, std::string_view name, bool you, bool joined);
  /// Of a spelling that is not remembered; null if there are too many.
  AuthorFacts* new_author(std::string_view raw);
  const Candidate* candidate(HeaderShape shape) const;
  bool find_candidate(HeaderShape shape);
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
  // Of a part.
  const bool is_part_ = false;
  std::vector<Dated> dated_;
  std::vector<Happening> happenings_;
  Arena kept_{4096};  // the texts of its notices
  bool group_ = false, you_named_ = false, app_marks_ = false, overflow_ = false, full_ = false, in_order_ = true,
       has_dates_ = false;
};

}  // namespace rsmf::whatsapp
