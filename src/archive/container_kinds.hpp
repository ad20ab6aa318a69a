// The kinds of container behind open_container().
#pragma once

#include "archive/container.hpp"

namespace rsmf {

Result<std::unique_ptr<Container>> open_folder(FileSystem& files, const std::string& path,
                                               const ContainerLimits& limits);
Result<std::unique_ptr<Container>> open_zip(std::unique_ptr<RandomFile> file, const std::string& path,
                                            const ContainerLimits& limits);
/// `is_local`: the real disk has the file under `path`.
Result<std::unique_ptr<Container>> open_single_file(std::unique_ptr<RandomFile> file, const std::string& path,
                                                    bool is_local);

/// Order as in the table of container findings.
enum class ContainerTrouble { encrypted, escaping, method, ratio, duplicate, code_page, link, special };
const FindingSpec& container_finding(ContainerTrouble trouble);
/// `name`: of the entry.
Finding about(ContainerTrouble trouble, std::string name);

/// Names that operating systems leave behind and no exporter wrote.
bool is_ignored_name(std::string_view name);
/// Relative, without "..", drive letters or NUL.
bool is_safe_name(std::string_view name);

}  // namespace rsmf
