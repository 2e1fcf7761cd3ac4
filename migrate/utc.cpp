#include <retort/migrate/detail/utc.h>

namespace retort::migrate::detail {

std::string utc_text(std::time_t moment) {
  std::tm utc{};
  ::gmtime_r(&moment, &utc);
  char text[sizeof "-2147483648-11-22T11:30:00Z"];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

}  // namespace retort::migrate::detail
