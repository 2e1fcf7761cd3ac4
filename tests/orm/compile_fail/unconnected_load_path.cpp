// expect: retort: each relationship of this path has to start from the table

#include "models.h"

using namespace shop;

void load(Session& session) {
  session.query(orders).options(selectinload(orders.items, orders.items)).all();
}
