// expect: retort: query() selects tables (table<Model>) and expressions

#include "models.h"

using namespace shop;

auto rows(const Session& session) { return session.query(3); }
