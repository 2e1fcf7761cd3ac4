// expect: retort: the query does not select from the table of this column; join it first

#include "models.h"

using namespace shop;

auto query(const Session& session) {
  const auto inner = select(items).correlate(orders).filter(items.order_id == orders.id);
  return session.query(items.id).filter(exists(inner));
}
