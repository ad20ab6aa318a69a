#pragma once

namespace rsmf {

/// "MAJOR.MINOR.PATCH". The bytes of .rsmf files may change between versions, never within one.
const char* version();

}  // namespace rsmf
