// expect: retort: a model that inherits from another one has the same table_name

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
  static constexpr auto table_name = "dogs";
  static constexpr auto kind_name = "dog";

  Inherits<As, AnimalModel> base{};
};
inline constexpr auto dogs = table<DogModel>;
