// Runs a fuzz target over the files of a corpus, without a fuzzer: any compiler, in the ordinary tests.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

void run(const std::string& bytes) {
  // A copy of the exact size, so that a sanitizer sees the first byte read beyond it.
  std::vector<uint8_t> exact(bytes.begin(), bytes.end());
  LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

}  // namespace

int main(int count, char** arguments) {
  size_t files = 0, variants = 0;
  for (int i = 1; i < count; ++i) {
    if (!std::filesystem::exists(arguments[i])) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(arguments[i])) {
      if (!entry.is_regular_file()) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      std::string bytes((std::istreambuf_iterator<char>(in)), {});
      std::fprintf(stderr, "%s\n", entry.path().c_str());
      auto start = std::chrono::steady_clock::now();
      run(bytes);
      ++files;
      // Cut anywhere, an export is still an export: a record may be lost, nothing else.
      size_t step = bytes.size() / 64 + 1;
      for (size_t cut = 0; cut < bytes.size(); cut += step, ++variants) run(bytes.substr(0, cut));
      // One byte spoiled at a time.
      for (size_t at = 0; at < bytes.size(); at += step, ++variants) {
        std::string spoiled = bytes;
        spoiled[at] = char(spoiled[at] ^ (at % 2 ? 0x80 : 0x02));
        run(spoiled);
      }
      auto took = std::chrono::steady_clock::now() - start;
      if (took > std::chrono::seconds(20)) {
        std::fprintf(stderr, "  too slow\n");
        return 1;
      }
    }
  }
  std::printf("%zu files, %zu variants\n", files, variants);
  return files == 0 ? 77 : 0;  // 77: nothing to replay, reported as skipped
}
