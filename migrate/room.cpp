#include <retort/migrate/detail/room.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <system_error>

#include <retort/migrate/detail/database_planner.h>
#include <retort/migrate/error.h>

namespace retort::migrate::detail {

namespace {

// Nothing where the system says nothing of a folder.
std::optional<std::uintmax_t> free_in(const std::filesystem::path& folder,
                                      const FreeSpace& free_space) {
  if (free_space) return free_space(folder);
  std::error_code unknown;
  const std::uintmax_t free = std::filesystem::space(folder, unknown).available;
  return unknown ? std::nullopt : std::optional(free);
}

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
  const auto lacks = [&](const RoomNeeded& need) {
    const auto free = free_in(need.folder, free_space);
    return free && *free < need.bytes;
  };
  const DatabasePlanner& planner = planner_of(connection);
  // Where there is room for all of the database, nobody need know how large its tables are.
  if (std::ranges::none_of(planner.room_needed(connection, plan, Sizes::at_most), lacks)) return;
  for (const RoomNeeded& need : planner.room_needed(connection, plan, Sizes::measured))
    if (lacks(need))
      throw DecisionNeeded(
          "there is too little room: to " + need.why + " takes up to " + bytes_text(need.bytes) +
          " in " + need.folder.string() + ", which has " +
          bytes_text(free_in(need.folder, free_space).value_or(0)) +
          " left; nothing was changed (make room, or go on all the same with --no-space-check)");
}

}  // namespace retort::migrate::detail
