// Errors instead of exceptions, for those who are told later.
#pragma once

#include <exception>
#include <type_traits>

#include "rsmf/result.hpp"

namespace rsmf {

/// What `act` returns; what it throws as an error.
template <class Act>
auto told(Act&& act) -> decltype(act()) {
  try {
    return act();
  } catch (const std::exception& e) {
    return fail(ErrorKind::limit, std::string("out of memory: ") + e.what());
  }
}

}  // namespace rsmf
