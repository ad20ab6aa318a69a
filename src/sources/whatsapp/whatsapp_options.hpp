// Options that only this format reads.
#pragma once

#include <optional>
#include <string_view>

#include "sources/option_spec.hpp"
#include "sources/whatsapp/header.hpp"

namespace rsmf::whatsapp {

inline constexpr OptionChoice kDateOrderChoices[] = {
    {"auto", "decide from the whole file, and report how sure that is"},
    {"dmy", "day, month, year"},
    {"mdy", "month, day, year"},
    {"ymd", "year, month, day"},
};

inline constexpr OptionSpec kDateOrder{.name = "date-order",
                                       .kind = OptionKind::choice,
                                       .placeholder = "ORDER",
                                       .fallback = "auto",
                                       .choices = kDateOrderChoices,
                                       .text = "order of day, month and year",
                                       .details = "How to read dates like 03/04/24 (whatsapp)."};

/// The person whose export this is: custodian and direction.
inline constexpr OptionSpec kMe{
    .name = "me",
    .placeholder = "NAME",
    .text = "whose export this is (whatsapp)",
    .details =
        "The name, as the chat shows it, of the person who exported it. Gives each message its direction, and "
        "the conversation its custodian."};

/// Nothing where the file decides.
inline std::optional<DateOrder> stated_date_order(const SourceOptions& options) {
  for (DateOrder order : {DateOrder::dmy, DateOrder::mdy, DateOrder::ymd})
    if (kDateOrder.value(options) == name_of(order)) return order;
  return std::nullopt;
}

}  // namespace rsmf::whatsapp
