// expect: retort: these are columns of the entities' own table

#include "models.h"

using namespace shop;

void save(Session& session, const std::vector<Order>& all) {
  session.update_rows(all, items.price);
}
