// A folder as it lies on disk, to be compared.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

namespace rsmf::test {

using Tree = std::map<std::string, std::string>;  ///< relative path -> content; folders end in '/'

/// All below `folder`; empty if there is none.
inline Tree tree_of(const std::filesystem::path& folder) {
  Tree tree;
  if (!std::filesystem::exists(folder)) return tree;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    std::string name = std::filesystem::relative(entry.path(), folder).string();
    if (entry.is_directory()) {
      tree[name + "/"];
      continue;
    }
    std::ifstream in(entry.path(), std::ios::binary);
    tree[name] = {std::istreambuf_iterator<char>(in), {}};
  }
  return tree;
}

}  // namespace rsmf::test
