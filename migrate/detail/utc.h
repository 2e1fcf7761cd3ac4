// Moments as RFC 3339 in UTC: "2026-11-22T11:30:00Z".

#pragma once

#include <ctime>
#include <string>

namespace retort::migrate::detail {

std::string utc_text(std::time_t moment = std::time(nullptr));

}  // namespace retort::migrate::detail
