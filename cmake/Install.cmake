# cmake --install: the program, librsmf, its public headers, and what find_package(rsmf) needs.
include(CMakePackageConfigHelpers)
install(TARGETS rsmf_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS rsmf EXPORT rsmfTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/rsmf DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES docs/man/rsmf.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES docs/completions/rsmf.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME rsmf)
install(FILES docs/completions/_rsmf DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES docs/completions/rsmf.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(EXPORT rsmfTargets NAMESPACE rsmf:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/rsmf)
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/rsmfConfig.cmake CONTENT
"include(\${CMAKE_CURRENT_LIST_DIR}/Dependencies.cmake)
include(\${CMAKE_CURRENT_LIST_DIR}/rsmfTargets.cmake)
" @ONLY)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/rsmfConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/rsmfConfig.cmake ${CMAKE_BINARY_DIR}/rsmfConfigVersion.cmake
  cmake/Dependencies.cmake DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/rsmf)
