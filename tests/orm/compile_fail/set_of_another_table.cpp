// expect: retort: this column is not one of the table that the statement changes

#include "models.h"

using namespace shop;

auto statement(const Session& session) { return session.update(orders).set(items.price, 3); }
