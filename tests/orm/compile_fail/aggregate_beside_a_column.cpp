// expect: retort: a selected column is neither in group_by() nor inside of an aggregate

#include "models.h"

using namespace shop;

auto rows(const Session& session) { return session.query(orders.customer, count(orders.id)).all(); }
