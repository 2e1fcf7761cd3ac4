// expect: retort: a model that inherits from another one has the key of its base

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
  Column<As, "dog_id", std::int64_t, primary_key> dog_id{};
};
inline constexpr auto dogs = table<DogModel>;
