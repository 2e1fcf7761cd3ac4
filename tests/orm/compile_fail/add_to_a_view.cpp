// expect: retort: this is the model of a view, which is only read

#include "models.h"

using namespace shop;

template <class As>
struct CheapModel {
  static constexpr auto table_name = "cheap";
  static constexpr auto view_sql = "SELECT id FROM items WHERE price < 5";

  Column<As, "id", std::int64_t, primary_key> id{};
};
inline constexpr auto cheap = table<CheapModel>;

void add(Session& session) { session.add(Entity<CheapModel>{.id = 1}); }
