// Which of three numbers is the day: decided from all dates of a file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sources/whatsapp/header.hpp"

namespace rsmf::whatsapp {

/// What the dates of a file say about their order, gathered line by line.
class DateEvidence {
 public:
  void add(const HeaderFields& fields);
  /// A line names a file with a date in its name ("PHOTO-2020-11-02-21-49-51.jpg", "IMG-20201102-WA0001.jpg").
  void add_file(const HeaderFields& fields, std::string_view file_name);
  /// The files that `other` was told of.
  void add_files(const DateEvidence& other) {
    for (size_t i = 0; i < kDateOrders; ++i) orders_[i].like_file += other.orders_[i].like_file;
  }

  uint64_t lines() const { return lines_; }
  /// Lines whose date does not exist in that order.
  uint64_t impossible(DateOrder order) const { return orders_[size_t(order)].impossible; }
  /// Lines that are earlier than the latest line before them, read in that order.
  uint64_t backward(DateOrder order) const { return orders_[size_t(order)].backward; }
  /// Lines whose date, read in that order, is that of the file they name.
  uint64_t like_file(DateOrder order) const { return orders_[size_t(order)].like_file; }
  /// How often field 0, 1, 2 differs from that of the line before.
  uint64_t changes(size_t field) const { return changes_[field]; }
  uint64_t buddhist(DateOrder order) const { return orders_[size_t(order)].buddhist; }

 private:
  struct PerOrder {
    uint64_t impossible = 0, backward = 0, buddhist = 0, like_file = 0;
    int64_t latest = INT64_MIN, day = INT64_MIN;
  };
  PerOrder orders_[kDateOrders];
  uint64_t changes_[3] = {};
  uint64_t lines_ = 0;
  HeaderFields last_;
};

enum class Confidence : uint8_t { stated, certain, high, medium, guess };
/// "day/month/year"
std::string_view words_of(DateOrder order);
/// "certain", "a guess"
std::string_view name_of(Confidence confidence);

struct DateDecision {
  DateOrder order = DateOrder::dmy;
  Confidence confidence = Confidence::guess;
  std::string reason;  ///< in full sentences; empty if the user stated the order
};

/// REQUIRES: evidence.lines() > 0. `stated` is what the user says.
DateDecision decide_date_order(const DateEvidence& evidence, HeaderShape shape, std::optional<DateOrder> stated);

}  // namespace rsmf::whatsapp
