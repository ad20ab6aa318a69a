// What a function that can fail gives back. Nothing in the library throws across a module border.
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace rsmf {

/// What kind of trouble ended an operation. Trouble with a single record is never an Error: it is a Finding.
enum class ErrorKind {
  usage,        ///< the caller asked for something that cannot be done (bad option, output folder not empty)
  io,           ///< the operating system refused (disk full, no permission, file vanished)
  format,       ///< an input is not what it should be (not recognised, encrypted, truncated container)
  limit,        ///< an input exceeds a stated limit (depth, size, number of entries, compression ratio)
  order,        ///< a source broke its promise of order; the run goes on by the sorted route
  interrupted,  ///< the caller asked to stop
  bug,          ///< a broken invariant of ours: please report
};

struct Error {
  ErrorKind kind = ErrorKind::bug;
  std::string message;  ///< one line, lower case, what and where; no trailing full stop
};

template <class T>
using Result = std::expected<T, Error>;

/// Short form for `return fail(ErrorKind::io, "...")`.
inline std::unexpected<Error> fail(ErrorKind kind, std::string message) {
  return std::unexpected(Error{kind, std::move(message)});
}

/// Returns from the enclosing function with the error of `result`, if it has one.
#define RSMF_TRY(result)                                                                               \
  do {                                                                                                 \
    if (auto&& rsmf_try_ = (result); !rsmf_try_) return std::unexpected(std::move(rsmf_try_.error())); \
  } while (false)

}  // namespace rsmf
