#include "generate/generate.hpp"

#include "app/commands/commands.hpp"
#include "app/exit_code.hpp"

namespace rsmf::app {

int run_generate(const Config& config, Console& console) {
  if (config.generate.output.empty()) {
    console.complain("generate needs a place to write to: -o FILE");
    return kNotDone;
  }
  GenerateOptions options = config.generate;
  options.format = config.arguments[0];
  if (auto done = generate(options); !done) {
    console.complain(done.error().message);
    return exit_code(done.error().kind);
  }
  return kClean;
}

}  // namespace rsmf::app
