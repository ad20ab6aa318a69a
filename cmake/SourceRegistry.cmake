# Writes the list of source formats from the folder names below src/sources: a new format is one new folder.
# A folder NAME must define `extern const rsmf::SourceFormat NAME_format` in namespace rsmf. Folders that begin with
# an underscore are templates.
file(GLOB folders LIST_DIRECTORIES true CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/sources/*)
set(declarations "")
set(entries "")
list(SORT folders)
foreach(folder ${folders})
  get_filename_component(name ${folder} NAME)
  if(IS_DIRECTORY ${folder} AND NOT name MATCHES "^_" AND EXISTS ${folder}/${name}.cpp)
    string(APPEND declarations "extern const SourceFormat ${name}_format;\n")
    string(APPEND entries "    &${name}_format,\n")
  endif()
endforeach()
set(rsmf_registry ${CMAKE_BINARY_DIR}/registry.cpp)
file(CONFIGURE OUTPUT ${rsmf_registry} CONTENT
"// Generated from the folders of src/sources.
#include \"sources/source.hpp\"

namespace rsmf {

${declarations}
std::span<const SourceFormat* const> all_formats() {
  static constexpr const SourceFormat* kFormats[] = {
${entries}  };
  return kFormats;
}

}  // namespace rsmf
" @ONLY)
