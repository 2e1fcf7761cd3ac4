// The room that rebuilds take on the disk, and whether it is there.

#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include <retort/engine/connection.h>
#include <retort/migrate/planner.h>

namespace retort::migrate::detail {

struct RoomNeeded {
  std::filesystem::path folder{};
  std::uint64_t bytes = 0;
  /// What for: "rebuild artists".
  std::string why{};
};

/// How big a table is: measured, which may look at each of its pages, or no bigger than the database, which costs
/// nothing.
enum class Sizes { measured, at_most };

using FreeSpace = std::function<std::uintmax_t(const std::filesystem::path&)>;

/// Throws DecisionNeeded that names both figures where a folder has less than a plan takes. Without
/// `free_space` the system is asked; a folder that it says nothing of has room.
void require_room(engine::Connection& connection, const Plan& plan, const FreeSpace& free_space);

/// `1.4 GB`.
std::string bytes_text(std::uint64_t bytes);

}  // namespace retort::migrate::detail
