#include <algorithm>
#include <cstdlib>

#include <retort/migrate/detail/child_process.h>
#include <retort/migrate/detail/utc.h>
#include <retort/migrate/error.h>
#include <retort/migrate/new_script.h>

namespace retort::migrate {

namespace {

namespace fs = std::filesystem;

// "2026-11-22T11:30:00+0100"
std::string text_of(const std::tm& time) {
  char text[sizeof "-2147483648-11-22T11:30:00+0100"];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S%z", &time);
  return text;
}

std::string in_this_process(std::time_t moment) {
  std::tm local{};
  ::tzset();
  ::localtime_r(&moment, &local);
  return text_of(local);
}

bool has_zone(const std::string& name) {
  const char* given = std::getenv("TZDIR");
  const fs::path folder = given != nullptr ? given : "/usr/share/zoneinfo";
  const bool inside = !name.starts_with('/') && name.find("..") == std::string::npos;
  std::error_code ignored;
  return inside && fs::is_regular_file(folder / name, ignored);
}

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return text;
}

// The zone is set in a process of its own: threads of this one may be asking for the time.
std::string in_zone(const std::string& timezone, std::time_t moment) {
  std::string name = timezone;
  if (!has_zone(name)) name = upper(timezone);
  if (!has_zone(name))
    throw MigrateError("timezone = \"" + timezone +
                       "\": this system knows no such time zone; give \"UTC\", \"local\" or a name "
                       "such as \"Europe/Berlin\"");
  const detail::ChildResult child = detail::run_in_child([&] {
    ::setenv("TZ", (":" + name).c_str(), 1);
    return in_this_process(moment);
  });
  if (!child.failure.empty())
    throw MigrateError("cannot tell the time in the zone \"" + name + "\": " + child.failure);
  return child.output;
}

}  // namespace

ScriptTime script_time(const std::string& timezone, std::time_t moment) {
  std::string text;
  if (upper(timezone) == "UTC") {
    text = detail::utc_text(moment);
  } else {
    text = timezone == "local" ? in_this_process(moment) : in_zone(timezone, moment);
    text.insert(text.size() - 2, ":");  // RFC 3339 has +01:00
  }
  return {.epoch = moment, .created = text};
}

}  // namespace retort::migrate
