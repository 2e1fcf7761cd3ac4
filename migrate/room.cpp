#include <retort/migrate/detail/room.h>

#include <array>
#include <cstdio>
#include <system_error>

#include <retort/migrate/detail/database_planner.h>
#include <retort/migrate/error.h>

namespace retort::migrate::detail {

namespace {

bool has_room(const RoomNeeded& need, std::uintmax_t free) { return free >= need.bytes; }

}  // namespace

std::string bytes_text(std::uint64_t bytes) {
  constexpr std::array units = {"bytes", "kB", "MB", "GB", "TB"};
  if (bytes < 1000) return std::to_string(bytes) + " bytes";
  auto number = static_cast<double>(bytes);
  std::size_t unit = 0;
  for (; number >= 999.95 && unit + 1 < units.size(); ++unit) number /= 1000;
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f %s", number, units[unit]);
  return text.data();
}

void require_room(engine::Connection& connection, const Plan& plan, const FreeSpace& free_space) {
  for (const RoomNeeded& need : planner_of(connection).room_needed(connection, plan)) {
    std::error_code unknown;
    const std::uintmax_t free = free_space ? free_space(need.folder)
                                           : std::filesystem::space(need.folder, unknown).available;
    if (unknown || has_room(need, free)) continue;
    throw DecisionNeeded("there is too little room: to " + need.why + " takes up to " +
                         bytes_text(need.bytes) + " in " + need.folder.string() + ", which has " +
                         bytes_text(free) +
                         " left; nothing was changed (make room, or go on all the same with "
                         "--no-space-check)");
  }
}

}  // namespace retort::migrate::detail
