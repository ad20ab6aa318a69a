#include "reader/rsmf_file.hpp"
namespace rsmf {
__attribute__((weak)) Result<std::unique_ptr<RsmfFile>> RsmfFile::open(std::unique_ptr<RandomFile>, const std::string&, const RsmfReadOptions&, BreachLog&) { return fail(ErrorKind::io, "stub"); }
}
