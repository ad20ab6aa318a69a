#include "app/words.hpp"

namespace rsmf::app {

std::string_view word(Severity severity) {
  switch (severity) {
    case Severity::info:
      return "info";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "";
}

std::string_view word(Action action) {
  switch (action) {
    case Action::kept:
      return "kept";
    case Action::repaired:
      return "repaired";
    case Action::folded:
      return "folded";
    case Action::dropped:
      return "dropped";
    case Action::skipped_file:
      return "file skipped";
  }
  return "";
}

std::string_view word(EventType type) {
  switch (type) {
    case EventType::message:
      return "message";
    case EventType::join:
      return "join";
    case EventType::leave:
      return "leave";
    case EventType::history:
      return "history";
    case EventType::disclaimer:
      return "disclaimer";
    case EventType::unknown:
      return "unknown";
  }
  return "";
}

std::string_view word(ConversationType type) {
  return type == ConversationType::channel ? "channel" : "direct";
}

}  // namespace rsmf::app
