// expect: retort: no foreign key leads from the tables of the query to this one, or back

#include <retort/orm/inheritance.h>

#include "models.h"

using namespace shop;

template <class As>
struct AnimalModel {
  static constexpr auto table_name = "animals";
  static constexpr auto discriminator = "kind";
  static constexpr auto kind_name = "animal";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "kind", std::string> kind{};
};
template <class As>
struct DogModel {
  static constexpr auto table_name = "animals";
  static constexpr auto kind_name = "dog";

  Inherits<As, AnimalModel> base{};
  Column<As, "order_id", std::optional<std::int64_t>, references<OrderModel, "id">> order_id{};
};
inline constexpr auto dogs = table<DogModel>;

auto both(Session& session) { return session.query(items).join(dogs).all(); }
