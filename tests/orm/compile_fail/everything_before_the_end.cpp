// expect: retort: everything is the end of a path

#include "models.h"

using namespace shop;

void load(Session& session) {
  session.query(orders).options(raiseload(everything, orders.items)).all();
}
