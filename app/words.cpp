#include "app/words.hpp"

#include "model/finding_text.hpp"

namespace rsmf::app {

std::string_view word(Severity severity) {
  return name_of(severity);
}

std::string_view word(Action action) {
  return name_of(action);
}

std::string_view about(Severity severity) {
  switch (severity) {
    case Severity::info:
      return "worth knowing; the exit code stays 0";
    case Severity::warning:
      return "something was repaired or could not be carried over; the exit code is 1 with --strict";
    case Severity::error:
      return "a record, a file or a part of one is not in the output; the exit code is 1";
  }
  return "";
}

std::string_view about(Action action) {
  switch (action) {
    case Action::kept:
      return "what could be read is in the output";
    case Action::repaired:
      return "it is in the output, after a repair";
    case Action::folded:
      return "it became part of another event";
    case Action::dropped:
      return "it is not in the output";
    case Action::skipped_file:
      return "nothing of the file is in the output";
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

std::string_view word(Layer layer) {
  switch (layer) {
    case Layer::file:
      return "file";
    case Layer::mail:
      return "mail";
    case Layer::headers:
      return "headers";
    case Layer::zip:
      return "zip";
    case Layer::text:
      return "text";
    case Layer::schema:
      return "schema";
    case Layer::meaning:
      return "meaning";
  }
  return "";
}

std::string_view about(Layer layer) {
  switch (layer) {
    case Layer::file:
      return "name and size of the file";
    case Layer::mail:
      return "headers, parts and their encoding";
    case Layer::headers:
      return "what the X-RSMF headers say, against the manifest";
    case Layer::zip:
      return "rsmf.zip, its entries, and the files that the manifest names";
    case Layer::text:
      return "rsmf_manifest.json as JSON";
    case Layer::schema:
      return "what the published schema of the manifest's version asks for";
    case Layer::meaning:
      return "what participants, conversations and events say together";
  }
  return "";
}

std::string_view word(Profile profile) {
  return profile == Profile::strict ? "strict" : "relativity";
}

std::string_view word(Verdict verdict) {
  switch (verdict) {
    case Verdict::passed:
      return "passed";
    case Verdict::passed_with_warnings:
      return "passed-with-warnings";
    case Verdict::failed:
      return "failed";
  }
  return "";
}

}  // namespace rsmf::app
