// expect: retort: this column is loaded with every object

#include "models.h"

using namespace shop;

auto query(Session& session) { return session.query(orders).undefer(orders.customer); }
