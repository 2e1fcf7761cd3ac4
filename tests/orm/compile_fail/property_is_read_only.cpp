// expect: retort: a computed column is written by the database alone

#include "models.h"

using namespace shop;

template <class As>
struct ListModel {
  static constexpr auto table_name = "lists";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "twice", int, column_property<"{}.id * 2">> twice{};
};
inline constexpr auto lists = table<ListModel>;

auto change() { return assign(lists.twice, 5); }
