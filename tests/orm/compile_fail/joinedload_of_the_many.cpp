// expect: retort: joinedload() is for the one at the other end

#include "models.h"

using namespace shop;

void load(Session& session) { session.query(orders).options(joinedload(orders.items)).all(); }
