// Lists the events of any export that rsmf can read, in the order in which they stand there.
#include <iostream>

#include "rsmf/rsmf.hpp"

int main(int argc, char** argv) {
  if (argc != 2) return std::cerr << "usage: list_events EXPORT\n", 2;
  auto stream = rsmf::EventStream::open(argv[1]);
  if (!stream) return std::cerr << stream.error().message << "\n", 2;
  for (const rsmf::Event& e : *stream) {
    std::cout << stream->conversation(e).display << " | " << stream->participant(e).display << ": " << e.body << "\n";
  }
  if (!stream->error().empty()) return std::cerr << stream->error() << "\n", 1;
}
