#include "app/console.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "base/utf8.hpp"

namespace rsmf::app {
namespace {

/// 0, or the system's error.
int write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<size_t>(written));
  }
  return 0;
}

size_t columns_of_terminal(int file) {
  winsize size{};
  if (ioctl(file, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

}  // namespace

bool wants_colour(bool is_terminal, const char* no_color, const char* term) {
  const bool refused = no_color && *no_color;
  const bool dumb = !term || std::strcmp(term, "dumb") == 0;
  return is_terminal && !refused && !dumb;
}

Console::Console()
    : colour_(wants_colour(isatty(STDOUT_FILENO) != 0, std::getenv("NO_COLOR"), std::getenv("TERM"))),
      // Control sequences for the status line need the same of a terminal as colour does, apart from the wish.
      error_is_terminal_(wants_colour(isatty(STDERR_FILENO) != 0, nullptr, std::getenv("TERM"))) {}

void Console::print(std::string_view text) {
  std::lock_guard lock(mutex_);
  if (output_gone_) return;
  put_status({});
  if (const int error = write_all(STDOUT_FILENO, text)) {
    output_gone_ = true;
    if (error != EPIPE) output_error_ = std::strerror(error);
  }
}

void Console::complain(std::string_view message) {
  std::lock_guard lock(mutex_);
  put_status({});
  constexpr size_t kLongest = 4000;  // a hostile name shall not fill the screen
  write_all(STDERR_FILENO, "rsmf: " + excerpt(message, kLongest) + "\n");
}

void Console::note(std::string_view text) {
  std::lock_guard lock(mutex_);
  put_status({});
  write_all(STDERR_FILENO, text);
}

void Console::show_status(std::string_view line) {
  std::lock_guard lock(mutex_);
  put_status(line);
}

/// REQUIRES: the lock is held.
void Console::put_status(std::string_view line) {
  if (!error_is_terminal_ || (line.empty() && !status_shown_)) return;
  write_all(STDERR_FILENO, "\r\x1b[K" + std::string(line));
  status_shown_ = !line.empty();
}

std::string Console::strong(std::string_view text) const {
  return colour_ ? "\x1b[1m" + std::string(text) + "\x1b[0m" : std::string(text);
}

size_t Console::width() const {
  return columns_of_terminal(STDERR_FILENO);
}

size_t Console::output_width() const {
  return columns_of_terminal(STDOUT_FILENO);
}

}  // namespace rsmf::app
