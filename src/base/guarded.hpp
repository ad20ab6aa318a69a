// Where the standard library may throw, and an error must come of it.
#pragma once

#include <exception>
#include <new>
#include <string>

#include "rsmf/result.hpp"

namespace rsmf {

/// What `act` returns; what it throws becomes an error that ends the run.
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
