// Asking programs that are not ours what they think of a file.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace rsmf::test {

/// Output and exit code of a shell command.
struct Outcome {
  int exit_code = -1;
  std::string output;
};
inline Outcome run(const std::string& command) {
  Outcome outcome;
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return outcome;
  std::array<char, 4096> buffer;
  for (size_t n; (n = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) outcome.output.append(buffer.data(), n);
  int status = pclose(pipe);
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return outcome;
}

/// The folder of the published JSON schemas; empty if they are not here.
inline std::string schema_folder() {
  const char* stated = std::getenv("RSMF_SCHEMA");
  std::filesystem::path folder = stated ? stated : std::filesystem::path(RSMF_SOURCE_DIR) / ".." / "shared" / "schema";
  return std::filesystem::exists(folder / "rsmf_schema_2_0_0.json") ? folder.string() : std::string();
}

/// A file of these bytes, gone at the end of the scope.
class TemporaryFile {
 public:
  TemporaryFile(std::string_view bytes, std::string_view extension) {
    static int number = 0;
    path_ = testing::TempDir() + "rsmf-" + std::to_string(getpid()) + "-" + std::to_string(number++) +
            std::string(extension);
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// What the judge in tests/judges (Python's mail, zip and JSON readers, unzip, and the published schemas where they are
/// here) finds wrong with the files, but for the rules in `allowed`; empty if nothing. It starts once for all of them.
inline std::string judge_rsmf(const std::vector<std::string>& files, const std::vector<std::string>& allowed = {}) {
  std::deque<TemporaryFile> written;
  std::string paths;
  for (const std::string& bytes : files) paths += " " + written.emplace_back(bytes, ".rsmf").path();
  std::string schema = schema_folder();
  // Debian's own interpreter: it is the one that has python3-jsonschema.
  Outcome outcome = run((schema.empty() ? "" : "RSMF_SCHEMA='" + schema + "' ") +
                        "/usr/bin/python3 " RSMF_SOURCE_DIR "/tests/judges/read_rsmf.py" + paths);
  std::string problems;
  std::istringstream lines(outcome.output);
  for (std::string line; std::getline(lines, line);) {
    auto is_code = [&](const std::string& code) { return line.find(": W " + code + " ") != std::string::npos; };
    if (std::none_of(allowed.begin(), allowed.end(), is_code)) problems += line + "\n";
  }
  bool finished = outcome.exit_code == (outcome.output.empty() ? 0 : 1);
  return finished ? problems : "exit " + std::to_string(outcome.exit_code) + ": " + problems;
}

}  // namespace rsmf::test
