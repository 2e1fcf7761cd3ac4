// The parts of dates and times that depend on no precision.

#include <retort/orm/error.h>
#include <retort/orm/types/date_time.h>

namespace retort::orm {

using namespace std::chrono;

namespace detail {

std::int64_t days_of(year_month_day date) {
  if (!date.ok())
    throw ConversionError(
        "year " + std::to_string(static_cast<int>(date.year())) + ", month " +
        std::to_string(static_cast<unsigned>(date.month())) + ", day " +
        std::to_string(static_cast<unsigned>(date.day())) +
        " is no date; give the member a date, or make the column a std::optional of one");
  return sys_days(date).time_since_epoch().count();
}

}  // namespace detail

sys_time<microseconds> now() { return time_point_cast<microseconds>(system_clock::now()); }

TimeOfDay::TimeOfDay(microseconds since_midnight) : since_midnight_(since_midnight) {
  if (since_midnight < microseconds(0) || since_midnight >= hours(24))
    throw ConversionError(std::to_string(since_midnight.count()) +
                          " microseconds after midnight is no time of day");
}

TimeOfDay::TimeOfDay(int hour, int minute, int second, int microsecond)
    : TimeOfDay(hours(hour) + minutes(minute) + seconds(second) + microseconds(microsecond)) {
  const auto within = [](int value, int end) { return value >= 0 && value < end; };
  if (!within(hour, 24) || !within(minute, 60) || !within(second, 60) ||
      !within(microsecond, 1'000'000))
    throw ConversionError("hour, minute, second and microsecond are no time of day");
}

std::string SqlType<TimeOfDay>::store(TimeOfDay time) {
  const auto count = time.since_midnight().count();
  return detail::write_time(
      {count / 1'000'000, static_cast<std::int32_t>(count % 1'000'000 * 1000)});
}

TimeOfDay SqlType<TimeOfDay>::load(const std::string& text) {
  const auto moment = detail::read_time(text);
  return TimeOfDay(microseconds(detail::to_ticks(moment, detail::ticks_of<microseconds>())));
}

}  // namespace retort::orm
