// Exceptions as errors.
#pragma once

#include <exception>
#include <new>
#include <string>

#include "rsmf/result.hpp"

namespace rsmf {

/// Calls `act` and returns its result; an exception becomes an Error.
template <class Act>
auto guarded(Act&& act) -> decltype(act()) {
  try {
    return act();
  } catch (const std::bad_alloc&) {
    return fail(ErrorKind::limit, "out of memory");
  } catch (const std::exception& e) {
    return fail(ErrorKind::bug, e.what());
  }
}

}  // namespace rsmf
