#include "sources/whatsapp/header.hpp"

#include <array>

#include "sources/whatsapp/marks.hpp"
#include "sources/whatsapp/plain_header.hpp"

namespace rsmf::whatsapp {
namespace {

struct DayPeriod {
  std::string_view text;
  bool afternoon;
};
// Blanks inside may be of any kind or absent; ASCII letters match in any case. Longer forms stand before their
// prefixes.
constexpr DayPeriod kDayPeriods[] = {
    {"a. m.", false},  {"p. m.", true},   {"a.m.", false},  {"p.m.", true},  {"am", false},   {"pm", true},
    {"上午", false},   {"下午", true},    {"凌晨", false},  {"清晨", false}, {"早上", false}, {"中午", true},
    {"晚上", true},    {"午前", false},   {"午後", true},   {"오전", false}, {"오후", true},  {"π.μ.", false},
    {"μ.μ.", true},    {"ΠΜ", false},     {"ΜΜ", true},     {"πμ", false},   {"μμ", true},    {"de.", false},
    {"du.", true},     {"ÖÖ", false},     {"ÖS", true},     {"SA", false},   {"CH", true},    {"ق.ظ.", false},
    {"ب.ظ.", true},    {"ق.ظ", false},    {"ب.ظ", true},    {"ص", false},    {"م", true},     {"पूर्वाह्न", false},
    {"अपराह्न", true},  {"முற்பகல்", false}, {"பிற்பகல்", true}, {"PG", false},   {"PTG", true},   {"paradite", false},
    {"pasdite", true}, {"dop.", false},   {"odp.", true},
};

// Words between date and time. The first two are no words.
constexpr std::array<std::string_view, 12> kConnectors = {"",     ",",  "à",    "às",  "a las", "um",
                                                          "alle", "at", "saat", "kl.", "klo",   "в"};

class Scanner {
 public:
  Scanner(const char* p, const char* end) : begin_(p), p_(p), end_(end) {}

  const char* at() const { return p_; }
  uint32_t offset() const { return uint32_t(p_ - begin_); }
  void back_to(const char* p) { p_ = p; }
  bool done() const { return p_ == end_; }

  bool take(char c) {
    if (p_ == end_ || *p_ != c) return false;
    ++p_;
    return true;
  }
  bool marks() {
    // Nearly always there is none.
    if (p_ == end_ || static_cast<unsigned char>(*p_) < 0xE2) return false;
    return more_marks();
  }
  bool more_marks() {
    bool any = false;
    while (p_ < end_) {
      size_t bytes = mark_at(p_, end_);
      if (bytes == 0) break;
      p_ += bytes;
      any = true;
    }
    return any;
  }
  bool blank() {
    size_t bytes = p_ < end_ ? blank_at(p_, end_) : 0;
    p_ += bytes;
    return bytes != 0;
  }
  bool blanks() {
    // Nearly always there is one, and plain.
    if (end_ - p_ >= 2 && *p_ == ' ' && static_cast<unsigned char>(p_[1]) < 0xC2 && p_[1] != ' ') {
      ++p_;
      return true;
    }
    if (p_ < end_ && *p_ != ' ' && static_cast<unsigned char>(*p_) < 0xC2) return false;
    return more_blanks();
  }
  bool more_blanks() {
    bool any = false;
    for (marks(); blank(); marks()) any = true;
    return any;
  }
  bool literal(std::string_view text) {
    if (size_t(end_ - p_) < text.size() || std::string_view(p_, text.size()) != text) return false;
    p_ += text.size();
    return true;
  }
  /// A number of at most four digits; its width, or 0.
  uint32_t number(uint16_t& value) {
    uint32_t width = 0, result = 0;
    for (; width < 4 && p_ < end_; ++width, ++p_) {
      auto digit = static_cast<unsigned char>(*p_ - '0');
      if (digit > 9) break;
      result = result * 10 + digit;
    }
    if (width == 0 && p_ < end_ && static_cast<unsigned char>(*p_) >= 0x80) return foreign_number(value);
    value = uint16_t(result);
    return width;
  }
  uint32_t script() const { return script_; }
  /// 1 = before noon, 2 = after, 0 = no such word here.
  int day_period() {
    if (p_ == end_) return 0;
    for (const DayPeriod& period : kDayPeriods)
      if (matches(period.text)) return period.afternoon ? 2 : 1;
    return 0;
  }

