// expect: retort: a column compares only with values of its own kind

#include <retort/orm/types/date_time.h>

#include "models.h"

using namespace shop;

template <class As>
struct DayModel {
  static constexpr auto table_name = "days";

  Column<As, "day", std::chrono::sys_days, primary_key> day{};
};
inline constexpr auto days = table<DayModel>;

auto condition() { return days.day == "2020-01-01"; }
