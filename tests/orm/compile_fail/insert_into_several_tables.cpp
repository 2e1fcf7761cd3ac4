// expect: retort: the rows of this model lie in several tables, and an INSERT is about one

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
  Column<As, "name", std::string> name{};
};
inline constexpr auto dogs = table<DogModel>;

void insert(Session& session) { session.insert_into(dogs).set(dogs.name, "Rex").execute(); }
