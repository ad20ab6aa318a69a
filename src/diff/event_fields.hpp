// What two events are compared by.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/digest.hpp"
#include "rsmf/event_stream.hpp"

namespace rsmf {

/// The fields of an event, and what else two inputs may differ in.
enum class DiffField : uint8_t {
  type,
  time,  ///< to the seven digits that RSMF holds
  author,
  text,
  parent,
  deleted,
  importance,
  direction,
  attachments,  ///< names, and whether the bytes are there; of those that are not, the size too
  attachment_bytes,
  reactions,
  edits,
  receipts,
  custom,
  order,
  people,
  conversations,
};
inline constexpr size_t kEventFields = static_cast<size_t>(DiffField::order);
inline constexpr size_t kDiffFields = static_cast<size_t>(DiffField::conversations) + 1;

std::string_view name_of(DiffField field);

/// A set of fields.
class DiffFields {
 public:
  void add(DiffField field) { bits_ |= 1u << static_cast<unsigned>(field); }
  bool has(DiffField field) const { return (bits_ >> static_cast<unsigned>(field) & 1) != 0; }

 private:
  uint32_t bits_ = 0;
};

/// The first half of a SHA-256: nobody can make two contents that have the same.
struct Digest128 {
  uint64_t high = 0, low = 0;
  friend auto operator<=>(const Digest128&, const Digest128&) = default;
};
/// Of what `hash` has taken in; it starts over.
Digest128 finish_128(Sha256& hash);

/// Appends a field's value such that two values are equal exactly where their bytes are. People count by their ids.
/// Attachments that are there are read to the end.
void append_exact(const Event& event, DiffField field, const EventStream& people, std::string& to);
/// The value for people to read; empty where there is none.
std::string readable(const Event& event, DiffField field, const EventStream& people);

/// Appends `text` with its length, so that several after one another stay apart.
void append_part(std::string_view text, std::string& to);
/// Appends "name = value" pairs, for people to read.
std::string readable(std::span<const Property> properties);

}  // namespace rsmf
