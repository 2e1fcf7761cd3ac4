// Functions on dates and times: date(orders.placed, "+1 month"), extract(DatePart::year, x).

#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <retort/orm/expression/conditional.h>
#include <retort/orm/expression/functions.h>

namespace retort::orm {

namespace detail {

template <class Result, class Moment, class... Modifiers>
auto moment(std::string_view name, const Moment& moment, const Modifiers&... modifiers) {
  static_assert((std::convertible_to<const Modifiers&, std::string_view> && ...),
                "retort: modifiers of a date are texts: \"+1 month\", \"start of year\"");
  return function<Result>(name, moment, modifiers...);
}
using MaybeText = std::optional<std::string>;

}  // namespace detail

// A moment is a text ("2020-01-31 12:00:00", "now"), a number of days or seconds, or an expression
// of one; what is no moment gives NULL.

template <class Moment, class... Modifiers>
auto date(const Moment& moment, const Modifiers&... modifiers) {
  return detail::moment<detail::MaybeText>("date", moment, modifiers...);
}
template <class Moment, class... Modifiers>
auto time_of_day(const Moment& moment, const Modifiers&... modifiers) {
  return detail::moment<detail::MaybeText>("time", moment, modifiers...);
}
template <class Moment, class... Modifiers>
auto datetime(const Moment& moment, const Modifiers&... modifiers) {
  return detail::moment<detail::MaybeText>("datetime", moment, modifiers...);
}
template <class Moment, class... Modifiers>
auto julianday(const Moment& moment, const Modifiers&... modifiers) {
  return detail::moment<std::optional<double>>("julianday", moment, modifiers...);
}
/// Seconds since 1970.
template <class Moment, class... Modifiers>
auto unixepoch(const Moment& moment, const Modifiers&... modifiers) {
  return detail::moment<std::optional<std::int64_t>>("unixepoch", moment, modifiers...);
}
template <class Moment, class... Modifiers>
auto strftime(std::string_view format, const Moment& moment, const Modifiers&... modifiers) {
  static_assert((std::convertible_to<const Modifiers&, std::string_view> && ...),
                "retort: modifiers of a date are texts: \"+1 month\", \"start of year\"");
  return function<detail::MaybeText>("strftime", format, moment, modifiers...);
}

enum class DatePart { year, month, day, hour, minute, second, day_of_week, day_of_year };

/// A part as a number: CAST(strftime('%Y', moment) AS INTEGER). Sunday is day 0 of a week.
template <class Moment>
auto extract(DatePart part, const Moment& moment) {
  constexpr std::string_view formats[] = {"%Y", "%m", "%d", "%H", "%M", "%S", "%w", "%j"};
  return cast<int>(strftime(formats[static_cast<std::size_t>(part)], moment));
}

}  // namespace retort::orm
