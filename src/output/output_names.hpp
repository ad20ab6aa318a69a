// Names in the output folder: readable, unique, portable, and the same in every run.
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>

#include "slice/slice.hpp"

namespace rsmf {

/// Folder names for the conversations of one source, in order of first use.
class OutputNames {
 public:
  /// "general-C024BE91L": the conversation's name and its id or a short hash, which makes the folder unique.
  const std::string& folder(const ConversationRecord& channel);
  /// "2024-03-01.rsmf", "2024-03-01_002.rsmf".
  static std::string file(const Slice& slice);

  /// A name that was not returned before, ignoring case. It begins with `name`.
  std::string unique(std::string name);

 private:
  std::unordered_map<uint32_t, std::string> folders_;
  std::unordered_set<std::string> taken_;                  // case folded
  std::unordered_map<std::string, uint64_t> next_number_;  // by wanted name, case folded
};

}  // namespace rsmf
