#include <signal.h>

#include <exception>
#include <string>
#include <vector>

#include "app/console.hpp"
#include "app/exit_code.hpp"
#include "app/program.hpp"

int main(int argc, char** argv) {
  signal(SIGPIPE, SIG_IGN);  // a reader that goes away shows as a failed write
  rsmf::app::Console console;
  try {
    return rsmf::app::run_program(std::vector<std::string>(argv + (argc > 0), argv + argc), console);
  } catch (const std::bad_alloc&) {
    console.complain("out of memory");
    return rsmf::app::kNotDone;
  } catch (const std::exception& e) {
    console.complain(std::string(e.what()) + " (a bug of rsmf: please report it)");
    return rsmf::app::kBug;
  }
}
