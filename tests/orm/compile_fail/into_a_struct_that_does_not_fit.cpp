// expect: retort: into<T>() needs a struct whose members take the selected columns

#include "models.h"

using namespace shop;

struct Total {
  std::string customer;
  int items;
};

auto rows(const Session& session) {
  return session.query(orders.customer, count(items.id)).into<Total>();
}
