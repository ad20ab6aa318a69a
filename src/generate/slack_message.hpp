// A message object of a Slack export.
#pragma once

#include <string>
#include <vector>

#include "generate/event_record.hpp"
#include "json/json_writer.hpp"

namespace rsmf {

/// Writes message objects as values of `json`, which stands in an array of records or in a member of one.
class SlackMessage {
 public:
  /// Where the object stands: as a record, or as the new or the old text inside the record of a change.
  enum class Version : uint8_t { in_place, changed, previous };

  /// All arguments must outlive it.
  SlackMessage(const Scenario& scenario, JsonStyle style, JsonWriter& json);
  /// With the text it had after `edits` edits.
  void write(const Message& message, uint32_t edits, const Chat& chat, Version version);

 private:
  void client_id(const Message& message);
  void author(const Message& message, Version version);
  void text(const Message& message);
  void thread(const Message& message);
  void reactions(const Message& message);
  void files(const Message& message);
  void blocks(const Message& message);
  void edited(const Message& message, uint32_t edits);

  JsonWriter& json_;
  std::vector<std::string> profiles_;
  ChatText body_;
};

/// Id of the author that the record names. REQUIRES: not written by an app.
std::string slack_author(const Message& message);

}  // namespace rsmf
