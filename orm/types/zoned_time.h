// ZonedTime: an instant with the zone that it was meant in.
//
//   ZonedTime departure{.instant = ..., .zone = "Europe/Paris"};
//   ZonedTime::at_offset(instant, std::chrono::minutes(120))            // zone "+02:00"
//
// It is stored as RFC 9557 writes it, `2020-01-02T01:04:05.000006Z[+02:00]`: the instant in UTC
// first, so that the order of the texts is the order of the instants, then the zone as it was given.
// Two times of one instant in two zones are two values: filter by the instant with a column of
// sys_time beside it where that matters. The library has no table of zones: local() is for offsets.

#pragma once

#include <chrono>
#include <string>

#include <retort/orm/sql_type.h>

namespace retort::orm {

struct ZonedTime {
  std::chrono::sys_time<std::chrono::microseconds> instant{};
  /// A name ("Europe/Paris"), an offset ("+02:00"), or "UTC".
  std::string zone = "UTC";

  static ZonedTime at_offset(std::chrono::sys_time<std::chrono::microseconds> instant,
                             std::chrono::minutes offset);
  /// Throws ConversionError where the zone is a name and not an offset.
  std::chrono::minutes offset() const;
  /// What a clock there shows; the same limit.
  std::chrono::local_time<std::chrono::microseconds> local() const;

  bool operator==(const ZonedTime&) const = default;
};

template <>
struct SqlType<ZonedTime> {
  using Stored = std::string;
  static constexpr std::string_view word = "string";
  static std::string store(const ZonedTime& time);
  static ZonedTime load(const std::string& text);
};

}  // namespace retort::orm
