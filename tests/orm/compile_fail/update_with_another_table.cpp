// expect: retort: the statement does not have the table of this column; add it with from()

#include "models.h"

using namespace shop;

auto statement(const Session& session) {
  return session.update(items).set(items.price, 3).filter(orders.customer == "Ann");
}
