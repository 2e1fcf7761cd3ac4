// expect: retort: query() selects tables (table<Model>) and expressions; a window function needs over()

#include "models.h"

using namespace shop;

auto query(const Session& session) { return session.query(items.id, row_number()); }
