// expect: retort: the query selects a column of a table that it does not join

#include "models.h"

using namespace shop;

auto rows(const Session& session) { return session.query(orders, sum(items.price)).all(); }
