// expect: nothing
// The same things said rightly: this one compiles, so that the others fail for their own reason.

#include "models.h"

using namespace shop;

auto queries(Session& session) {
  const auto order = session.add(Order{.customer = "Ann"});
  const auto item = session.add(Item{.price = 3, .order = order});
  item->order = order;
  order->items.add(item);
  return session.query(orders, sum(items.price))
      .join(items)
      .filter(items.price > 3, orders.customer == "Ann", items.order == order)
      .group_by(orders.id)
      .all();
}
