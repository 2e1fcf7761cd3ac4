// A time in RFC 3339 as something to sort by, whatever zone it is written in.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace retort::migrate::detail {

/// Seconds since 1970 in UTC, and the digits after the point.
using Instant = std::pair<std::int64_t, std::string>;

/// Of "2026-11-22T11:30:00.5+01:00"; what is no time is before all times.
Instant instant(std::string_view text);

}  // namespace retort::migrate::detail
