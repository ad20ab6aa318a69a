// Content-Type and Content-Disposition: a value and its parameters.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rsmf {

struct HeaderParameters {
  struct Parameter {
    std::string name;  ///< lower case; of RFC 2231 forms without their "*" and numbers
    std::string value;
    bool extended = false;  ///< it was written name*= or name*0=
  };
  std::string value;  ///< lower case: "multipart/mixed", "attachment"
  std::vector<Parameter> parameters;

  /// The first of that name; plain ones go before extended ones. Null if there is none.
  const Parameter* find(std::string_view name) const;
};

/// Never fails: what is not understood is left out. Comments in parentheses are skipped.
HeaderParameters parse_header_parameters(std::string_view raw);

}  // namespace rsmf
