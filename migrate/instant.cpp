#include <charconv>
#include <chrono>
#include <limits>
#include <optional>

#include <retort/migrate/detail/instant.h>

namespace retort::migrate::detail {

namespace {

std::optional<int> number(std::string_view text, std::size_t at, std::size_t digits) {
  if (text.size() < at + digits) return std::nullopt;
  int value = 0;
  const char* end = text.data() + at + digits;
  const auto [stop, error] = std::from_chars(text.data() + at, end, value);
  if (error != std::errc() || stop != end || value < 0) return std::nullopt;
  return value;
}

}  // namespace

Instant instant(std::string_view text) {
  const Instant none{std::numeric_limits<std::int64_t>::min(), ""};
  const auto year = number(text, 0, 4), month = number(text, 5, 2), day = number(text, 8, 2);
  const auto hour = number(text, 11, 2), minute = number(text, 14, 2), second = number(text, 17, 2);
  if (!year || !month || !day || !hour || !minute || !second) return none;
  const std::chrono::year_month_day date(std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day)));
  std::int64_t seconds =
      std::chrono::sys_days(date).time_since_epoch().count() * std::int64_t{86400};
  seconds += *hour * 3600 + *minute * 60 + *second;
  std::string fraction;
  std::size_t zone = 19;
  if (text.substr(zone).starts_with('.'))
    for (++zone; zone < text.size() && text[zone] >= '0' && text[zone] <= '9'; ++zone)
      fraction += text[zone];
  const auto hours = number(text, zone + 1, 2), minutes = number(text, zone + 4, 2);
  if (hours && minutes) {
    const int offset = *hours * 3600 + *minutes * 60;
    seconds += text[zone] == '-' ? offset : -offset;
  }
  return {seconds, fraction};
}

}  // namespace retort::migrate::detail
