// Offsets, and the text of RFC 9557.

#include <cstdio>
#include <cstdlib>

#include <retort/orm/error.h>
#include <retort/orm/types/date_time.h>
#include <retort/orm/types/zoned_time.h>

namespace retort::orm {

using namespace std::chrono;

namespace {

void check_zone(const std::string& zone) {
  const auto wrong = [](char c) {
    return c == '[' || c == ']' || static_cast<unsigned char>(c) <= ' ';
  };
  for (const char c : zone) {
    if (wrong(c)) throw ConversionError("'" + zone + "' is not the name of a zone or an offset");
  }
  if (zone.empty())
    throw ConversionError("a zoned time needs a zone: a name, an offset (+02:00) or UTC");
}

}  // namespace

ZonedTime ZonedTime::at_offset(sys_time<microseconds> instant, minutes offset) {
  const auto count = static_cast<int>(offset.count());
  if (std::abs(count) >= 24 * 60)
    throw ConversionError(std::to_string(count) + " minutes is no offset of a zone");
  char text[16];
  std::snprintf(text, sizeof text, "%c%02d:%02d", count < 0 ? '-' : '+', std::abs(count) / 60,
                std::abs(count) % 60);
  return {instant, text};
}

minutes ZonedTime::offset() const {
  if (zone == "UTC") return minutes(0);
  int hour = 0;
  int minute = 0;
  int length = 0;
  const char sign = zone.empty() ? '\0' : zone[0];
  const bool is_offset = (sign == '+' || sign == '-') && zone.size() == 6 &&
                         std::sscanf(zone.c_str() + 1, "%2d:%2d%n", &hour, &minute, &length) == 2 &&
                         length == 5;
  if (!is_offset)
    throw ConversionError("the zone " + zone + " is a name, and its offset is not known here");
  const minutes size = hours(hour) + minutes(minute);
  return sign == '-' ? -size : size;
}

local_time<microseconds> ZonedTime::local() const {
  return local_time<microseconds>(instant.time_since_epoch() + offset());
}

std::string SqlType<ZonedTime>::store(const ZonedTime& time) {
  check_zone(time.zone);
  auto text = SqlType<sys_time<microseconds>>::store(time.instant);
  text[10] = 'T';
  return text + "Z[" + time.zone + "]";
}

ZonedTime SqlType<ZonedTime>::load(const std::string& text) {
  const auto zone = text.find("Z[");
  if (zone == std::string::npos || !text.ends_with(']'))
    throw ConversionError("'" + text + "' is not a zoned time (YYYY-MM-DDTHH:MM:SS.ffffffZ[zone])");
  ZonedTime time{SqlType<sys_time<microseconds>>::load(text.substr(0, zone)),
                 text.substr(zone + 2, text.size() - zone - 3)};
  check_zone(time.zone);
  return time;
}

}  // namespace retort::orm
