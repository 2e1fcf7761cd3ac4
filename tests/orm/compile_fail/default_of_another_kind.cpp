// expect: retort: the function gives values of another kind than the column has

#include "models.h"

using namespace shop;

int three() { return 3; }

template <class As>
struct NameModel {
  static constexpr auto table_name = "names";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string, default_with<&three>> name{};
};
inline constexpr auto names = table<NameModel>;
