// Writing and reading dates and times.

#include <charconv>
#include <chrono>
#include <cstdio>
#include <optional>

#include <retort/orm/error.h>
#include <retort/orm/types/moment.h>

namespace retort::orm::detail {

namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t seconds_of_a_day = 86'400;
/// 0001-01-01 and the day after 9999-12-31: SQLite's date functions and SQLAlchemy go no further.
constexpr std::int64_t first_day = -719'162;
constexpr std::int64_t end_day = 2'932'897;

[[noreturn]] void refuse(std::string_view text, const char* wanted) {
  throw ConversionError("'" + std::string(text) + "' is not " + wanted);
}

[[noreturn]] void throw_too_far() {
  throw ConversionError("a date outside of the years 0001 to 9999 cannot be stored");
}

/// Eats fixed forms from the front of a text.
class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }
  bool eat(char c) {
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  /// Exactly that many digits.
  std::optional<int> number(std::size_t digits) {
    if (rest_.size() < digits) return {};
    int value = 0;
    for (const char c : rest_.substr(0, digits)) {
      if (c < '0' || c > '9') return {};
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(digits);
    return value;
  }
  /// What stands behind the point, as nanoseconds: 1 to 9 digits.
  std::optional<std::int32_t> fraction() {
    std::int32_t value = 0;
    int digits = 0;
    for (; digits < 9 && !done() && rest_[0] >= '0' && rest_[0] <= '9'; ++digits) {
      value = value * 10 + (rest_[0] - '0');
      rest_.remove_prefix(1);
    }
    if (digits == 0) return {};
    for (; digits < 9; ++digits) value *= 10;
    return value;
  }

 private:
  std::string_view rest_;
};

std::optional<std::int64_t> date(Parser& parser) {
  const auto year = parser.number(4);
  if (!year || !parser.eat('-')) return {};
  const auto month = parser.number(2);
  if (!month || !parser.eat('-')) return {};
  const auto day = parser.number(2);
  if (!day || *year == 0) return {};
  const std::chrono::year_month_day calendar{std::chrono::year(*year),
                                             std::chrono::month(static_cast<unsigned>(*month)),
                                             std::chrono::day(static_cast<unsigned>(*day))};
  if (!calendar.ok()) return {};
  return std::chrono::sys_days(calendar).time_since_epoch().count();
}

std::optional<Moment> time(Parser& parser) {
  const auto hour = parser.number(2);
  if (!hour || *hour > 23 || !parser.eat(':')) return {};
  const auto minute = parser.number(2);
  if (!minute || *minute > 59) return {};
  Moment moment{*hour * 3600 + *minute * 60, 0};
  if (!parser.eat(':')) return moment;
  const auto whole = parser.number(2);
  if (!whole || *whole > 59) return {};
  moment.seconds += *whole;
  if (!parser.eat('.')) return moment;
  const auto fraction = parser.fraction();
  if (!fraction) return {};
  moment.nanoseconds = *fraction;
  return moment;
}

std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

std::string clock(std::int64_t seconds, std::int32_t nanoseconds, int digits) {
  char text[32];
  const auto part = [](std::int64_t value) { return static_cast<int>(value); };
  const int fraction = digits == 9 ? nanoseconds : nanoseconds / 1000;
  const int length = std::snprintf(text, sizeof text, "%02d:%02d:%02d.%0*d", part(seconds / 3600),
                                   part(seconds / 60 % 60), part(seconds % 60), digits, fraction);
  return {text, static_cast<std::size_t>(length)};
}

}  // namespace

Moment from_ticks(std::int64_t count, const Ticks& unit) {
  const Wide nanoseconds = Wide{count} * unit.numerator * (second / unit.denominator);
  if (nanoseconds < Wide{first_day} * seconds_of_a_day * second ||
      nanoseconds >= Wide{end_day} * seconds_of_a_day * second)
    throw_too_far();
  auto seconds = static_cast<std::int64_t>(nanoseconds / second);
  auto rest = static_cast<std::int32_t>(nanoseconds % second);
  if (rest < 0) {
    --seconds;
    rest += static_cast<std::int32_t>(second);
  }
  return {seconds, rest};
}

std::int64_t to_ticks(const Moment& moment, const Ticks& unit) {
  const Wide nanoseconds = Wide{moment.seconds} * second + moment.nanoseconds;
  const Wide length = Wide{unit.numerator} * (second / unit.denominator);
  if (nanoseconds % length != 0)
    throw ConversionError("'" + write_moment(moment, 9) +
                          "' is finer than the type of the column, and is not rounded");
  const Wide count = nanoseconds / length;
  if (count < unit.lowest || count > unit.highest)
    throw ConversionError("'" + write_moment(moment, 9) +
                          "' is out of the range of the type of the column");
  return static_cast<std::int64_t>(count);
}

std::string write_date(std::int64_t days) {
  if (days < first_day || days >= end_day) throw_too_far();
  const std::chrono::year_month_day calendar{
      std::chrono::sys_days{std::chrono::days{static_cast<int>(days)}}};
  char text[32];
  const int length =
      std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(calendar.year()),
                    static_cast<unsigned>(calendar.month()), static_cast<unsigned>(calendar.day()));
  return {text, static_cast<std::size_t>(length)};
}

std::int64_t read_date(std::string_view text) {
  Parser parser(text);
  const auto days = date(parser);
  if (!days || !parser.done()) refuse(text, "a date (YYYY-MM-DD)");
  return *days;
}

std::string write_moment(const Moment& moment, int digits) {
  const auto days = floor_divide(moment.seconds, seconds_of_a_day);
  return write_date(days) + ' ' +
         clock(moment.seconds - days * seconds_of_a_day, moment.nanoseconds, digits);
}

Moment read_moment(std::string_view text) {
  Parser parser(text);
  const auto days = date(parser);
  std::optional<Moment> clock = Moment{};
  if (days && !parser.done()) {
    const bool separated = parser.eat(' ') || parser.eat('T');
    clock = separated ? time(parser) : std::nullopt;
  }
  if (!days || !clock || !parser.done())
    refuse(text, "a date and time (YYYY-MM-DD HH:MM:SS.ffffff)");
  return {*days * seconds_of_a_day + clock->seconds, clock->nanoseconds};
}

std::string write_time(const Moment& since_midnight) {
  return clock(since_midnight.seconds, since_midnight.nanoseconds, 6);
}

Moment read_time(std::string_view text) {
  Parser parser(text);
  const auto clock = time(parser);
  if (!clock || !parser.done()) refuse(text, "a time of day (HH:MM:SS.ffffff)");
  return *clock;
}

}  // namespace retort::orm::detail
