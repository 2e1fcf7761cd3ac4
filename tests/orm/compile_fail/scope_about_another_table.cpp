// expect: retort: default_scope() is about columns of its own model

#include <retort/orm/model.h>

using namespace retort::orm;

template <class As>
struct ShopModel {
  static constexpr auto table_name = "shops";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "open", bool> open{true};
};
inline constexpr auto shops = table<ShopModel>;

template <class As>
struct ShelfModel {
  static constexpr auto table_name = "shelves";
  Column<As, "id", std::int64_t, primary_key> id{};
  auto default_scope() const { return shops.open == true; }
};
inline constexpr auto shelves = table<ShelfModel>;
