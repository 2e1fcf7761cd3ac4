// expect: retort: a selected column is neither in group_by() nor inside of an aggregate

#include "models.h"

using namespace shop;

auto rows(const Session& session) {
  return session.query(orders.customer, sum(items.price)).join(items).group_by(items.price).all();
}