 private:
  uint32_t foreign_number(uint16_t& value) {
    uint32_t width = 0, result = 0;
    for (int digit; width < 4 && (digit = foreign_digit()) >= 0; ++width) result = result * 10 + uint32_t(digit);
    value = uint16_t(result);
    return width;
  }
  int foreign_digit() {
    if (p_ == end_) return -1;
    auto byte = [&](int i) { return static_cast<unsigned char>(p_[i]); };
    // Arabic, Persian, Devanagari and Bengali digits.
    if (end_ - p_ >= 2 && byte(0) == 0xD9 && byte(1) >= 0xA0 && byte(1) <= 0xA9) return foreign(2, 1, byte(1) - 0xA0);
    if (end_ - p_ >= 2 && byte(0) == 0xDB && byte(1) >= 0xB0 && byte(1) <= 0xB9) return foreign(2, 2, byte(1) - 0xB0);
    if (end_ - p_ >= 3 && byte(0) == 0xE0 && byte(2) >= 0xA6 && byte(2) <= 0xAF && (byte(1) == 0xA5 || byte(1) == 0xA7))
      return foreign(3, 3, byte(2) - 0xA6);
    if (end_ - p_ >= 3 && byte(0) == 0xE0 && byte(1) == 0xB9 && byte(2) >= 0x90 && byte(2) <= 0x99)
      return foreign(3, 3, byte(2) - 0x90);  // Thai
    return -1;
  }
  int foreign(int bytes, uint32_t script, int value) {
    p_ += bytes;
    script_ = script;
    return value;
  }
  bool matches(std::string_view text) {
    const char* p = p_;
    for (char c : text) {
      if (c == ' ') {
        if (p < end_) p += blank_at(p, end_);
        continue;
      }
      if (p == end_) return false;
      char have = *p++;
      if (have == c) continue;
      bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter || (have ^ c) != 0x20) return false;
    }
    p_ = p;
    return true;
  }

  const char* begin_;
  const char* p_;
  const char* end_;
  uint32_t script_ = 0;
};

struct DateForm {
  HeaderShape::YearPlace year = HeaderShape::YearPlace::unknown;
  uint32_t separator = 0, spaced = 0, dotted = 0;
};

inline bool scan_date(Scanner& scan, uint16_t (&date)[3], DateForm& form) {
  uint32_t first = scan.number(date[0]);
  if (first == 0 || first == 3) return false;
  scan.marks();
  char separator = '/';
  if (scan.take('/'))
    form.separator = 0;
  else if (scan.take('.'))
    form.separator = 1, separator = '.';
  else if (scan.take('-'))
    form.separator = 2, separator = '-';
  else
    return false;
  if (scan.blanks()) form.spaced = 1;
  uint32_t second = scan.number(date[1]);
  if (second == 0 || second > 2) return false;
  scan.marks();
  if (!scan.take(separator)) return false;
  if (scan.blanks() != (form.spaced == 1)) return false;
  uint32_t third = scan.number(date[2]);
  scan.marks();
  if (first == 4) {
    form.year = HeaderShape::YearPlace::first;
    if (third == 0 || third > 2) return false;
  } else if (third == 4) {
    form.year = HeaderShape::YearPlace::last;
  } else if (third != 2) {
    return false;
  }
  if (separator == '.' && scan.take('.')) form.dotted = 1;
  return form.spaced == 0 || separator == '.';
}

/// Between date and time; the index of the connector, or -1.
inline int scan_connector(Scanner& scan) {
  scan.marks();
  if (scan.take(',') || scan.literal("،")) {
    scan.blanks();
    return 1;
  }
  if (!scan.blanks()) return -1;
  if (scan.done() || (*scan.at() >= '0' && *scan.at() <= '9')) return 0;
  const char* from = scan.at();
  for (size_t i = 2; i < kConnectors.size(); ++i) {
    if (scan.literal(kConnectors[i]) && scan.blanks()) return int(i);
    scan.back_to(from);
  }
  return 0;
}

struct TimeForm {
  HeaderShape::Clock clock = HeaderShape::Clock::h24;
  uint32_t separator = 0, seconds = 0;
};

inline bool scan_time(Scanner& scan, HeaderFields& fields, TimeForm& form) {
  int period = 0;
  const char* from = scan.at();
  if (!scan.done() && static_cast<unsigned char>(*from) >= 0x41) {
    period = scan.day_period();
    if (period) {
      scan.blanks();
      form.clock = HeaderShape::Clock::period_before;
    }
  }
  uint16_t hour = 0, minute = 0, second = 0;
  uint32_t width = scan.number(hour);
  if (width == 0 || width > 2) return false;
  scan.marks();
  char separator = ':';
  if (!scan.take(':')) {
    if (!scan.take('.')) return false;
    separator = '.';
    form.separator = 1;
  }
  scan.marks();
  if (scan.number(minute) != 2) return false;
  from = scan.at();
  if (scan.take(separator)) {
    if (scan.number(second) == 2)
      form.seconds = 1;
    else
      scan.back_to(from);
  }
  from = scan.at();
  if (period == 0) {
    scan.blanks();
    bool word = !scan.done() && (static_cast<unsigned char>(*scan.at()) | 0x20) >= 0x61;
    period = word ? scan.day_period() : 0;
    if (period)
      form.clock = HeaderShape::Clock::period_after;
    else
      scan.back_to(from);
  }
  // "00:08 a. m." is real: 0 is 12. Nobody writes "13:05 PM" but it has only one meaning.
  if (period == 1 && hour == 12) hour = 0;
  if (period == 2 && hour < 12) hour = uint16_t(hour + 12);
  fields.hour = uint8_t(std::min<uint16_t>(hour, 99));
  fields.minute = uint8_t(minute);
  fields.second = uint8_t(second);
  return true;
}

/// What ends date and time; moves past it and one blank.
inline bool scan_end(Scanner& scan, bool bracket, bool seconds, HeaderShape::Family& family) {
  using Family = HeaderShape::Family;
  if (bracket) {
    scan.marks();
    family = Family::bracket;
    if (!scan.take(']')) return false;
    scan.blank();
    return true;
  }
  if (seconds && scan.take(':')) {
    family = Family::colon;
    return scan.blank();
  }
  if (!scan.blanks()) return false;
  if (scan.take('-'))
    family = Family::dash;
  else if (scan.literal("–") || scan.literal("—"))
    family = Family::en_dash;
  else
    return false;
  scan.marks();
  return scan.blank();
}

}  // namespace

