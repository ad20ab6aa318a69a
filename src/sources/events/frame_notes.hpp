// What the survey keeps of a unit.
#pragma once

#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "rsmf/event.hpp"
#include "sources/byte_unit.hpp"
#include "sources/events/record_walk.hpp"

namespace rsmf::events {

/// Gathered from the unit alone, so that many can be at work at once; whoever goes through them in the order of the
/// units knows as much as from reading record by record. Views live as long as the unit and until the next take().
class FrameNotes {
 public:
  struct Declared {
    Draft draft;
    Origin origin;
  };
  struct MembershipChange {  // a join or leave
    std::string_view conversation, participant;
    TimeNs time = kNoTime;
    bool joined = false;
  };
  /// Events of one conversation that follow each other.
  struct Stretch {
    std::string_view conversation;
    TimeNs first = kNoTime, last = kNoTime;  ///< the first and the last time that is known
    bool first_is_timed = false;             ///< the first event has a time
    bool falls = false;                      ///< some time is earlier than the one before it
  };

  /// `with_order`: stretches() are wanted, not only declarations and passages.
  void take(const ByteUnit& unit, bool with_order, RecordWalk& walk);

  const std::vector<Declared>& declared() const { return declared_; }
  const std::vector<MembershipChange>& passages() const { return passages_; }
  const std::vector<Stretch>& stretches() const { return stretches_; }

 private:
  void walk_all(std::string_view text, const ByteUnit& unit, RecordWalk& walk);
  void walk_what_matters(const ByteUnit& unit, RecordWalk& walk);
  void note(const Draft& draft, const Origin& origin);
  void note_order(std::string_view conversation, TimeNs time);

  Arena memory_;
  Origin last_;
  bool with_order_ = true;
  std::vector<Declared> declared_;
  std::vector<MembershipChange> passages_;
  std::vector<Stretch> stretches_;
};

}  // namespace rsmf::events
