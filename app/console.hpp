// The two streams that a person or a program reads.
#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

namespace rsmf::app {

/// Results go to standard output, everything else to standard error. A reader that went away is not an error. What
/// prints may be called from several threads.
class Console {
 public:
  /// Looks at the streams and at NO_COLOR and TERM.
  Console();

  /// To standard output.
  void print(std::string_view text);
  /// One line "rsmf: ..." to standard error. Control characters in it are made harmless.
  void complain(std::string_view message);
  /// To standard error, as it is.
  void note(std::string_view text);
  /// A line on a terminal's standard error that the next one replaces; empty: none.
  void show_status(std::string_view line);

  bool status_possible() const { return error_is_terminal_; }
  /// For words on standard output that shall stand out; as it is where that is not wanted.
  std::string strong(std::string_view text) const;
  /// Columns of the terminal behind standard error; 80 if unknown.
  size_t width() const;
  /// Columns of the terminal behind standard output; 80 if it is none.
  size_t output_width() const;
  /// Whether standard output wants colour.
  bool colour() const { return colour_; }
  /// The reader of standard output went away, or it cannot be written: nothing more need be made.
  bool output_gone() const { return output_gone_; }
  /// Why standard output could not be written; empty if it could.
  const std::string& output_error() const { return output_error_; }

 private:
  void put_status(std::string_view line);

  std::mutex mutex_;  // guards both streams and what is below
  bool colour_ = false, error_is_terminal_ = false;
  bool output_gone_ = false, status_shown_ = false;
  std::string output_error_;
};

/// True if colour is wanted on a stream. REQUIRES: null for variables that are not set.
bool wants_colour(bool is_terminal, const char* no_color, const char* term);

}  // namespace rsmf::app
