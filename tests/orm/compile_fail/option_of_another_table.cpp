// expect: retort: the query does not select from the table of this column

#include "models.h"

using namespace shop;

void load(Session& session) { session.query(orders).options(selectinload(items.order)).all(); }
