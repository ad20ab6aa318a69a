# Each package is used by one module only: simdjson by src/json, ISA-L and libdeflate by src/archive, LZ4 by src/io/spill_file,
# OpenSSL by src/base/digest, date by src/base/time_zone, utf8proc by src/base/utf8, xxHash by src/base/fingerprint, fmt for text anywhere.
find_package(simdjson REQUIRED)
find_package(fmt REQUIRED)
find_package(date REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(isal REQUIRED IMPORTED_TARGET libisal)
pkg_check_modules(deflate REQUIRED IMPORTED_TARGET libdeflate)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(lz4 REQUIRED IMPORTED_TARGET liblz4)
pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(uring IMPORTED_TARGET liburing>=2.2)  # --io uring; without it the program says that it cannot
set(rsmf_dependencies simdjson::simdjson fmt::fmt date::date-tz OpenSSL::Crypto Threads::Threads PkgConfig::isal
  PkgConfig::deflate PkgConfig::utf8proc PkgConfig::xxhash PkgConfig::lz4)
if(uring_FOUND)
  list(APPEND rsmf_dependencies PkgConfig::uring)
endif()
