// expect: retort: the model has no primary key, so that no session can track its rows

#include "models.h"

using namespace shop;

template <class As>
struct VisitModel {
  static constexpr auto table_name = "visits";
  static constexpr std::tuple constraints{no_primary_key{}};

  Column<As, "page", std::string> page{};
};
inline constexpr auto visits = table<VisitModel>;

void add(Session& session) { session.add(Entity<VisitModel>{.page = "/"}); }
