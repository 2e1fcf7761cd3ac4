// expect: nothing
// The same things said rightly: this one compiles, so that the others fail for their own reason.

#include "models.h"

using namespace shop;

auto queries(Session& session) {
  const auto order = session.add(Order{.customer = "Ann"});
  const auto item = session.add(Item{.price = 3, .order = order});
  item->order = order;
  order->items.add(item);
  const auto inner = select(items).correlate(orders).filter(items.order_id == orders.id);
  session.query(orders.customer).filter(exists(inner)).all();
  session.query(items.id, row_number().over(window().order_by(items.price))).all();
  session.query(count(orders.id), max(orders.customer)).all();
  session.query(orders.customer, sum(items.price)).join(items).group_by(orders.customer).all();
  session.update(items).from(orders).set(items.price, 3).filter(orders.customer == "Ann").execute();
  session.delete_from(items).returning(plain(items)).all();
  return session.query(orders, sum(items.price))
      .join(items)
      .filter(items.price > 3, orders.customer == "Ann", items.order == order)
      .group_by(orders.id)
      .having(sum(items.price) > 3)
      .all();
}
