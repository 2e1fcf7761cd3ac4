// expect: retort: the query does not select from the table of this column; join it first

#include "models.h"

using namespace shop;

auto query(const Session& session) { return session.query(orders).filter(items.price > 3); }
