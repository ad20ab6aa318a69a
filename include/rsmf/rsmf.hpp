// Everything in the library's public face. Start with event_stream.hpp (read), convert.hpp
// (convert) or validate.hpp (check).
#pragma once

#include "rsmf/convert.hpp"
#include "rsmf/event.hpp"
#include "rsmf/event_stream.hpp"
#include "rsmf/finding.hpp"
#include "rsmf/result.hpp"
#include "rsmf/roster.hpp"
#include "rsmf/rsmf_reader.hpp"
#include "rsmf/rule.hpp"
#include "rsmf/validate.hpp"
#include "rsmf/version.hpp"
