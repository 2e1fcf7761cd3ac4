// expect: retort: the query's columns are not of the kinds of the columns that are inserted

#include "models.h"

using namespace shop;

auto statement(const Session& session) {
  return session.insert_into(orders).columns(orders.customer).from(select(items.price));
}
