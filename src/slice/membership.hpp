// Who is in the room when a slice begins.
#pragma once

#include <cstdint>
#include <vector>

#include "model/identity_table.hpp"
#include "rsmf/convert.hpp"
#include "slice/slice.hpp"

namespace rsmf {

/// Walks one conversation's roster forward in time, slice by slice, and fills in Slice::people and Slice::members.
///
/// A channel's members at the first event of a slice are: those whom the export's index lists or whose recorded exit
/// lies later, as joins and leaves recorded before that moment left them; and whoever acts in the slice without having
/// been a member then, since nobody acts in a room without being there. A direct conversation has everybody. Whoever
/// acts after having left, without a join in between, denies that leave (Event::denied).
class Membership {
 public:
  Membership(IdentityTable& directory, ParticipantScope scope) : directory_(directory), scope_(scope) {}

  /// Begins a conversation.
  void open(uint32_t conversation);

  /// REQUIRES: slice.events sorted, with global participant numbers; slices of a conversation come in time order, an
  /// undated one last. Afterwards participants in the events are indices into slice.people.
  void fill(Slice& slice);

 private:
  void advance(TimeNs until);
  void walk(Slice& slice);
  void pass(uint32_t event, Slice& slice);
  void enter(uint32_t person);
  void meet(uint32_t person, Slice& slice);
  void mention(uint32_t person);
  void list_people(Slice& slice);
  bool is_listed(uint32_t person) const;
  void sort_listed();
  void rank_listed();

  IdentityTable& directory_;
  ParticipantScope scope_;
  const Roster* roster_ = nullptr;
  bool direct_ = false;
  std::vector<uint32_t> global_;  // roster person -> number
  std::vector<uint8_t> present_;  // roster person -> is a member now
  size_t next_transition_ = 0;

  // People of the conversation by id, so that not every slice has to compare ids: all that were there when this was
  // made. Others are compared, until there are many of them.
  static constexpr uint32_t kUnranked = 0;
  std::vector<uint32_t> order_;
  std::vector<uint32_t> rank_;  // by global number: 1 + index in order_, or kUnranked

  // Scratch of one slice, by global number. A stamp equal to stamp_ means "set in this slice".
  uint32_t stamp_ = 0;
  std::vector<uint32_t> at_start_, now_in_, now_out_, mentioned_, acted_, local_;
  std::vector<uint32_t> left_at_;  // index of the event, of those who are out
  std::vector<uint32_t> listed_;   // everybody mentioned or present, in order of discovery
};

}  // namespace rsmf
