// Shows what is in an .rsmf file: headers, entries of rsmf.zip, and what a strict reader would have refused.
#include <iostream>

#include "rsmf/rsmf.hpp"

int main(int argc, char** argv) {
  if (argc != 2) return std::cerr << "usage: list_rsmf FILE\n", 2;
  auto reader = rsmf::RsmfReader::open(argv[1]);
  if (!reader) return std::cerr << reader.error().message << "\n", 2;
  for (const auto& header : reader->headers()) std::cout << header.name << ": " << header.value << "\n";
  for (const auto& entry : reader->entries()) std::cout << entry.size << " bytes  " << entry.name << "\n";
  for (const rsmf::Breach& breach : reader->tolerated()) {
    const rsmf::Rule& rule = rsmf::rule(breach.rule);
    std::cout << rule.code << " " << rule.title << (breach.message.empty() ? "" : ": ") << breach.message << "\n";
  }
}
