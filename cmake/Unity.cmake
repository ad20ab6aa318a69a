# With RSMF_UNITY a target compiles all of its sources that share a folder as one file. Most of the time of a build goes into
# headers and templates that these files have in common (decision 0054).
option(RSMF_UNITY "Compile the sources of a folder as one file" OFF)

# unity_by_folder(TARGET): call it where the target is made, when it has all its sources. Names of one folder must differ,
# also those in anonymous namespaces.
function(unity_by_folder target)
  if(NOT RSMF_UNITY)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  target_compile_options(${target} PRIVATE -Wno-subobject-linkage)  # g++ takes the files of a group for headers
  get_target_property(sources ${target} SOURCES)
  foreach(source ${sources})
    if(source MATCHES "/fingerprinter\\.cpp$")  # includes xxhash.h in another form than its neighbour
      continue()
    endif()
    get_filename_component(folder ${source} DIRECTORY)
    file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR} ${folder})
    string(MAKE_C_IDENTIFIER "${target}_${folder}" group)
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${group})
  endforeach()
endfunction()