bool parse_header(std::string_view line, Header& into) {
  if (parse_plain_header(line, into)) return true;
  Scanner scan(line.data(), line.data() + std::min(line.size(), kMaxHeaderBytes));
  into.marked = scan.marks();
  bool bracket = scan.take('[');
  scan.marks();
  into.begin = scan.offset();
  DateForm date;
  if (!scan_date(scan, into.fields.date, date)) return false;
  int connector = scan_connector(scan);
  TimeForm time;
  if (connector < 0 || !scan_time(scan, into.fields, time)) return false;
  into.end = scan.offset();
  HeaderShape::Family family{};
  if (!scan_end(scan, bracket, time.seconds != 0, family)) return false;
  into.rest = scan.offset();
  uint32_t details = time.seconds | date.separator << 1 | date.spaced << 3 | date.dotted << 4 | time.separator << 5 |
                     scan.script() << 6 | uint32_t(connector) << 8;
  into.shape = HeaderShape(family, date.year, time.clock, details);
  return true;
}

std::string HeaderShape::describe() const {
  std::string separator_text(1, separator());
  if (code_ >> 9 & 1) separator_text += ' ';
  std::string text = family() == Family::bracket ? "[" : "";
  text += year() == YearPlace::first ? "yyyy" : "n";
  text += separator_text + "n" + separator_text;
  text += year() == YearPlace::last ? "yyyy" : year() == YearPlace::first ? "n" : "nn";
  if (code_ >> 10 & 1) text += '.';
  std::string_view connector = kConnectors[std::min<size_t>(code_ >> 14 & 15, kConnectors.size() - 1)];
  text += connector.empty() ? " " : connector == "," ? ", " : " " + std::string(connector) + " ";
  if (clock() == Clock::period_before) text += "AM ";
  std::string colon = code_ >> 11 & 1 ? "." : ":";
  text += "hh" + colon + "mm" + (seconds() ? colon + "ss" : "");
  if (clock() == Clock::period_after) text += " AM";
  switch (family()) {
    case Family::bracket:
      return text + "]";
    case Family::dash:
      return text + " -";
    case Family::en_dash:
      return text + " \u2013";
    case Family::colon:
      break;
  }
  return text + ":";
}

std::string_view name_of(DateOrder order) {
  constexpr std::string_view kNames[] = {"dmy", "mdy", "ymd"};
  return kNames[size_t(order)];
}

bool fits(DateOrder order, HeaderShape shape) {
  switch (shape.year()) {
    case HeaderShape::YearPlace::first:
      return order == DateOrder::ymd;
    case HeaderShape::YearPlace::last:
      return order != DateOrder::ymd;
    case HeaderShape::YearPlace::unknown:
      break;
  }
  return true;
}

bool is_buddhist(const HeaderFields& fields, DateOrder order) {
  uint16_t year = fields.date[order == DateOrder::ymd ? 0 : 2];
  return year >= 2400 || (year >= 52 && year <= 99);
}

bool to_civil(const HeaderFields& fields, DateOrder order, CivilTime& into) {
  const uint16_t* d = fields.date;
  int32_t year = order == DateOrder::ymd ? d[0] : d[2];
  uint32_t month = order == DateOrder::mdy ? d[0] : d[1];
  uint32_t day = order == DateOrder::dmy ? d[0] : order == DateOrder::mdy ? d[1] : d[2];
  // Two digits: WhatsApp began in 2009, which was 2552 in Thailand. "67" there is 2024.
  if (year < 52)
    year += 2000;
  else if (year < 100)
    year += 2500;
  if (year >= 2400) year -= 543;
  if (month < 1 || month > 12 || day < 1 || year < 1700 || year > 2200) return false;
  if (fields.hour > 23 || fields.minute > 59 || fields.second > 59) return false;
  constexpr uint8_t kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (day > kDays[month - 1]) {
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (!(leap && month == 2 && day == 29)) return false;
  }
  into = {year, month, day, fields.hour, fields.minute, fields.second, 0};
  return true;
}

}  // namespace rsmf::whatsapp
