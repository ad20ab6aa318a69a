// The floor: what no program can do without that makes RSMF of an export. It is not a converter: nothing it writes can
// be read. It shows how fast the machine is, in the same minute, at the work that cannot be spared.
//
// It does, with the libraries that rsmf uses, called directly (only base64 in lines is rsmf's own code, as no library
// has it):
//   - reads the input once to take its SHA-256, and once to parse it;
//   - inflates the members of a zip, whole, and checks their CRC-32;
//   - finds the tokens of JSON (simdjson, first stage) and looks at the first byte of each, or the lines of a text;
//   - for each .rsmf file of a finished conversion: deflates (ISA-L, level 2) as many bytes as its manifest has, of
//     manifests of that conversion, takes their CRC-32, puts them into base64, fills up with text to the size of that
//     file, takes its SHA-256, and writes it: by itself, or one behind the other into one pack.
// It leaves out all that is between: it never learns what a record means, keeps no people, conversations or times,
// writes no JSON, no headers, no reports, sorts nothing, spills nothing, keeps no order and moves nothing into place.
// Threads take the next piece (a member, a range of 512 KiB, a file) from one counter; the SHA-256 of the input is one
// piece, the first. With --stages it also says what each stage took, summed over threads.
#include <atomic>
#include <chrono>
#include <cstring>
#include <string_view>
#include <thread>
#include <vector>

#include "floor/input_work.hpp"
#include "floor/output_work.hpp"

namespace floor_bench {
namespace {

struct Work {
  const InputWork& input;
  const OutputWork& output;
  std::atomic<size_t> next = 0;
  std::atomic<uint64_t> records = 0, deflated = 0;
};

void do_pieces(Work& work, Stages& stages) {
  for (;;) {
    const size_t piece = work.next++;
    if (piece == 0)
      work.input.hash(stages);
    else if (piece <= work.input.pieces())
      work.records += work.input.read(piece - 1, stages);
    else if (piece <= work.input.pieces() + work.output.files())
      work.deflated += work.output.write(piece - 1 - work.input.pieces(), stages);
    else
      return;
  }
}

int run(int argc, char** argv) {
  unsigned threads = 1;
  bool pack = false, timed = false;
  std::vector<std::string> names;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--pack")
      pack = true;
    else if (word == "--stages")
      timed = true;
    else if (word == "--threads" && i + 1 < argc)
      threads = static_cast<unsigned>(std::atoi(argv[++i]));
    else
      names.emplace_back(word);
  }
  if (names.size() != 4 || threads == 0)
    give_up("usage: floor [--threads N] [--pack] [--stages] INPUT PLAN PAYLOAD FOLDER");
  const InputWork input(names[0]);
  const OutputWork output(names[1], names[2], names[3], pack);
  Work work{input, output};
  std::vector<Stages> stages;
  for (unsigned i = 0; i < threads; ++i) stages.emplace_back(timed);
  {
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < threads; ++i) others.emplace_back([&, i] { do_pieces(work, stages[i]); });
    do_pieces(work, stages[0]);
  }
  std::printf("{\"records\": %llu, \"files\": %zu, \"deflated_bytes\": %llu",
              static_cast<unsigned long long>(work.records), output.files(),
              static_cast<unsigned long long>(work.deflated));
  for (size_t i = 0; timed && i < kStageNames.size(); ++i) {
    double spent = 0;
    for (const Stages& one : stages) spent += one.spent[i];
    std::printf(", \"%s\": %.4f", kStageNames[i], spent);
  }
  std::printf("}\n");
  return 0;
}

}  // namespace
}  // namespace floor_bench

int main(int argc, char** argv) {
  return floor_bench::run(argc, argv);
}
