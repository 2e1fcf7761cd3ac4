// expect: retort: query() selects tables (table<Model>) and expressions

#include "models.h"

using namespace shop;

auto all(Session& session) { return session.query(items.order).all(); }
