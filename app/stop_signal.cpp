#include "app/stop_signal.hpp"

#include <signal.h>
#include <unistd.h>

#include "app/exit_code.hpp"

namespace rsmf::app {
namespace {

// A signal handler can reach nothing but what is static: the one such variable of the program.
std::atomic<bool> stop_wanted = false;
static_assert(std::atomic<bool>::is_always_lock_free);

void on_signal(int) {
  if (stop_wanted.exchange(true)) _exit(kInterrupted);
}

}  // namespace

const std::atomic<bool>& watch_stop_signals() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  // A closed terminal ends the run as politely; under nohup it does not.
  struct sigaction hangup {};
  if (sigaction(SIGHUP, nullptr, &hangup) == 0 && hangup.sa_handler != SIG_IGN) sigaction(SIGHUP, &action, nullptr);
  return stop_wanted;
}

}  // namespace rsmf::app
