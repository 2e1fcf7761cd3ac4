// expect: retort: a Composite names one column for each member of its struct

#include "models.h"

using namespace shop;

struct Point {
  int x, y;
};

template <class As>
struct PlaceModel {
  static constexpr auto table_name = "places";

  Column<As, "id", std::int64_t, primary_key> id{};
  Composite<As, Point, "x"> place{};
};
inline constexpr auto places = table<PlaceModel>;
