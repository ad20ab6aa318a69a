#include "rsmf/encode/slice_plan.hpp"

namespace rsmf {

EventType written_type(const SlicePlan& plan, const Event& event) {
  switch (event.type) {
    case EventType::join:
    case EventType::leave:
      return plan.is_direct() || event.denied ? EventType::disclaimer : event.type;
    case EventType::history:
    case EventType::unknown:
      return plan.is_v1() ? EventType::disclaimer : event.type;
    case EventType::message:
    case EventType::disclaimer:
      break;
  }
  return event.type;
}

std::string_view written_body(const SlicePlan& plan, const Event& event, std::string& scratch) {
  bool moves = event.type == EventType::join || event.type == EventType::leave;
  if (!event.body.empty() || !moves || written_type(plan, event) == event.type) return event.body;
  scratch.assign(plan.slice->people[event.participant]->row.display);
  return scratch.append(event.type == EventType::join ? " joined" : " left");
}

}  // namespace rsmf
