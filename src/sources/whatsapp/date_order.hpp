// Which of three numbers is the day: decided from all dates of a file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sources/whatsapp/header.hpp"

namespace rsmf::whatsapp {

/// What the dates of a file say about their order, gathered line by line.
class DateEvidence {
 public:
  void add(const HeaderFields& fields);

  uint64_t lines() const { return lines_; }
  /// Lines whose date does not exist in that order.
  uint64_t impossible(DateOrder order) const { return orders_[size_t(order)].impossible; }
  /// Lines that are earlier than the latest line before them, read in that order.
  uint64_t backward(DateOrder order) const { return orders_[size_t(order)].backward; }
  /// How often field 0, 1, 2 differs from that of the line before.
  uint64_t changes(size_t field) const { return changes_[field]; }
  uint64_t buddhist(DateOrder order) const { return orders_[size_t(order)].buddhist; }

 private:
  struct PerOrder {
    uint64_t impossible = 0, backward = 0, buddhist = 0;
    int64_t latest = INT64_MIN, day = INT64_MIN;
  };
  PerOrder orders_[kDateOrders];
  uint64_t changes_[3] = {};
  uint64_t lines_ = 0;
  HeaderFields last_;
};

enum class Confidence : uint8_t { stated, certain, high, medium, guess };
std::string_view name_of(Confidence confidence);

struct DateDecision {
  DateOrder order = DateOrder::dmy;
  Confidence confidence = Confidence::guess;
  std::string reason;  ///< with the numbers
};

/// REQUIRES: evidence.lines() > 0. `stated` is what the user says.
DateDecision decide_date_order(const DateEvidence& evidence, HeaderShape shape, std::optional<DateOrder> stated);

}  // namespace rsmf::whatsapp
