#include "app/words.hpp"

#include "model/finding_log.hpp"

namespace rsmf::app {

std::string_view word(Severity severity) {
  return name_of(severity);
}

std::string_view word(Action action) {
  return name_of(action);
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
