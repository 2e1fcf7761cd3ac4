// detail: dates and times as text, in the forms of SQLAlchemy on SQLite. What is templated over a
// precision (types/date_time.h) only hands its ticks on to here.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace retort::orm::detail {

/// A point on the calendar, or a time since midnight: seconds since 1970 (or midnight) and the rest.
struct Moment {
  std::int64_t seconds = 0;
  /// From 0 to 999,999,999.
  std::int32_t nanoseconds = 0;
};

/// A unit of time as std::ratio has it, and the numbers of it that its type holds.
struct Ticks {
  std::int64_t numerator;
  std::int64_t denominator;
  std::int64_t lowest;
  std::int64_t highest;
};

// All throw ConversionError: for years beyond 0001 to 9999, for text of another form, and for a
// moment that would have to be rounded to fit its type.

Moment from_ticks(std::int64_t count, const Ticks& unit);
std::int64_t to_ticks(const Moment& moment, const Ticks& unit);

/// `2020-01-02`
std::string write_date(std::int64_t days);
std::int64_t read_date(std::string_view text);

/// `2020-01-02 03:04:05.000006`, with 6 or 9 digits.
std::string write_moment(const Moment& moment, int digits);
/// Takes `T` for the space too, and shorter forms: no fraction, no seconds, no time.
Moment read_moment(std::string_view text);

/// `03:04:05.000006`
std::string write_time(const Moment& since_midnight);
Moment read_time(std::string_view text);

}  // namespace retort::orm::detail
