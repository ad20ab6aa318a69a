# Checks of the repository and of whole runs of the program. All are scripts for Debian's own python3.
set(RSMF_PYTHON /usr/bin/python3 CACHE FILEPATH "A python3 with jsonschema")
set(program $<TARGET_FILE:rsmf_program>)

if(NOT RSMF_SANITIZER)  # no program of ours runs
  add_test(NAME arrows COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/arrows)
  add_test(NAME layout COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/layout)
  add_test(NAME judges COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/judges/self_test.py)
  add_test(NAME examples_are_up_to_date COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/examples/make_examples.py --check)
endif()

# One test per fixture, from the directory listing.
file(GLOB watched CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/sources/*/fixtures/* ${CMAKE_SOURCE_DIR}/examples/*)
execute_process(COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/golden/fixtures.py OUTPUT_VARIABLE names
  COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n]+" names "${names}")
foreach(name ${names})
  add_test(NAME golden/${name} COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/golden/check ${program} ${name})
endforeach()
add_test(NAME golden_rarely COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/golden/rarely ${program})
set_tests_properties(golden_rarely PROPERTIES LABELS slow)

# The fuzz corpora, replayed without a fuzzer.
add_library(fuzz_replay OBJECT ${CMAKE_SOURCE_DIR}/fuzz/replay.cpp)
target_link_libraries(fuzz_replay PRIVATE rsmf_flags)
foreach(name ${fuzz_targets})
  add_executable(fuzz_replay_${name} ${fuzz_${name}_source})
  target_compile_definitions(fuzz_replay_${name} PRIVATE ${fuzz_${name}_definitions})
  target_link_libraries(fuzz_replay_${name} PRIVATE fuzz_replay test_support)
  add_test(NAME fuzz_replay_${name} COMMAND fuzz_replay_${name} ${fuzz_${name}_corpus})
  set_tests_properties(fuzz_replay_${name} PROPERTIES SKIP_RETURN_CODE 77)
endforeach()

# Public samples, where they are at hand.
foreach(format rsmf slack whatsapp)
  add_test(NAME samples/${format} COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/samples/check ${program} ${format})
  set_tests_properties(samples/${format} PROPERTIES SKIP_RETURN_CODE 77)
endforeach()

# What `./dev new-source` writes compiles and passes its own tests.
set(instance ${CMAKE_BINARY_DIR}/template/sources)
file(GLOB template_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/sources/_template/*)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${template_files})
file(REMOVE_RECURSE ${instance})
execute_process(COMMAND ${CMAKE_COMMAND} -E env RSMF_SOURCES=${instance}
  ${CMAKE_SOURCE_DIR}/src/sources/_template/instantiate sample_chat ZZZ OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
add_executable(template_test ${instance}/sample_chat/sample_chat.cpp ${instance}/sample_chat/sample_chat_test.cpp)
target_include_directories(template_test PRIVATE ${CMAKE_BINARY_DIR}/template)
target_link_libraries(template_test PRIVATE test_support GTest::gtest_main)
add_test(NAME new_source_template COMMAND template_test)
# A program with that format: its option is a flag like any other, although nothing outside its folder knows of it.
write_source_registry(${CMAKE_BINARY_DIR}/template/registry.cpp ${rsmf_formats} sample_chat)
add_executable(template_program ${CMAKE_SOURCE_DIR}/app/main.cpp ${instance}/sample_chat/sample_chat.cpp
  ${CMAKE_BINARY_DIR}/template/registry.cpp)
target_include_directories(template_program PRIVATE ${CMAKE_BINARY_DIR}/template)
target_link_libraries(template_program PRIVATE rsmf_app)
add_test(NAME new_source_option COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/new_source_option
  $<TARGET_FILE:template_program> sample_chat)

# Generated exports against their model. A few seeds in the fast set, more in the slow one.
foreach(format events slack whatsapp)
  add_test(NAME round_trip/${format} COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/property/round_trip ${program}
    ${format} 1 2)
  add_test(NAME round_trip_many/${format} COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/property/round_trip ${program}
    ${format} 11 12 13 14 15 16 17 18 19 20)
  set_tests_properties(round_trip_many/${format} PROPERTIES LABELS slow)
endforeach()

# Whole conversions with 1, 3 and 8 threads.
foreach(format events slack whatsapp)
  add_test(NAME threads/${format} COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/property/threads ${program} ${format})
  set_tests_properties(threads/${format} PROPERTIES LABELS threads)
endforeach()

# Many files, and the same bytes from any number of threads. Few in the fast set, 10,000 in the slow one.
add_test(NAME validate_many COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/property/validate_many ${program} 500)
add_test(NAME validate_10000 COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/property/validate_many ${program})
set_tests_properties(validate_10000 PROPERTIES LABELS slow)

# Memory does not grow with the input. RSMF_HUGE=1 in the environment of ctest: ten million events as well (7 minutes, 9 GB).
add_test(NAME limits COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/property/limits ${program} 16M 300K 3M)
set_tests_properties(limits PROPERTIES LABELS slow SKIP_RETURN_CODE 77)
add_test(NAME limits_huge COMMAND sh -c
  "[ -n \"$RSMF_HUGE\" ] || exit 77; exec ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/property/limits ${program} 16M 1M 10M")
set_tests_properties(limits_huge PROPERTIES LABELS "slow;huge" SKIP_RETURN_CODE 77 TIMEOUT 3600)
# Runs that are killed at seeded moments and resumed. Few in the fast set, more in the slow one.
add_test(NAME killed COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/property/killed ${program} 9 1)
add_test(NAME killed_many COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/property/killed ${program} 50 2)
set_tests_properties(killed_many PROPERTIES LABELS slow)

# RSMF of ours as a source: sliced again it is as it was.
foreach(format events slack whatsapp)
  add_test(NAME resliced/${format} COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/property/resliced ${program}
    ${format} 1 2)
  add_test(NAME resliced_many/${format} COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/property/resliced ${program}
    ${format} 11 12 13 14 15 16 17 18 19 20)
  set_tests_properties(resliced_many/${format} PROPERTIES LABELS slow)
endforeach()

# The events of a conversion, converted, give the same slices.
add_test(NAME events_back/fixtures COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/property/events_back ${program} fixtures)
add_test(NAME events_back/generated COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/property/events_back ${program}
  generated 1 2)
add_test(NAME events_back_many/generated COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/property/events_back ${program}
  generated 11 12 13 14 15 16 17 18 19 20)
set_tests_properties(events_back_many/generated PROPERTIES LABELS slow)

# What a message costs, against bench/expected. Counts of an unoptimised program mean nothing.
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_test(NAME bench_gate COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/bench/run --gate --program ${program})
  set_tests_properties(bench_gate PROPERTIES LABELS slow SKIP_RETURN_CODE 77)
endif()

# The examples build against an installed librsmf by find_package alone.
if(NOT RSMF_SANITIZER)  # a sanitised library would ask the same of its user
  add_test(NAME find_package COMMAND ${CMAKE_SOURCE_DIR}/tests/find_package ${CMAKE_COMMAND} ${CMAKE_BINARY_DIR})
  set_tests_properties(find_package PROPERTIES LABELS slow)
endif()

# Each rule with files that break it, and near misses; what Python's judges say of them; files of noise.
add_test(NAME rules/cases COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/rules/check ${program})
add_test(NAME rules/against_judge COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/rules/against_judge ${program})
add_test(NAME rules/hostile COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/rules/hostile ${program} 1500 1)
add_test(NAME rules/hostile_many COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/rules/hostile ${program} 12000 2)
add_test(NAME samples/verdicts COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/samples/verdicts ${program})
set_tests_properties(samples/verdicts PROPERTIES SKIP_RETURN_CODE 77)

# Whatever convert writes is passed, without a warning.
add_test(NAME validated/fixtures COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/property/validated ${program} fixtures 1)
add_test(NAME validated/generated COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/property/validated ${program} generated 1 2)
add_test(NAME validated/odd COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/property/validated ${program} odd 1 2 3 4 5 6 7 8)
add_test(NAME validated_many/odd COMMAND sh -c "exec ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/property/validated ${program} odd $(seq 100 220)")
add_test(NAME validated_many/fixtures COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/property/validated ${program}
  fixtures 11 12 13 14 15)
add_test(NAME validated_many/generated COMMAND ${RSMF_PYTHON} ${CMAKE_SOURCE_DIR}/tests/property/validated ${program}
  generated 11 12 13 14 15 16 17 18 19 20 21 22 23 24)
set_tests_properties(rules/hostile_many validated_many/odd validated_many/fixtures validated_many/generated PROPERTIES LABELS slow)

# What takes long begins first, so that no core waits for the last of them.
get_property(tests DIRECTORY PROPERTY TESTS)
foreach(test ${tests})
  get_test_property(${test} LABELS labels)
  if("slow" IN_LIST labels)
    set_tests_properties(${test} PROPERTIES COST 1000)
  endif()
endforeach()
