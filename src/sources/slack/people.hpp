// People by id, within one batch.
#pragma once

#include <array>
#include <cstring>
#include <string>
#include <string_view>

#include "json/json_unescape.hpp"
#include "model/event_batch.hpp"
#include "sources/slack/raw_message.hpp"
#include "sources/slack/workspace.hpp"

namespace rsmf::slack {

/// Looks a batch's participants up with a small cache before the batch's own table. One per thread.
class People {
 public:
  explicit People(const Workspace& workspace) : workspace_(workspace) {}

  /// To be called when the batch's table has been emptied or rolled back.
  void forget() { cache_.fill({}); }
  /// The batch's number of the person with that id (raw), added if new. kNone for an empty id.
  uint32_t number(std::string_view raw_id, EventBuilder& into);
  /// The same for who wrote `m`: what the message says of them serves where no index names them. `known`: an index
  /// does, or there is none, or it is a bot.
  uint32_t author(const RawMessage& m, EventBuilder& into, bool& known);

 private:
  struct Cached {
    std::string_view id;
    uint32_t number = kNone;
    bool known = true;  ///< an index names them
  };
  Cached& slot(std::string_view id) {
    size_t hash = id.size();
    for (char c : id) hash = hash * 31 + static_cast<unsigned char>(c);
    return cache_[hash % cache_.size()];
  }
  // Fills the slot for an id that is not in it. `named` says what the record at hand knows of them.
  const Cached& add(Cached& slot, std::string_view raw_id, const RawMessage* named, EventBuilder& into);

  const Workspace& workspace_;
  std::array<Cached, 512> cache_{};
};

}  // namespace rsmf::slack
