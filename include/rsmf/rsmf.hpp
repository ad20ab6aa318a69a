// Everything in the library's public face. Start with event_stream.hpp (read) or convert.hpp (convert).
#pragma once

#include "rsmf/convert.hpp"
#include "rsmf/event.hpp"
#include "rsmf/event_stream.hpp"
#include "rsmf/finding.hpp"
#include "rsmf/result.hpp"
#include "rsmf/roster.hpp"
#include "rsmf/version.hpp"
