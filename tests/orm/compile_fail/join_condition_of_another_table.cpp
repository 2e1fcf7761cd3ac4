// expect: retort: the condition of this join uses a table that the query does not have

#include "models.h"

using namespace shop;

constexpr auto others = alias<"others">(items);

auto query(const Session& session) {
  return session.query(orders).join(items, others.order_id == orders.id);
}
