// Who talks with whom, and when: the made-up world that every generated format tells in its own way.
#pragma once

#include <array>
#include <cstdint>
#include <queue>
#include <string>
#include <vector>

#include "generate/generate.hpp"
#include "generate/random.hpp"
#include "rsmf/event.hpp"

namespace rsmf {

struct Persona {
  std::string handle;  ///< "ada.almond"
  std::string name;    ///< "Ada Almond", unique
  std::string email;
};

enum class ChatKind : uint8_t { channel, group, direct, multi };

/// A member who comes later than the others, and may go again.
struct MembershipChange {
  uint32_t person = 0;
  uint64_t joins_at = 0;  ///< number of the thread root before which they come
  uint64_t leaves_at = UINT64_MAX;
};

struct Chat {
  uint32_t number = 0;
  ChatKind kind = ChatKind::channel;
  uint64_t messages = 0;
  std::vector<uint32_t> founders;  ///< members all the time; never empty
  bool recorded_start = false;     ///< the founders' joins are on record
  std::vector<MembershipChange> passages;
};

/// What is wrong with a record, if anything. Formats take those that they can have.
enum class Flaw : uint8_t {
  none,
  lone_surrogate,
  invalid_utf8,
  control_character,
  missing_time,
  unknown_author,
  broken_syntax,
  truncated,
  repeated,
};
inline constexpr uint32_t kFlaws = 9;

struct PlannedReaction {
  uint8_t emoji = 0;     ///< index into the format's own table, below kReactionKinds
  uint8_t people = 0;    ///< how many of `who` count
  uint8_t unlisted = 0;  ///< people that are counted but not named
  std::array<uint32_t, 3> who{};
};
inline constexpr uint32_t kReactionKinds = 8;

/// A message with all that will ever happen to it.
struct Message {
  uint64_t seed = 0;
  TimeNs time = 0;
  uint32_t author = 0;
  TimeNs root_time = kNoTime;  ///< of the thread it answers
  uint32_t root_author = 0;
  bool by_app = false;
  bool attachment = false;
  Flaw flaw = Flaw::none;
  TimeNs deleted_at = kNoTime;
  uint8_t replies = 0, edits = 0, reactions = 0;
  struct Reply {
    TimeNs time;
    uint32_t author;
  };
  std::array<Reply, 6> reply{};
  std::array<TimeNs, 2> edited_at{};
  std::array<PlannedReaction, 2> reaction{};

  bool is_reply() const { return root_time != kNoTime; }
  /// Seed of the text after `edit` edits.
  uint64_t text_seed(uint32_t edit) const { return mix(seed, edit); }
};

/// Something that happens in a chat.
struct Happening {
  enum class Kind : uint8_t { message, edit, deletion, join, leave, topic } kind = Kind::message;
  TimeNs time = 0;      ///< unique in its chat
  uint32_t edit = 0;    ///< which one, from 1
  uint32_t person = 0;  ///< of a join, leave or topic
  Message message;      ///< of a message, edit or deletion
};

/// Rates per million.
struct Rates {
  uint32_t reply = 0, reaction = 0, edit = 0, removal = 0, flaw = 0, attachment = 0, app = 0;
};

class Scenario {
 public:
  /// REQUIRES: options were checked.
  explicit Scenario(const GenerateOptions& options);

  uint64_t seed() const { return seed_; }
  const Rates& rates() const { return rates_; }
  uint64_t events_per_day() const { return events_per_day_; }
  const std::vector<Persona>& people() const { return people_; }
  uint32_t chats() const { return chats_; }
  /// Made anew at each call: only one chat needs to be in memory.
  Chat chat(uint32_t number) const;
  /// Index of an author who is not among people().
  uint32_t stranger() const { return static_cast<uint32_t>(people_.size()); }

 private:
  uint64_t seed_, messages_, events_per_day_;
  uint32_t chats_;
  Rates rates_;
  std::vector<Persona> people_;
};

/// The happenings of one chat in the order of time. Memory depends on what is planned for the next three days only.
class Timeline {
 public:
  Timeline(const Scenario& scenario, const Chat& chat);
  /// False at the end.
  bool next(Happening& into);

 private:
  struct Later {
    bool operator()(const Happening& a, const Happening& b) const { return a.time > b.time; }
  };

  void plan_root();
  void plan_changes(Message& message);
  void plan_replies(Message& root);
  void plan_passages();
  void add(Happening::Kind kind, TimeNs time, uint32_t person);
  TimeNs stamp(TimeNs about);
  TimeNs delay();
  uint32_t pick(const std::vector<uint32_t>& people) {
    return people[random_.below(static_cast<uint32_t>(people.size()))];
  }

  const Scenario& scenario_;
  const Chat& chat_;
  Random random_;
  uint64_t roots_per_day_, root_ = 0, remaining_;
  uint64_t stamps_ = 0;
  TimeNs next_root_ = 0;
  uint32_t thread_chance_ = 0;
  std::vector<uint32_t> present_;
  size_t arrived_ = 0;  // passages that have begun
  std::priority_queue<Happening, std::vector<Happening>, Later> pending_;
};

}  // namespace rsmf
