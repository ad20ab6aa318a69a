// Converts a list of exports, each into a folder of its own.
#include <filesystem>
#include <iostream>

#include "rsmf/rsmf.hpp"

int main(int argc, char** argv) {
  if (argc < 3) return std::cerr << "usage: convert_files FOLDER EXPORT...\n", 2;
  int failed = 0;
  for (int i = 2; i < argc; ++i) {
    rsmf::ConvertOptions options;
    options.output = (std::filesystem::path(argv[1]) / std::filesystem::path(argv[i]).stem()).string();
    const auto summary = rsmf::convert({argv[i]}, options);
    if (!summary) {
      std::cerr << argv[i] << ": " << summary.error().message << "\n";
      ++failed;
      continue;
    }
    std::cout << argv[i] << ": " << summary->totals.events << " events in " << summary->totals.slices << " files\n";
  }
  return failed == 0 ? 0 : 2;
}
