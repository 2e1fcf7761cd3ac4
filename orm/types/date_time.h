// Dates and times in columns.
//
//   Column<As, "born", std::chrono::year_month_day> born{};             // 1974-05-21
//   Column<As, "seen", std::chrono::sys_time<std::chrono::microseconds>> seen{};
//   Column<As, "opens", TimeOfDay> opens{};                             // 09:30:00.000000
//   session.query(people).filter(people.born < 2000y / January / 1)
//
// | type                                | in the database               |
// | year_month_day, sys_days            | `2020-01-02`                  |
// | sys_time<D>: an instant, in UTC     | `2020-01-02 03:04:05.000006`  |
// | local_time<D>: no zone              | the same                      |
// | TimeOfDay                           | `03:04:05.000006`             |
// | duration<Rep, Period>               | as the instant 1970 + d       |
// | ZonedTime                           | types/zoned_time.h            |
//
// These are SQLAlchemy's forms, so that its files read. There are always six digits behind the
// point (nine for precisions finer than a microsecond), so that the order of the texts is the order
// of the times. Years go from 0001 to 9999. What would have to be rounded is refused, with
// ConversionError. Each compares with values of its own kind; instants of any precision up to
// microseconds are one kind. Nothing here is there unless the header is included.

#pragma once

#include <chrono>
#include <compare>
#include <concepts>
#include <limits>
#include <ratio>
#include <string>

#include <retort/orm/sql_type.h>
#include <retort/orm/types/moment.h>

namespace retort::orm {

/// A time between midnight and midnight, in microseconds.
class TimeOfDay {
 public:
  constexpr TimeOfDay() = default;
  /// Throws ConversionError unless it is less than a day and not negative.
  explicit TimeOfDay(std::chrono::microseconds since_midnight);
  TimeOfDay(int hour, int minute, int second = 0, int microsecond = 0);

  constexpr std::chrono::microseconds since_midnight() const { return since_midnight_; }
  /// hours(), minutes(), seconds(), subseconds().
  constexpr std::chrono::hh_mm_ss<std::chrono::microseconds> parts() const {
    return std::chrono::hh_mm_ss(since_midnight_);
  }
  auto operator<=>(const TimeOfDay&) const = default;

 private:
  std::chrono::microseconds since_midnight_{0};
};

/// The system's clock, for default_with<&now> and on_update_with<&now>.
std::chrono::sys_time<std::chrono::microseconds> now();

namespace detail {

// What compares with what (SqlType<T>::Kind).
struct DateKind;
template <int Digits>
struct InstantKind;
template <int Digits>
struct LocalKind;
template <int Digits>
struct IntervalKind;

template <class Duration>
inline constexpr int digits_of = std::ratio_less_v<typename Duration::period, std::micro> ? 9 : 6;

template <class Duration>
constexpr Ticks ticks_of() {
  using Rep = typename Duration::rep;
  using Period = typename Duration::period;
  static_assert(std::signed_integral<Rep> && 1'000'000'000 % Period::den == 0,
                "retort: a time in a column counts whole units, of nanoseconds or more");
  using Limits = std::numeric_limits<Rep>;
  return {Period::num, Period::den, static_cast<std::int64_t>(Limits::min()),
          static_cast<std::int64_t>(Limits::max())};
}

template <class Duration>
std::string write_ticks(Duration since) {
  return write_moment(from_ticks(since.count(), ticks_of<Duration>()), digits_of<Duration>);
}
template <class Duration>
Duration read_ticks(const std::string& text) {
  const auto count = to_ticks(read_moment(text), ticks_of<Duration>());
  return Duration(static_cast<typename Duration::rep>(count));
}

std::int64_t days_of(std::chrono::year_month_day date);

/// What is stored as text.
struct StoredAsText {
  using Stored = std::string;
};

}  // namespace detail

template <>
struct SqlType<std::chrono::sys_days> : detail::StoredAsText {
  static constexpr std::string_view word = "DATE";
  using Kind = detail::DateKind;
  static std::string store(std::chrono::sys_days date) {
    return detail::write_date(date.time_since_epoch().count());
  }
  static std::chrono::sys_days load(const std::string& text) {
    return std::chrono::sys_days(std::chrono::days(static_cast<int>(detail::read_date(text))));
  }
};

template <>
struct SqlType<std::chrono::year_month_day> : detail::StoredAsText {
  static constexpr std::string_view word = "DATE";
  using Kind = detail::DateKind;
  static std::string store(std::chrono::year_month_day date) {
    return detail::write_date(detail::days_of(date));
  }
  static std::chrono::year_month_day load(const std::string& text) {
    return SqlType<std::chrono::sys_days>::load(text);
  }
};

template <class Duration>
struct SqlType<std::chrono::sys_time<Duration>> : detail::StoredAsText {
  static constexpr std::string_view word = "DATETIME";
  using Kind = detail::InstantKind<detail::digits_of<Duration>>;
  static std::string store(std::chrono::sys_time<Duration> time) {
    return detail::write_ticks(time.time_since_epoch());
  }
  static std::chrono::sys_time<Duration> load(const std::string& text) {
    return std::chrono::sys_time<Duration>(detail::read_ticks<Duration>(text));
  }
};

template <class Duration>
struct SqlType<std::chrono::local_time<Duration>> : detail::StoredAsText {
  static constexpr std::string_view word = "DATETIME";
  using Kind = detail::LocalKind<detail::digits_of<Duration>>;
  static std::string store(std::chrono::local_time<Duration> time) {
    return detail::write_ticks(time.time_since_epoch());
  }
  static std::chrono::local_time<Duration> load(const std::string& text) {
    return std::chrono::local_time<Duration>(detail::read_ticks<Duration>(text));
  }
};

template <class Rep, class Period>
struct SqlType<std::chrono::duration<Rep, Period>> : detail::StoredAsText {
  using Duration = std::chrono::duration<Rep, Period>;
  static constexpr std::string_view word = "DATETIME";
  using Kind = detail::IntervalKind<detail::digits_of<Duration>>;
  static std::string store(Duration duration) { return detail::write_ticks(duration); }
  static Duration load(const std::string& text) { return detail::read_ticks<Duration>(text); }
};

template <>
struct SqlType<TimeOfDay> : detail::StoredAsText {
  static constexpr std::string_view word = "TIME";
  static std::string store(TimeOfDay time);
  static TimeOfDay load(const std::string& text);
};

}  // namespace retort::orm
